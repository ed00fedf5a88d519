"""PDFs that docgen did not make: taken in with care, cleaned, and proved to be PDF/A."""
