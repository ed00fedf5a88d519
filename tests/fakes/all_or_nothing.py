#!/usr/bin/env python3
"""Writes nothing at all when one file of the call is bad, and exits 0."""

from fake_soffice import inputs, is_bad, write_pdf

if not any(is_bad(path) for path in inputs()):
    for path in inputs():
        write_pdf(path)
