"""Archive bundles and bags: what is in them, and where their index leads."""
