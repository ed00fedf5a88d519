"""Outputs on the disk: written whole or not at all, and what is known of each."""
