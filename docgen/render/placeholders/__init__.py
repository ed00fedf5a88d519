"""What each kind of Word template may name, and the values that fill it."""
