"""Stages 4 to 6 for a workspace: what is planned is written, a module for each kind of output."""
