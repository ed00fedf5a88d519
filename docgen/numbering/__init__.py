"""Stage 2, number: signed letters get their number from the register, once and for ever."""

from docgen.numbering.pattern import pattern_findings
from docgen.numbering.register import Entry, Register

__all__ = ["Entry", "Register", "pattern_findings"]
