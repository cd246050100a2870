"""Workbooks that come in: choice, preview, columns matched by hand."""
