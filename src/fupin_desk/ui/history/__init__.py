"""What was done and how it is taken back: the history page and the time machine."""
