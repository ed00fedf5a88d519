#!/usr/bin/env python3
"""Exits 0 without a PDF for the bad file, as LibreOffice does."""

from fake_soffice import inputs, is_bad, write_pdf

for path in inputs():
    if not is_bad(path):
        write_pdf(path)
