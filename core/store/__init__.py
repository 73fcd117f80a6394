"""The queue's memory: tables in SQLite or PostgreSQL behind one door.

Rows stay inside this package; what leaves it are the domain's frozen values.
"""
