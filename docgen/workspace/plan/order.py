"""How papers follow each other: by date, then by number, letters by their serial."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping

from docgen.model.writing.dates import MONTH_NUMBERS, is_partial_date, parse_date
from docgen.numbering import Entry, letter_key
from docgen.workspace.document import Document

# Office, year, series and serial of the number that a letter has, by SET/ID.
Serials = Mapping[str, tuple[str, int, str, tuple[int, int, str]]]
Pieces = tuple[tuple[int, int, str], ...]
_DIGITS = re.compile(r"(\d+)")


def serials_of(entries: Iterable[Entry]) -> Serials:
    """The serials of numbers that are in force."""
    return {
        entry.letter: (entry.office, entry.year, entry.series, entry.label.order)
        for entry in entries
        if entry.in_force
    }


def place_of_date(text: str) -> tuple[bool, dt.date]:
    """Sorts dates as they are printed; a month or a year alone stands at its beginning, and what is
    no date behind all."""
    date = parse_date(text)
    if date is None and is_partial_date(text):
        *month, year = text.lower().split()
        date = dt.date(int(year), MONTH_NUMBERS[month[0]] if month else 1, 1)
    return date is None, date or dt.date.max


def place_of_number(number: str, document: Document | None, serials: Serials) -> Pieces:
    """Sorts numbers: a letter by its serial, any other by the figures and words of its number."""
    letter = document.letter if document else None
    serial = serials.get(letter_key(letter)) if letter and letter.nomor else None
    if serial:
        figure, length, suffix = serial[-1]
        return (0, figure, ""), (0, length, ""), (1, 0, suffix)
    pieces = filter(None, _DIGITS.split(number))
    return tuple((0, int(p), "") if p.isdigit() else (1, 0, p.casefold()) for p in pieces)
