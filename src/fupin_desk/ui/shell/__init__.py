"""The window itself: rail, top bar, status line, search, and the way from page to page."""
