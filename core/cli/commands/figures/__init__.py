"""Commands for who leads: reports of any days, and what if."""
