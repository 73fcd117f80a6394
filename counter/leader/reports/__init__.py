"""What the page of reports is made of: asking, choosing, what is shown. Charts load when shown."""
