"""The hall display: the window that shows the calls, and the announcer that speaks them."""
