"""The encrypted file itself: opened, locked, keyed, copied, examined, brought to a new format."""
