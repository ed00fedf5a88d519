"""Further kinds of letters (domain rules §2.11), a module for those that are alike."""
