"""Work beside the window: the worker, what waits, what must not be lost when we fail."""
