"""``cetak.pdf``: what is only printed, copies and forms in the order of the table."""
