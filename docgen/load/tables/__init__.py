"""Data files of any format as tables: rows of named cells with their places."""
