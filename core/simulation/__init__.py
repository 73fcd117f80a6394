"""What would happen if: an office's days run again as if something had been otherwise."""
