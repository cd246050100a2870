"""Flat rows for the reports: a few linear queries each, never one query a household."""
