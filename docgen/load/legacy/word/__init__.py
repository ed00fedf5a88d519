"""A Word document as :class:`~docgen.load.legacy.drawn.Papers`: its tables and what is drawn."""
