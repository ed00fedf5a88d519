"""A year that was not changed: in January people go on signing with last year's."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from docgen.findings import Finding, error
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal

# Days that are far: a year is as near to the right one as can be, but for two months.
FAR = 300


def lost_year(letter: Letter, letters: Sequence[Letter], today: dt.date) -> Iterator[Finding]:
    """A signed letter that stands alone in another year than its neighbours: date-year-odd.

    Only one that nothing else dates: «tanggal_nomor» or a neighbour of its time says that the year
    is meant. An old letter gets its number by ``register insert``.
    """
    day = letter.tanggal_ttd
    if day is None or letter.tanggal_nomor or (today - day).days <= FAR:
        return
    own = letter.kelompok, letter.id
    others = [
        other.tanggal_ttd
        for other in letters
        if other.tanggal_ttd and (other.kelompok, other.id) != own
    ]
    if any(abs((other - day).days) <= FAR for other in others):
        return
    if any(abs((today - other).days) <= FAR for other in others):
        message = (
            f"ditandatangani {format_tanggal(day)}, padahal surat lain bertahun {today.year}; "
            "periksa tahun «tanggal_ttd». Bila memang surat lama, isi «tanggal_nomor» dengan "
            "tanggal nomornya"
        )
        yield error("date-year-odd", letter.where, message)
