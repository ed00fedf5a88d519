"""Two documents as one with Word's tracked changes: accepted it is the new one, rejected the old.

ECMA-376 part 1, 17.13.5: ``w:ins`` and ``w:del`` around runs, in the properties of a paragraph's
mark and in those of a table row.
"""

from docgen.ooxml.tracked.blocks import Merger
from docgen.ooxml.tracked.marks import DELETED, INSERTED, Marks
from docgen.ooxml.tracked.shown import show_marks

__all__ = ["DELETED", "INSERTED", "Marks", "Merger", "show_marks"]
