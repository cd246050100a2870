"""What pages may ask of the window that shows them."""
