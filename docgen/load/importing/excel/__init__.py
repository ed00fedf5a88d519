"""A workbook as :class:`~docgen.load.importing.drawn.Papers`: its sheets and what is drawn."""
