"""Stage 2, number: signed letters get their number from the register, once and for ever."""

from docgen.numbering.entry import Entry, letter_key
from docgen.numbering.pattern import pattern_findings
from docgen.numbering.register import Register, backup_of

__all__ = ["Entry", "Register", "backup_of", "letter_key", "pattern_findings"]
