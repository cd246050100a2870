"""What was typed: parse, bounds, identity numbers, record checks. Pure functions over model values."""
