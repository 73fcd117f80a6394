"""The schema's history: Alembic scripts, run by `core.store.upgrade` on its own connection."""
