"""A year that was not changed: in January people go on signing with last year's."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from docgen.findings import Finding, error
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal
from docgen.numbering.entry import letter_key

# Days that are far: a year is as near to the right one as can be, but for two months.
FAR = dt.timedelta(days=300)


def lost_years(letters: Sequence[Letter], today: dt.date) -> Mapping[str, tuple[Finding, ...]]:
    """The signed letters that stand alone in another year than their neighbours: date-year-odd.

    Only those that nothing else dates: «tanggal_nomor» or a neighbour of its time says that the
    year is meant. An old letter gets its number by ``register insert``.
    """
    days = sorted(letter.tanggal_ttd for letter in letters if letter.tanggal_ttd)
    if not _near(days, today):
        return {}
    found = {}
    for letter in letters:
        day = letter.tanggal_ttd
        is_dated = day is None or letter.tanggal_nomor or today - day <= FAR
        if day is None or is_dated or _near(days, day) > 1:  # its own day is one of them
            continue
        message = (
            f"ditandatangani {format_tanggal(day)}, padahal surat lain bertahun {today.year}; "
            "periksa tahun «tanggal_ttd». Bila memang surat lama, isi «tanggal_nomor» dengan "
            "tanggal nomornya"
        )
        found[letter_key(letter)] = (error("date-year-odd", letter.where, message),)
    return found


def _near(days: Sequence[dt.date], day: dt.date) -> int:
    """How many of the sorted days are not far from one."""
    return bisect_right(days, day + FAR) - bisect_left(days, day - FAR)
