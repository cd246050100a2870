"""Definition files (TOML, CSV) become model values here; an unknown key is refused, naming file and key."""
