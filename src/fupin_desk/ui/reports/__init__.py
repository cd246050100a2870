"""Reports on the screen: which, for what, their pages, and the files that are written."""
