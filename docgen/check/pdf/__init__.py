"""PDFs read back: their words, and what is drawn on them."""
