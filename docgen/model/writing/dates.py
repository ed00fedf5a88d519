"""Dates as Indonesian offices write them (domain rules §5).

Printed: ``21 November 2026``, no leading zero. Read: that form, the old month names
(Nopember, Pebruari), ``21/11/2026``, ``21-11-2026`` and ISO ``2026-11-21``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from babel.dates import format_date

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
# Old spellings still occur in ministry files: accepted, never printed.
OLD_MONTHS = {"nopember": 11, "pebruari": 2, "agst": 8, "agt": 8, "ags": 8, "nop": 11, "peb": 2}
MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | OLD_MONTHS
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")

_WORDS = re.compile(r"(\d{1,2})\s+([A-Za-z]+)\.?\s+(\d{4})")
_DAY_FIRST = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?")


def parse_date(text: str) -> dt.date | None:
    """The date that ``text`` says, or None when it is no full date or an impossible one."""
    text = text.strip()
    try:
        if match := _WORDS.fullmatch(text):
            month = MONTH_NUMBERS.get(match[2].lower())
            return dt.date(int(match[3]), month, int(match[1])) if month else None
        if match := _DAY_FIRST.fullmatch(text):
            return dt.date(int(match[3]), int(match[2]), int(match[1]))
        if match := _ISO.fullmatch(text):
            return dt.date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:  # 31/02/2026
        return None
    return None


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is a month with a year, or a year alone (a defect seen in real SOPs)."""
    words = text.lower().split()
    year = bool(words) and bool(re.fullmatch(r"\d{4}", words[-1]))
    return year and (len(words) == 1 or (len(words) == 2 and words[0] in MONTH_NUMBERS))


# A batch prints the same few days over and over, and Babel takes 70 µs for one.
@lru_cache(maxsize=1024)
def format_tanggal(date: dt.date) -> str:
    """``21 November 2026``."""
    return format_date(date, "d MMMM y", locale="id")


def roman_month(date: dt.date) -> str:
    """``XI`` for November, as custom has it in letter numbers."""
    return ROMAN[date.month - 1]
