"""Each letter: its copies and its enclosures."""
