"""Fields of a form on the screen, and the order of the keys among them."""
