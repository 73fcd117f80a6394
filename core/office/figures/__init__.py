"""Figures of any days, kept beside their months and years, and what is learnt of the waits told."""
