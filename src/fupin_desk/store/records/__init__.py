"""Records as pages, lists and searches read them."""
