"""A Word document as :class:`~docgen.load.importing.drawn.Papers`: its tables and what is drawn."""
