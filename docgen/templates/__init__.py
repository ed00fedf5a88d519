"""Templates in the open: which there are, what each asks for, who fills it, samples, starters."""
