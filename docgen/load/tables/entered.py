"""What a cell holds against what the office sees in it: numbers and dates where text belongs.

Excel makes a number of 800.10 and a date of 5-1 as soon as they are typed. In a column that is text
by nature nobody can say afterwards what was typed, so this is an error. Elsewhere the text is what
the sheet shows; where that depends on the computer, a finding says what is printed instead.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from docgen.findings import Finding, error, hint, warning
from docgen.load.tables.cells import Cell, Table
from docgen.load.tables.oddities import spans
from docgen.load.tables.shown import Typed
from docgen.model.writing.dates import MONTH_NUMBERS, format_tanggal, parse_date

# Columns that say when something was done: a date belongs there.
DATES = frozenset(
    {"tanggal_konsep", "tanggal_ttd", "tanggal_nomor", "tanggal_kirim", "tanggal_terima",
     "tanggal_surat", "tanggal_disposisi"}
)  # fmt: skip
# Keys by which rows and files know each other, and codes whose zeros and points count.
_KEYS = frozenset({"id", "kop", "kunci", "penandatangan"})
_CODES = frozenset(
    {"klasifikasi", "nomor", "no", "nip", "nik", "npwp", "nisn", "nuptk", "kode", "telepon", "telp",
     "hp", "wa", "rekening", "pppk"}
)  # fmt: skip
# What is said of a code, and is none: tanggal_nomor.
_OF_A_CODE = frozenset({"tanggal", "tgl", "hari", "jumlah", "banyak", "jml"})
# Numbers that count: a whole one loses nothing by being a number.
_COUNTS = frozenset({"nomor_agenda", "nomor_urut", "urut", "no"})
_SCIENTIFIC = re.compile(r"-?\d+(?:[.,]\d+)?E[+-]?\d+", re.IGNORECASE)
_COMMA = re.compile(r"\d+(?:[.,]\d+)*,\d+")
_DAY_MONTH = re.compile(r"(?:\d{1,2}[-/ ]([A-Za-z]{3,9})|([A-Za-z]{3,9})[-/ ]\d{2,4})\.?")
AS_TEXT = "ubah format sel menjadi Teks, lalu ketik ulang"
CODE = "cell-not-text"


@dataclass(frozen=True, slots=True, kw_only=True)
class Nature:
    """What the columns of a table are by nature: codes, days, and of the codes those that count, of
    which a whole number loses nothing."""

    is_code: Callable[[str], bool]
    dates: Collection[str]
    counts: Collection[str]


@dataclass(slots=True)
class _Told:
    """What is said once of all the cells of a column."""

    cells: list[Cell] = field(default_factory=list)
    printed: str = ""


def as_entered(table: Table, nature: Nature | None = None) -> tuple[Table, list[Finding]]:
    """The table with the texts that its sheet shows, and what cannot be relied on.

    ``nature`` is that of the columns of letters unless it is given.

    Findings: cell-not-text, cell-date-hidden, cell-shown-otherwise.
    """
    nature = nature or _LETTERS
    findings: list[Finding] = []
    unsure: dict[tuple[str, bool], _Told] = {}
    rows = []
    for row in table.rows:
        changed = {}
        for column, cell in row.cells.items():
            if nature.is_code(column):
                text, found = _code(column, cell, nature.counts)
                findings += found
            elif column in nature.dates:
                findings += _date(cell)
                continue
            elif cell.typed is None:
                continue
            elif (shown := cell.typed.shown()) is not None:
                text = shown
            else:
                text = _instead(cell)
                is_date = isinstance(cell.typed.value, dt.date | dt.time)
                told = unsure.setdefault((column, is_date), _Told(printed=text))
                told.cells.append(cell)
            if text != cell.text:
                changed[column] = replace(cell, text=text)
        rows.append(replace(row, cells={**row.cells, **changed}) if changed else row)
    for (column, is_date), told in unsure.items():
        findings.append(_shown_otherwise(column, is_date, told))
    return replace(table, rows=tuple(rows)), findings


@cache
def is_code(column: str) -> bool:
    """Whether a column is text by nature: its zeros, points and digits all count."""
    words = column.split("_")
    if words[0] in _OF_A_CODE:
        return False
    return column in _KEYS or column in _COUNTS or not _CODES.isdisjoint(words)


_LETTERS = Nature(is_code=is_code, dates=DATES, counts=_COUNTS)


def _code(column: str, cell: Cell, counts: Collection[str]) -> tuple[str, list[Finding]]:
    """The text of a code, and why it cannot be relied on."""
    if cell.typed is None:
        problem = _spoilt(column, cell.text)
        message = f"{problem}; {AS_TEXT}"
        return cell.text, [error(CODE, cell.where, message)] if problem else []
    value = cell.typed.value
    if (fixed := cell.typed.fixed_digits()) is not None:
        return fixed, []
    if column in counts and isinstance(value, int | float) and float(value).is_integer():
        return str(int(value)), []
    what = "tanggal" if isinstance(value, dt.date | dt.time) else "angka"
    if isinstance(value, bool | str):
        what = "teks dengan format yang mengubahnya" if isinstance(value, str) else "ya/tidak"
    message = (
        f"sel ini berisi {what}, padahal «{column}» adalah teks: nol dan titik yang diketik dapat "
        f"hilang (kini terbaca «{cell.text}»); {AS_TEXT}"
    )
    return cell.text, [error(CODE, cell.where, message)]


def _spoilt(column: str, text: str) -> str:
    """What a text shows of a spreadsheet that took it for a number or a date before, else ""."""
    if _SCIENTIFIC.fullmatch(text):
        return f"«{text}» adalah angka yang disingkat Excel, angka aslinya hilang"
    if column != "klasifikasi":
        return ""
    match = _DAY_MONTH.fullmatch(text)
    is_month = bool(match) and str(match and (match[1] or match[2])).lower() in MONTH_NUMBERS
    if is_month or parse_date(text):
        return f"«{text}» adalah tanggal buatan Excel, bukan kode klasifikasi"
    if _COMMA.fullmatch(text):
        return f"«{text}» memakai koma; bagian kode klasifikasi dipisahkan titik"
    return ""


def _date(cell: Cell) -> Iterator[Finding]:
    """A date of which the sheet shows only a part: Excel has made up the rest."""
    if cell.typed is not None and cell.typed.hides_part_of_date:
        message = (
            f"sel ini hanya menampilkan sebagian tanggal ({cell.typed.number_format}), yang "
            f"tersimpan {cell.text}; tulis tanggal lengkap seperti 21 November 2026"
        )
        yield error("cell-date-hidden", cell.where, message)


def _instead(cell: Cell) -> str:
    """What is printed of a value that no two computers need to show alike."""
    assert isinstance(cell.typed, Typed)
    value = cell.typed.value
    if isinstance(value, dt.datetime) and value.time() != dt.time():
        return f"{format_tanggal(value)} {value:%H.%M}"
    if isinstance(value, dt.date):
        return format_tanggal(value)
    return f"{value:%H.%M}" if isinstance(value, dt.time) else cell.text


def _shown_otherwise(column: str, is_date: bool, told: _Told) -> Finding:
    first = told.cells[0]
    numbers = (int("".join(filter(str.isdigit, str(each.where.cell)))) for each in told.cells)
    others = f" (juga baris {spans(numbers)})" if len(told.cells) > 1 else ""
    typed = first.typed
    assert typed is not None
    message = (
        f"tampilan sel kolom «{column}»{others} bergantung pada komputernya (format "
        f"«{typed.number_format}»); yang tercetak «{told.printed}». Ubah format sel menjadi Teks "
        "bila harus lain"
    )
    # A date is the same date however it is written; a number under a format may read otherwise.
    if is_date:
        return hint("cell-shown-otherwise", first.where, message)
    return warning("cell-shown-otherwise", first.where, message)
