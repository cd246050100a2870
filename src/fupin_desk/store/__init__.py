"""The desk file: an encrypted SQLite file, its journal, and everything that is asked of it."""
