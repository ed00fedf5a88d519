"""The archive bundle itself: its parts, segments of pages, and the volumes made of them."""
