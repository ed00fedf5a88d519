"""Lists, read back row by row: the buku ekspedisi, the archive lists."""

from __future__ import annotations

import datetime as dt
import warnings
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import openpyxl
from lxml import etree
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._reader import WorkSheetParser
from openpyxl.xml.constants import SHEET_MAIN_NS

from docgen.check.advice import REBUILD_IT
from docgen.findings import Finding, Where, error
from docgen.model.writing.dates import format_tanggal, parse_date

if TYPE_CHECKING:  # whoever only reads need not load what the check expects
    from docgen.check.files import Files

_ROW, _INLINE, _TEXT = (f"{{{SHEET_MAIN_NS}}}{name}" for name in ("row", "is", "t"))
# A damaged workbook raises whatever its damage meets first; lxml's errors are SyntaxErrors.
_DAMAGE = (
    BadZipFile, InvalidFileException, zlib.error, OSError, EOFError, SyntaxError, ValueError,
    LookupError, TypeError, AttributeError, ArithmeticError, NotImplementedError,
)  # fmt: skip


def _text(cell: object) -> str:
    """A cell as it is shown: a date as it is written in words."""
    return format_tanggal(cell) if isinstance(cell, dt.date) else _as_shown(str(cell))


def _as_shown(text: str) -> str:
    date = parse_date(text)
    return format_tanggal(date) if date else text


class Rows:
    """The texts of each row of a sheet, found by any of them."""

    def __init__(self, rows: Iterable[Iterable[object]]) -> None:
        self._by_text: dict[str, list[frozenset[str]]] = {}
        for row in rows:
            texts = frozenset(_text(cell) for cell in row if cell is not None)
            for text in texts:
                self._by_text.setdefault(text, []).append(texts)

    def hold(self, texts: Iterable[str]) -> bool:
        """Whether a row has all these texts in its cells; blank ones do not count.

        A full date is one however it is written.
        """
        due = frozenset(_as_shown(text) for text in texts if text)
        found = min((self._by_text.get(text, []) for text in due), key=len, default=[])
        return any(due <= row for row in found)


def read_rows(files: Files, name: str) -> Rows | Finding | None:
    """The texts of each row of a workbook's first sheet; a finding when it cannot be opened, None
    when it is not there."""
    if not files.has(name):
        return None
    rows = files.ask(rows_of, name)
    if isinstance(rows, Rows):
        return rows
    return error("list-unreadable", Where(name), f"daftar rusak, tidak terbuka; {REBUILD_IT}")


def rows_of(path: Path) -> Rows | None:
    """The texts of each row of a workbook's first sheet, None when it cannot be opened."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl warns of parts it leaves out
        try:
            with closing(openpyxl.load_workbook(path, read_only=True, data_only=True)) as book:
                return Rows(values_of(book))
        except _DAMAGE:
            return None


def values_of(book: Any) -> Iterator[Sequence[object]]:
    """The values in each row of the first sheet of a workbook that openpyxl only reads.

    It makes some ten objects of each text, and a list has tens of thousands: plain ones are taken
    as they stand in the cell; the rest is left to it.
    """
    sheet = book.worksheets[0]
    parser = WorkSheetParser(
        "",  # it is only asked about single cells
        sheet._shared_strings,
        data_only=True,
        epoch=book.epoch,
        date_formats=book._date_formats,
        timedelta_formats=book._timedelta_formats,
    )
    with sheet._get_source() as source:
        rows = etree.iterparse(
            source,
            tag=_ROW,
            huge_tree=True,
            resolve_entities=False,
            remove_comments=True,
            remove_pis=True,
        )
        last = 0
        for _event, row in rows:
            number = int(row.get("r") or last + 1)
            if number > last:  # programs show only the first of those with one number
                yield [_value(parser, cell) for cell in _cells(row)]
            last = max(last, number)
            row.clear()


def _cells(row: Any) -> Iterable[Any]:
    """Raises ValueError when two have one place: programs differ in what they show there."""
    places = [place for cell in row if (place := cell.get("r"))]
    if len(set(places)) < len(places):
        raise ValueError(places)
    return row  # type: ignore[no-any-return]


def _value(parser: WorkSheetParser, cell: Any) -> object:
    if not len(cell):
        return None
    text = cell[0][0] if len(cell) == len(cell[0]) == 1 else None
    if (
        text is not None
        and cell.get("t") == "inlineStr"
        and cell[0].tag == _INLINE
        and text.tag == _TEXT
        and not len(text)
    ):
        return text.text
    return parser.parse_cell(cell)["value"]
