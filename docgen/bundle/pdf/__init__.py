"""PDF files as such: new ones, saving, sharing, metadata, PDF/A, signatures, pictures."""
