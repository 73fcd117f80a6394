"""What an office's days come to: counts and times that add up, and the figures of them."""
