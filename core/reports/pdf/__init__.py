"""A report on paper: a PDF with its structure, which says what a heading and a table are."""
