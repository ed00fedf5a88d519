"""The cells of a workbook that are meant to be printed, and what each must show."""

from __future__ import annotations

import datetime as dt
import io
import re
import warnings
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import openpyxl
from openpyxl.utils import get_column_letter
from openpyxl.utils.cell import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet

from docgen.convert.inspect.letters import plain, tokens
from docgen.ooxml.usual import usual_package
from docgen.outside.files import read_bytes

# Excel's own, when a file says nothing: characters of a column, points of a row.
_WIDTH, _HEIGHT = 8.43, 15.0
# A column of n characters is so many pixels wide, at 96 to the inch; as points.
_A_CHARACTER, _PADDING, _POINTS_A_PIXEL = 7, 5, 0.75
_DECIMALS = re.compile(r"[0#?][.]([0#?]+)")
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')
_HIDDEN_FORMAT = ";;;"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell that is not empty: its place from 1, what it shows.

    ``text`` is that of a text, ``letters`` the letters and digits of a text or number, as far as
    they are known; of a formula neither is.
    """

    row: int
    column: int
    text: str
    letters: str
    is_formula: bool

    @property
    def name(self) -> str:
        """As Excel calls it, ``B7``."""
        return f"{get_column_letter(self.column)}{self.row}"

    @property
    def is_text(self) -> bool:
        """Whether it holds a text, and no number, date or formula."""
        return bool(self.text)


class Sheet:
    """A visible sheet: its name, and its printed cells by rows."""

    def __init__(self, sheet: Worksheet) -> None:
        """Raises whatever openpyxl does for a damaged file."""
        self.name: str = sheet.title
        self.cells = tuple(_cells(sheet))
        # Where somebody has said how columns go on pages, they are not torn.
        self.is_divided = bool(sheet.col_breaks.brk) or bool(sheet.print_title_cols)
        self._sheet = sheet

    @cached_property
    def lefts(self) -> list[float]:
        """Where each column begins, from 0, points at a scale of 100 %; the last also ends."""
        widths = {}
        for each in self._sheet.column_dimensions.values():
            first, last = each.min or 0, each.max or 0
            for column in range(first, min(last, self._last + 1) + 1):
                widths[column] = 0.0 if each.hidden else float(each.width or _WIDTH)
        usual = self._sheet.sheet_format.defaultColWidth or _WIDTH
        places = [0.0]
        for column in range(1, self._last + 1):
            width = widths.get(column, usual)
            pixels = width * _A_CHARACTER + _PADDING if width else 0
            places.append(places[-1] + pixels * _POINTS_A_PIXEL)
        return places

    @cached_property
    def tops(self) -> dict[int, float]:
        """How far each printed row's lower edge is from the upper edge of row 1, points."""
        usual = self._sheet.sheet_format.defaultRowHeight or _HEIGHT
        rows = sorted({cell.row for cell in self.cells})
        dimensions = self._sheet.row_dimensions
        own = sorted(row for row in dimensions if dimensions[row].height is not None)
        sums = [0.0]
        for row in own:
            sums.append(sums[-1] + float(dimensions[row].height or 0) - usual)
        return {row: row * usual + sums[bisect_left(own, row + 1)] for row in rows}

    @cached_property
    def _last(self) -> int:
        return max((cell.column for cell in self.cells), default=0)


def read_sheets(path: Path) -> tuple[Sheet, ...]:
    """The visible sheets of a workbook. Raises whatever openpyxl does for a damaged file."""
    return sheets_of(read_bytes(path))


def sheets_of(data: bytes) -> tuple[Sheet, ...]:
    """The same for its bytes."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl does not keep is not printed
        book = openpyxl.load_workbook(io.BytesIO(usual_package(data)))
    return tuple(Sheet(sheet) for sheet in book.worksheets if sheet.sheet_state == "visible")


def _cells(sheet: Worksheet) -> Iterator[Cell]:
    areas = [range_boundaries(area.replace("$", "")) for area in _areas(sheet)]
    hidden_rows = {number for number, row in sheet.row_dimensions.items() if row.hidden}
    hidden_columns = {
        column
        for each in sheet.column_dimensions.values()
        if each.hidden
        for column in range(each.min or 0, (each.max or 0) + 1)
    }
    for row in sheet.iter_rows():
        for cell in row:
            value, number, column = cell.value, cell.row, cell.column
            if value is None or number is None or column is None:
                continue
            if number in hidden_rows or column in hidden_columns:
                continue
            if areas and not any(_holds(area, number, column) for area in areas):
                continue
            style = cell.number_format or "General"
            if style.startswith(_HIDDEN_FORMAT):
                continue
            made = _cell(number, column, value, style)
            if made is not None:
                yield made


def _areas(sheet: Worksheet) -> list[str]:
    """The ranges that are printed; none when the whole sheet is."""
    found = sheet.print_area
    texts = found.split(",") if isinstance(found, str) else list(found or ())
    return [each.rpartition("!")[2] for each in texts if each]


def _holds(area: tuple[int | None, ...], row: int, column: int) -> bool:
    left, top, right, bottom = area
    return (left or 1) <= column <= (right or column) and (top or 1) <= row <= (bottom or row)


def _cell(row: int, column: int, value: object, style: str) -> Cell | None:
    if isinstance(value, str) and not value.startswith("="):
        letters = "".join(tokens(plain(value)))
        return Cell(row, column, value, letters, False) if value.strip() else None
    if isinstance(value, bool | dt.date | dt.time | dt.timedelta):
        return Cell(row, column, "", "", False)
    if isinstance(value, int | float):
        return Cell(row, column, "", _digits(value, style), False)
    return Cell(row, column, "", "", True)  # formulas, of one cell or of an array


def _digits(value: float, style: str) -> str:
    """The digits that a number shows; "" where its format is not a plain one."""
    pattern = _QUOTED.sub("", style.partition(";")[0])
    if style == "General":
        return str(value) if isinstance(value, int) else ""
    if re.search(r"[A-Za-z/%,?]$|E", pattern.strip()):
        return ""
    decimals = _DECIMALS.search(pattern)
    shown = f"{abs(value):.{len(decimals[1]) if decimals else 0}f}"
    return shown.replace(".", "")
