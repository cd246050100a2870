"""Colours, type, icons: how everything looks."""
