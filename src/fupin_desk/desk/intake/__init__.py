"""What becomes of the rows of a workbook: read, recognised, compared with the file, checked; nothing is written."""
