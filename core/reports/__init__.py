"""Figures as people take them away: text now; PDF, spreadsheets and CSV come with the leader."""
