"""The order of a letter's dates: konsep, paraf step by step, signature, number."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from docgen.findings import Finding, error, warning
from docgen.load.letters.fields import NOTHING
from docgen.load.tables.cells import Row
from docgen.model.letter import Letter
from docgen.model.writing.dates import format_tanggal

MOST_PARAF = 3
# Days between two steps of one paper. What takes longer has a wrong year: in January people go on
# writing last year's, and figures get swapped.
MOST_DAYS = 300


class Step(NamedTuple):
    """A date of a row: its column, what it is of, the day."""

    column: str
    what: str
    day: dt.date


def order_findings(letter: Letter, row: Row) -> Iterator[Finding]:
    """What is wrong with the dates of a letter.

    Findings: date-year-odd, and where no year is odd date-order, paraf-after-signature,
    number-before-signature; number-without-signature, signed-without-date, paraf-too-many.
    """
    steps = (
        ("tanggal_konsep", "«tanggal_konsep»", letter.tanggal_konsep),
        *(("paraf", f"paraf {paraf.nama}", paraf.tanggal) for paraf in letter.paraf),
        ("tanggal_ttd", "«tanggal_ttd»", letter.tanggal_ttd),
        ("tanggal_nomor", "«tanggal_nomor»", letter.tanggal_nomor),
    )
    if odd := list(odd_years([Step(*step[:2], step[2]) for step in steps if step[2]], row)):
        yield from odd
    else:
        yield from _out_of_order(letter, row)
    # Where it is filled in, the date itself is what is wrong.
    undated = not letter.tanggal_ttd and row.text("tanggal_ttd") in ("", *NOTHING)
    if undated and letter.tanggal_nomor and not letter.is_electronic:
        message = "«tanggal_nomor» terisi padahal surat belum ditandatangani; isi «tanggal_ttd»"
        yield error("number-without-signature", row.where_of("tanggal_nomor"), message)
    if letter.berkas_ttd and undated:
        message = "«berkas_ttd» terisi tetapi «tanggal_ttd» kosong; isi tanggal tanda tangannya"
        yield error("signed-without-date", row.where_of("tanggal_ttd"), message)
    if len(letter.paraf) > MOST_PARAF:
        message = f"paraf paling banyak {MOST_PARAF} pejabat, di sini {len(letter.paraf)}"
        yield warning("paraf-too-many", row.where_of("paraf"), message)


def odd_years(steps: Sequence[Step], row: Row) -> Iterator[Finding]:
    """The dates of one paper that are years away from its others: date-year-odd."""
    for step in steps:
        others = [other for other in steps if other is not step]
        far = [other for other in others if abs((other.day - step.day).days) > MOST_DAYS]
        # Of two that disagree nobody knows which is wrong: the later step is told of.
        if 2 * len(far) <= len(others) or (len(steps) == 2 and step is steps[0]):
            continue
        near = min(far, key=lambda other: abs((other.day - step.day).days))
        message = (
            f"{step.what} {format_tanggal(step.day)} dan {near.what} {format_tanggal(near.day)} "
            f"terpaut lebih dari {MOST_DAYS} hari{_meant(step.day, near.day)}; periksa tahunnya"
        )
        yield error("date-year-odd", row.where_of(step.column), message)


def _meant(day: dt.date, near: dt.date) -> str:
    """The same day in the year that brings it near the other date."""
    for year in (near.year, near.year + 1, near.year - 1):
        try:
            moved = day.replace(year=year)
        except ValueError:  # 29 February
            continue
        if abs((moved - near).days) <= MOST_DAYS // 2:
            return f"; maksud Anda {format_tanggal(moved)}?"
    return ""


def _out_of_order(letter: Letter, row: Row) -> Iterator[Finding]:
    before = letter.tanggal_konsep
    if before and letter.tanggal_ttd and letter.tanggal_ttd < before:
        message = "«tanggal_ttd» lebih awal daripada «tanggal_konsep»; periksa kedua tanggal"
        yield warning("date-order", row.where_of("tanggal_ttd"), message)
    for paraf in (paraf for paraf in letter.paraf if paraf.tanggal):
        if before and paraf.tanggal and paraf.tanggal < before:
            message = (
                f"paraf {paraf.nama} lebih awal daripada konsep atau paraf sebelumnya; "
                "periksa tanggal dan urutannya"
            )
            yield warning("date-order", row.where_of("paraf"), message)
        before = paraf.tanggal
    if not letter.tanggal_ttd:
        return
    for paraf in letter.paraf:
        if paraf.tanggal is None or paraf.tanggal > letter.tanggal_ttd:
            message = f"ditandatangani sebelum diparaf oleh {paraf.nama}"
            yield warning("paraf-after-signature", row.where_of("paraf"), message)
    # When an electronic letter has its number, docgen.toml says; the numbering stage looks.
    early = letter.tanggal_nomor and letter.tanggal_nomor < letter.tanggal_ttd
    if early and not letter.is_electronic:
        message = "nomor diberikan sebelum surat ditandatangani; nomor diberikan sesudahnya"
        yield error("number-before-signature", row.where_of("tanggal_nomor"), message)
