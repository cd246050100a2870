"""Reports as files: a Document as PDF and xlsx, printed blanks, and the check of what leaves the house."""
