"""Fonts that documents ask for, and those that are here."""
