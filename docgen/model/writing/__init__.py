"""How Indonesian offices write dates, numbers and times; and what was probably meant."""
