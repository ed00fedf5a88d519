"""What a clerk may ask of the books of numbers, and which line is meant."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from docgen.errors import UsageError
from docgen.numbering import Entry, parse_serial

MOST_RESERVED = 1000


def checked_reason(text: str) -> str:
    """A reason in one line. Raises UsageError for none."""
    reason = " ".join(text.split())
    if not reason:
        raise UsageError("alasannya kosong", 'Tulis alasannya, misalnya --alasan "salah tujuan".')
    return reason


def checked_count(count: int) -> int:
    """How many numbers may be put aside at once. Raises UsageError."""
    if not 1 <= count <= MOST_RESERVED:
        raise UsageError(
            f"jumlah {count} tidak dapat dipesan",
            f"Pesan 1 sampai {MOST_RESERVED} nomor sekaligus.",
        )
    return count


def checked_year(year: int | None, today: dt.date) -> int:
    """The year, by default this one. Raises UsageError for one that is far off."""
    if year and year > today.year + 1:  # a slip of the finger would stand in the book for ever
        raise UsageError(
            f"tahun {year} masih terlalu jauh",
            f"Pesan nomor untuk {today.year} atau {today.year + 1}.",
        )
    return year or today.year


def line_meant(
    what: str, entries: Iterable[Entry], office: str | None, year: int | None, today: dt.date
) -> Entry:
    """The line that a number, a letter or a serial names; a serial is one of this year.

    Raises UsageError when there is none, or more than one.
    """
    wanted = what.strip()
    chosen = [e for e in entries if office in (None, e.office) and year in (None, e.year)]
    named = [e for e in chosen if wanted and wanted in (e.number, e.letter)]
    serial = parse_serial(wanted)
    of_year = year or today.year
    found = named or [e for e in chosen if e.label == serial and e.year == of_year]
    if not found:
        raise UsageError(
            f"«{what}» tidak ada dalam buku agenda",
            "Tulis nomor surat, KELOMPOK/ID, atau nomor urut dengan --tahun; lihat docgen "
            "register list.",
        )
    if len(found) > 1:
        offices = ", ".join(dict.fromkeys(entry.office for entry in found))
        raise UsageError(
            f"«{what}» ada {len(found)} kali dalam buku agenda",
            f"Tambahkan --kantor ({offices}) atau --tahun.",
        )
    return found[0]
