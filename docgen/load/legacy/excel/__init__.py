"""A workbook as :class:`~docgen.load.legacy.drawn.Papers`: its sheets and what is drawn."""
