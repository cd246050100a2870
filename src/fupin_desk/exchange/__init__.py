"""Files that come and go: workbooks of others are read, templates, rejects and tables are written."""
