"""The page of one record: its fields, its live panel, saving it."""
