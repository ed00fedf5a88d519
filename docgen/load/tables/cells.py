"""The one shape that every kind of data file is read into: rows of named cells with their places.

An .xlsx, a .csv, a YAML or a JSON file end up as the same ``Table``; so every check exists once.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field

from docgen.findings import Where
from docgen.load.tables.shown import Typed

_NOT_IN_NAMES = re.compile(r"[^0-9a-z]+")
_VALUES = re.compile(r"[;\n]")
# Controls, invisible format characters, and halves of a pair that no file can hold.
_UNSEEN = ("Cc", "Cf", "Cs")
_NONCHARACTERS = "\ufffe\uffff"  # no XML, and so no Word file, may hold them


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's displayed text (dates as ISO ``yyyy-mm-dd``, blank as ``""``) and its place.

    ``values`` are those of a list in YAML or JSON, whose items may hold a ``;`` themselves;
    ``typed`` is what a workbook's cell holds that is no text.
    """

    text: str
    where: Where
    values: tuple[str, ...] | None = None
    typed: Typed | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data by column name; ``number`` is the row (or line) number the office sees."""

    number: int
    cells: Mapping[str, Cell]
    where: Where

    def text(self, column: str, default: str = "") -> str:
        """The text of a column; ``default`` when the cell is blank or there is no such column."""
        cell = self.cells.get(column)
        return cell.text if cell and cell.text else default

    def values(self, column: str) -> tuple[str, ...]:
        """Several values of one cell: a list's items, or what ``;`` and line breaks separate."""
        cell = self.cells.get(column)
        if cell is None:
            return ()
        return split_values(cell.text) if cell.values is None else cell.values

    def where_of(self, column: str) -> Where:
        """The place of a column's cell; that of the row when there is no such column."""
        cell = self.cells.get(column)
        return cell.where if cell else self.where


@dataclass(frozen=True, slots=True)
class Table:
    """A head row's columns (normalised, left to right) and the rows under it that say anything.

    ``heads`` are the places of the columns' heads.
    """

    where: Where
    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    heads: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Head:
    """A column's name for the program, its head as the office wrote it, and the place of that."""

    name: str
    text: str
    where: Where


def column_name(head: str) -> str:
    """``Pangkat/Gol. Ruang`` -> ``pangkat_gol_ruang``: how a column is known to the program."""
    return _NOT_IN_NAMES.sub("_", head.lower()).strip("_")


def split_values(text: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ``;`` or a line break."""
    return tuple(value for part in _VALUES.split(text) if (value := part.strip()))


def displayed(value: object, number_format: str = "General") -> str:
    """The text of a cell as the office reads it on screen; dates become ISO ``yyyy-mm-dd``."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "Ya" if value else "Tidak"
        case dt.datetime():
            if value.time() == dt.time():
                return value.date().isoformat()
            return value.isoformat(sep=" ", timespec="minutes")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat(timespec="minutes")
        case int() | float():
            return _figure(value, number_format)
        case _:
            return clean(str(value))


def clean(text: str) -> str:
    """Text without what cannot be seen: no-break and zero-width spaces, controls, apostrophe.

    Line breaks inside a cell stay, as ``\\n``.
    """
    text = text.replace("_x000D_", "")
    if not (text.isascii() and text.isprintable()):  # most cells have nothing to look for
        text = _seen(text)
    text = text.strip()
    # The apostrophe is how people force text in Excel; in a .csv it is left standing.
    return text[1:].lstrip() if text[:1] in ("'", "’") and text[1:2].isdigit() else text


def _seen(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # A vertical tab is the line break of Word, pasted into Excel.
    text = text.replace("\xa0", " ").replace("\u202f", " ").replace("\v", "\n").replace("\t", " ")
    text = "".join(
        c
        for c in text
        if c == "\n" or (unicodedata.category(c) not in _UNSEEN and c not in _NONCHARACTERS)
    )
    return unicodedata.normalize("NFC", text)


def _figure(value: int | float, number_format: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        places = number_format.partition(".")[2]
        if number_format.replace("0", "") == "." and places:
            return f"{value:.{len(places)}f}".replace(".", ",")
        return repr(value).replace(".", ",")
    whole = str(int(value))
    # A format of zeros only pads: 7 shown as 007.
    return whole.zfill(len(number_format)) if not number_format.strip("0") else whole
