"""Stage 2, number: letters get their number from the register, once and for ever."""

from docgen.numbering.entry import Entry, Status, content_digest, joined, letter_key
from docgen.numbering.pattern import pattern_findings
from docgen.numbering.register import Register
from docgen.numbering.serial import Serial, parse_serial
from docgen.numbering.store import backup_of

__all__ = [
    "Entry",
    "Register",
    "Serial",
    "Status",
    "backup_of",
    "content_digest",
    "joined",
    "letter_key",
    "parse_serial",
    "pattern_findings",
]
