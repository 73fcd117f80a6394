"""What figures are made of: a day's part of the journal, and what days came to."""
