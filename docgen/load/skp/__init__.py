"""SKP reports of many SKPD, read into one recap."""
