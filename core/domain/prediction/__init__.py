"""How well waits were foretold, and what an office learns from it."""
