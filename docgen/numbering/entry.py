"""A line of the agenda of outgoing letters, and which letter it speaks of."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from docgen.model.letter import Letter


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the agenda of outgoing letters."""

    office: str
    year: int
    serial: int
    number: str
    letter: str  # SET/ID
    signed: dt.date
    dated: dt.date
    subject: str
    recipients: str = ""  # joined by "; "; "" in old registers


def letter_key(letter: Letter) -> str:
    """How the register names a letter: its set and id."""
    return f"{letter.kelompok}/{letter.id}"


def is_of(entry: Entry, letter: Letter) -> bool:
    """Whether a line of the register speaks of a letter, whatever its id is now."""
    recipients = "; ".join(letter.tujuan)
    return (
        bool(letter.hal)
        and entry.office == letter.kop
        and entry.signed == letter.tanggal_ttd
        and entry.subject == letter.hal
        and entry.recipients in ("", recipients)
    )
