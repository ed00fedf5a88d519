"""Runs of docgen in a workspace: one at a time, and none that has nothing to do."""
