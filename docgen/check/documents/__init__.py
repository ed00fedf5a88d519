"""Each document: its files are there, and its PDF shows what its data says."""
