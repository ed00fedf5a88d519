"""Joined batches: many letters of one template as one document for LibreOffice.

:mod:`~docgen.convert.joined.letter` reads a letter and says what cannot be joined,
:mod:`~docgen.convert.joined.build` joins (with sections, lists, notes, fields and styles in
modules of their own), :mod:`~docgen.convert.joined.split` cuts the PDF again, and
:mod:`~docgen.convert.joined.probe` compares a letter with the same letter converted alone.
"""
