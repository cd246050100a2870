"""Backups, the daily examination, and the lock of the window."""
