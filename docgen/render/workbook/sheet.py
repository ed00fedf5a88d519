"""One sheet with a table of any length, written downwards: titles, rows, then who signs.

The rows go as text of their XML into a spool (``docgen.ooxml.sheet_rows``), the frame around them
is written into openpyxl's sheet when all rows are known. Column widths are in digits of the
default font (ECMA-376 part 1, clause 18.3.1.13), heights in points.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from openpyxl.cell.cell import Cell
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.ooxml.sheet_package import Body, RowSpool
from docgen.ooxml.sheet_rows import (
    EPOCH_1900,
    EPOCH_1904,
    MOST_ROWS,
    CellForm,
    RowForm,
    Value,
)
from docgen.render.workbook.frame import GAP, Frame, Titles, look_of
from docgen.render.workbook.measure import HEAD_STYLE, Column, Look, Ruler, inside
from docgen.render.workbook.page_breaks import break_pages

CHUNK = 512  # rows that are made at once
GROUP_STYLE = "Rekap Kelompok"
# Rows that a signature may need below a table.
_BELOW = 20


@dataclass(frozen=True, slots=True)
class Layout:
    """How a run of rows is written: the form of a row, and what measuring needs."""

    form: RowForm
    looks: tuple[Look, ...]
    height: float  # of a row whose texts all take one line


class RecapSheet:
    """A worksheet of the template while its rows are written; ``close`` ends it."""

    def __init__(self, sheet: Worksheet, columns: Sequence[Column], titles: Titles) -> None:
        self.sheet = sheet
        self.columns = columns
        self.first_row = titles.rows(columns) + 1
        self.next_row = self.first_row
        self._titles = titles
        self._spool = RowSpool()
        self._heights = array("d")  # of the rows so far, points
        self._kept: set[int] = set()  # rows that must not be the last on a page
        self._merged: list[str] = []
        cell = sheet.cell(1, 1)
        assert isinstance(cell, Cell)
        self._scratch = cell
        self._looks: dict[str, Look] = {}
        self._layouts: dict[tuple[tuple[str, str], ...], Layout] = {}
        head = self._look(HEAD_STYLE).face
        self._rulers = [Ruler(column, head) for column in columns]
        book = sheet.parent
        assert isinstance(book, Workbook)
        self._epoch = EPOCH_1904 if book.epoch == CALENDAR_MAC_1904 else EPOCH_1900

    @property
    def last_column(self) -> str:
        """The letters of the last column."""
        return get_column_letter(len(self.columns))

    def group(self, text: str) -> None:
        """The head of a group of rows; never the last row on a page."""
        look = self._look(GROUP_STYLE)
        count = len(self.columns)
        # The final widths are not known yet; with the least ones it is high enough.
        room = sum(ruler.width for ruler in self._rulers)
        height = look.height(len(look.face.lines(text, inside(room))))
        layout = self._layout([GROUP_STYLE] * count, [""] * count, keep=True)
        self._kept.add(self.next_row)
        if count > 1:
            self._merged.append(f"A{self.next_row}:{self.last_column}{self.next_row}")
        self._add(layout.form, [(text, *[None] * (count - 1))], [height])

    def rows(
        self,
        rows: Iterable[Sequence[Value]],
        *,
        styles: Sequence[str] | None = None,
        formulas: Sequence[str] | None = None,
        keep: bool = True,
    ) -> None:
        """Rows of the table, in the styles and with the formulas of the columns or in others.

        ``rows`` is read once, a chunk at a time. What a formula gives is the value of its cell;
        ``keep`` the compiled form when more rows with the same formulas come. Raises FindingsError
        (sheet-full) when the sheet cannot hold them.
        """
        styles = styles or [column.style for column in self.columns]
        formulas = formulas or [column.formula for column in self.columns]
        layout = self._layout(styles, formulas, keep=keep)
        remaining = iter(rows)
        while chunk := list(islice(remaining, CHUNK)):
            if self.next_row + len(chunk) + _BELOW > MOST_ROWS:
                raise FindingsError([_full(self.sheet.title)])
            heights = [layout.height] * len(chunk)
            for ruler, look, values in zip(
                self._rulers, layout.looks, zip(*chunk, strict=True), strict=True
            ):
                ruler.heights(values, look, heights)
            self._add(layout.form, chunk, heights)

    def close(
        self,
        *,
        signature: tuple[str, Mapping[str, str]] | None = None,
        filtered: bool = False,
        below: tuple[float, Callable[[str, float], None]] | None = None,
    ) -> Body:
        """Write the frame around the rows; gives back the rows themselves.

        ``signature`` is place with date, and the fields of an ``Official``. ``below`` is room
        under the table, in points, and what draws something there, left of the signature, given
        the cell of its corner and how many digits wide it may be.
        """
        widths = [ruler.width for ruler in self._rulers]
        for number, width in enumerate(widths, 1):
            self.sheet.column_dimensions[get_column_letter(number)].width = width
        top = Frame(self.sheet, self.columns, widths, 1)
        top.titles(self._titles)
        title_rows = top.next_row
        top.head()
        assert top.next_row == self.first_row, "the titles took other rows than they said"
        self.sheet.print_title_rows = f"{title_rows}:{self.first_row - 1}"
        # The number and the name stay in sight, and so does the head.
        self.sheet.freeze_panes = f"{'C' if len(widths) > 2 else 'A'}{self.first_row}"
        if filtered:
            last = max(self.next_row - 1, self.first_row - 1)
            self.sheet.auto_filter.ref = f"A{self.first_row - 1}:{self.last_column}{last}"
        bottom = Frame(self.sheet, self.columns, widths, self.next_row)
        start = bottom.next_row - 1
        if below:
            bottom.space(GAP)
            below[1](f"A{bottom.next_row}", bottom.left_of_signature)
        if signature:
            bottom.signature(*signature)
        if below and (missing := below[0] - sum(bottom.heights)) > 0:
            bottom.space(missing)
        # The whole block stays on one page, with the last row above it.
        if bottom.next_row - 1 > start:
            self._kept |= set(range(start, bottom.next_row - 1))
        heights = array("d", top.heights) + self._heights + array("d", bottom.heights)
        break_pages(self.sheet, heights, self._kept, (title_rows, self.first_row - 1), widths)
        return Body(self._spool, self.first_row - 1, self._merged)

    def _add(
        self, form: RowForm, rows: Sequence[Sequence[Value]], heights: Sequence[float]
    ) -> None:
        self._spool.add(form.xml(self.next_row, rows, heights), len(rows))
        self._heights.extend(heights)
        self.next_row += len(rows)

    def _look(self, style: str) -> Look:
        if style not in self._looks:
            self._looks[style] = look_of(self._scratch, style)
        return self._looks[style]

    def _layout(self, styles: Sequence[str], formulas: Sequence[str], *, keep: bool) -> Layout:
        key = tuple(zip(styles, formulas, strict=True))
        if key in self._layouts:
            return self._layouts[key]
        looks = tuple(self._look(style) for style in styles)
        cells = [
            CellForm(look.style, look.quoted, formula)
            for look, formula in zip(looks, formulas, strict=True)
        ]
        height = max(look.height(1) for look in looks)
        layout = Layout(RowForm(cells, self._epoch), looks, height)
        if keep:
            self._layouts[key] = layout
        return layout


def _full(sheet: str) -> Finding:
    message = (
        f"Baris lembar ini lebih banyak daripada yang dapat dimuat Excel ({MOST_ROWS} baris); "
        "bagilah datanya ke beberapa rekap."
    )
    return error("sheet-full", Where("buku kerja", sheet=sheet), message)
