"""Workbooks as files: reading, guarding, editing and saving them."""
