"""Tallies in words and scales for narrow places."""
