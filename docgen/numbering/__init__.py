"""Stage 2, number: letters get their number from the register, once and for ever."""

from docgen.numbering.by_hand import OLD_BOOK, Desk, LastSerial, nobody_to_ask
from docgen.numbering.corrections import (
    Papers,
    changes_of,
    changes_since,
    in_words,
    told_always,
)
from docgen.numbering.entry import Entry, Place, Status, joined, letter_key
from docgen.numbering.lines import numbered
from docgen.numbering.pattern import pattern_findings
from docgen.numbering.register import Register
from docgen.numbering.scheme import PaperKind, Scheme, scheme_findings, security_class
from docgen.numbering.serial import Serial, parse_serial
from docgen.numbering.store import COPIES, backup_of, copies_of

__all__ = [
    "COPIES",
    "OLD_BOOK",
    "Desk",
    "Entry",
    "LastSerial",
    "PaperKind",
    "Papers",
    "Place",
    "Register",
    "Scheme",
    "Serial",
    "Status",
    "backup_of",
    "changes_of",
    "changes_since",
    "copies_of",
    "in_words",
    "joined",
    "letter_key",
    "nobody_to_ask",
    "numbered",
    "parse_serial",
    "pattern_findings",
    "scheme_findings",
    "security_class",
    "told_always",
]
