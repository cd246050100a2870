"""List pages: filters, rows, and the pages of villages, households, rounds, visits and courses."""
