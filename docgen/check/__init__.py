"""Stage 7, check: re-read everything from disk; believes nothing that was written earlier."""
