"""What PDF/A says of a finished file, told apart from what no validator here can judge."""
