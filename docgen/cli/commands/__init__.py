"""What can be typed: each command with its options. What does the work is loaded when it runs."""
