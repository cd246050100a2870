"""Plain values that every layer passes on: nothing here reads a file, a database or a screen."""
