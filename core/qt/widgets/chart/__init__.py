"""A chart in a window, and its table one key away. Nothing loads it before a first paint."""
