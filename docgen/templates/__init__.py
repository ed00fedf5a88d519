"""Templates in the open: which there are, what each asks for and who fills it, samples, starters."""
