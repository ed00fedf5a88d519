"""What changed between two versions of a SOP, as documents and as a page."""
