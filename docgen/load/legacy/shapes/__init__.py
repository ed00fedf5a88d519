"""Shapes as Office stores them, DrawingML and VML: what each is, and the way of its line."""
