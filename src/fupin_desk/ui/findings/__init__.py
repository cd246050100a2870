"""The list of findings of the whole file."""
