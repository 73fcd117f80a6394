"""Commands for who leads: reports of any span."""
