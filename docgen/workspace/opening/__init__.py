"""Stages 1 and 2 for a whole workspace: everything is read, then the letters get their numbers."""
