"""SKP: the rule of a period, and the recap of a year."""
