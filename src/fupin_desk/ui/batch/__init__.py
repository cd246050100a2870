"""Dialogs that record one act for many: measures, attendance, signatures, trips, projects."""
