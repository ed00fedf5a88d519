"""A copy of the original with a comment at each doubt."""
