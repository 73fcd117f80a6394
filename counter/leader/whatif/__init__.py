"""What would happen if: a question about the office's own days, asked and answered in a page."""
