"""Joined batches: many letters of one template as one document for LibreOffice.

:mod:`~docgen.convert.joined.letter` reads a letter and says what cannot be joined,
:mod:`~docgen.convert.joined.build` joins (with sections, ends, lists, notes, fields and styles in
modules of their own), :mod:`~docgen.convert.joined.split` cuts the PDF again, and
:mod:`~docgen.convert.joined.probe` compares a letter with the same letter converted alone;
:mod:`~docgen.convert.joined.edges` tells which letters end so near the edge of a page that nothing
but their own conversion proves them.
"""
