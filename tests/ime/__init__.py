"""Typing with a real Chinese input method on a screen of its own: `python -m tests.ime`."""
