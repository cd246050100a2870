"""The manual in the window, and the map of keys."""
