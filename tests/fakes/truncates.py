#!/usr/bin/env python3
"""Writes half a PDF for the bad file."""

from fake_soffice import inputs, is_bad, write_pdf

for path in inputs():
    write_pdf(path, whole=not is_bad(path))
