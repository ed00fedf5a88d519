"""Each letter: its copies, and what it says that goes with it."""
