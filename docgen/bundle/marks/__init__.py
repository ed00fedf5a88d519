"""What is drawn on finished pages: marks of copies and enclosures, stamps, catchwords."""
