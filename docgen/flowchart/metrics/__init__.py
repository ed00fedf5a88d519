"""Advance-width tables, shipped as data so that a layout does not depend on the machine."""
