"""Figures as people take them away: as text and as CSV."""
