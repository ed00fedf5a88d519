"""Sheets of letters and dispositions, their officials, recipients and addresses."""
