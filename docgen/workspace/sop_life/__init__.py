"""What is decided about the life of a SOP: approved and frozen, revised, withdrawn, listed."""
