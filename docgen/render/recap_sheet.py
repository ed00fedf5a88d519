"""One sheet of the recap, written downwards: letterhead, title, table, signature.

Every row gets its height here: a program that opens the file does not compute it, and
LibreOffice would print wrapped lines over each other. Column widths are in digits of the
default font (ECMA-376 part 1, clause 18.3.1.13), heights in points.
"""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, Cell
from openpyxl.drawing.image import Image
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.flowchart.text import TWIPS_A_POINT, Face
from docgen.model.nip import Nip, parse_nip
from docgen.model.office import PASSED_ON
from docgen.render.recap_breaks import break_pages

Value = str | int | float | dt.date | None

DIGIT = 7  # pixels of a digit in Arial 10, the default font of the template
PADDING = 6  # pixels that a cell keeps free at both sides, and its border
TWIPS_A_PIXEL = 15  # at 96 dpi
ROOM = 6.0  # points above and below the lines of a row
LOGO_HEIGHT = 66  # pixels, 17.5 mm
LOGO_ROOM = 54.0  # points that the letterhead needs beside a logo
SIGN_ROOM = 48.0  # points for a signature and a stamp
SIGN_WIDTH = 40.0  # digits, about 75 mm
MOST_HEIGHT = 409.0  # points, the most a row can have
# A text that starts like a formula stays one when someone edits the cell, unless it is quoted.
FORMULA_STARTS = ("=", "+", "-", "@")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its head, its style, and how wide it may be."""

    head: str
    style: str
    least: float = 5.0
    most: float = 30.0
    group: str = ""  # a head above this one, shared with the neighbours of the same group


class RecapSheet:
    """A worksheet of the template and the row that is written next."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], rows: Iterable[Sequence[Value]]
    ):
        """Set the widths of ``columns`` from their heads and from ``rows``, the table's values."""
        self.sheet = sheet
        self.columns = columns
        self.next_row = 1
        self.head_rows = (0, 0)
        self.kept: set[int] = set()  # rows that must not be the last on a page
        texts = list(zip(*rows, strict=True)) or [()] * len(columns)
        self.widths = [
            self._natural(column, values) for column, values in zip(columns, texts, strict=True)
        ]
        for number, width in enumerate(self.widths, 1):
            sheet.column_dimensions[get_column_letter(number)].width = width

    def letterhead(self, kop: Mapping[str, str], logo: bytes | None) -> None:
        """The *kop*: government, office, address lines, a double rule; the logo at the left."""
        lines = (
            (kop.get("pemerintah", "").upper(), "Rekap Kop Pemerintah"),
            (kop.get("nama", "").upper(), "Rekap Kop Instansi"),
            (kop.get("alamat", ""), "Rekap Kop Alamat"),
            (kop.get("kontak", ""), "Rekap Kop Alamat"),
        )
        heights = [self.banner(text, style) for text, style in lines if text]
        if logo:
            if sum(heights) < LOGO_ROOM:
                self._raise_last(LOGO_ROOM - sum(heights))
            self.sheet.add_image(_logo(logo), "A1")
        if heights:
            self.banner("", "Rekap Kop Garis", height=4.0)
            self.space(8.0)

    def banner(
        self, text: str, style: str, *, first: int = 1, height: float | None = None
    ) -> float:
        """A line from column ``first`` to the last one; gives back its height."""
        row, last = self.next_row, len(self.columns)
        for number in range(first, last + 1):
            self._cell(row, number, None, style)
        cell = self._cell(row, first, text or None, style)
        if last > first:
            self._merge(row, first, row, last)
        if height is None:
            height = self._height(cell, text, sum(self.widths[first - 1 :]))
        return self._close_row(height)

    def space(self, height: float) -> None:
        """An empty row of ``height`` points."""
        self._close_row(height)

    def head(self) -> None:
        """The head of the table, in two rows when columns have groups; it repeats on each page."""
        first, groups = self.next_row, [column.group for column in self.columns]
        styles = ["Rekap Kepala"] * len(self.columns)
        if any(groups):
            both = self.row([column.group or column.head for column in self.columns], styles)
            upper = self.sheet.row_dimensions[first].height = self._group_height(first)
            lower = self.row(
                [column.head if column.group else None for column in self.columns], styles
            )
            self._raise_last(max(0.0, both - upper - lower))
            self._merge_heads(first, groups)
        else:
            self.row([column.head for column in self.columns], styles)
        self.head_rows = (first, self.next_row - 1)
        self.sheet.print_title_rows = f"{first}:{self.next_row - 1}"
        # The number and the name stay in sight, and so does the head.
        self.sheet.freeze_panes = f"C{self.next_row}"

    def group(self, text: str) -> None:
        """The head of a group of rows; never the last row on a page."""
        self.kept.add(self.next_row)
        self.banner(text, "Rekap Kelompok")

    def row(self, values: Sequence[Value], styles: Sequence[str]) -> float:
        """A row of the table; gives back its height, which follows from its wrapped texts."""
        height = 0.0
        for number, (value, style) in enumerate(zip(values, styles, strict=True), 1):
            cell = self._cell(self.next_row, number, value, style)
            wraps = isinstance(value, str) and cell.alignment.wrap_text
            text = str(value) if wraps else ""
            height = max(height, self._height(cell, text, self.widths[number - 1]))
        return self._close_row(height)

    def filter(self) -> None:
        """Filter buttons on the head, for the rows written so far."""
        last = get_column_letter(len(self.columns))
        self.sheet.auto_filter.ref = f"A{self.head_rows[1]}:{last}{self.next_row - 1}"

    def signature(self, place_and_date: str, official: Mapping[str, str]) -> None:
        """The block of the one who signs, at the right; nothing when there is no name.

        The whole block stays on one page, with the last row of the table.
        """
        if not official.get("nama"):
            return
        start = self.next_row - 1
        first = self._right_part()
        self.space(10.0)
        acting = " ".join(t for t in (official.get("awalan"), official.get("atas_nama")) if t)
        between = official.get("untuk_beliau", "")
        rank = official.get("pangkat", "")
        if grade := official.get("golongan", ""):
            rank = f"{rank} ({grade})" if rank else f"Golongan {grade}"
        number = parse_nip(official.get("nip", ""))
        nip = number.spaced() if isinstance(number, Nip) else official.get("nip", "")
        post = official.get("jabatan", "")
        passed = (between, PASSED_ON) if between else ()
        for text in filter(None, (place_and_date, acting, *passed, f"{post}," if post else "")):
            self.banner(text, "Rekap Tanda Tangan", first=first)
        self.banner("", "Rekap Tanda Tangan", first=first, height=SIGN_ROOM)
        self.banner(official["nama"], "Rekap Tanda Tangan Nama", first=first)
        for text in filter(None, (rank, f"NIP {nip}" if nip else "")):
            self.banner(text, "Rekap Tanda Tangan", first=first)
        self.kept |= set(range(start, self.next_row - 1))

    def break_pages(self) -> None:
        """Set page breaks where rows that belong together would be parted."""
        break_pages(self.sheet, self.kept, self.head_rows, self.next_row - 1)

    def _group_height(self, row: int) -> float:
        """The height that the group heads need in their joined columns."""
        heights = [0.0]
        for group, numbers in groupby(enumerate(self.columns, 1), lambda pair: pair[1].group):
            columns = [number for number, _ in numbers]
            if group:
                cell = self._cell(row, columns[0], group, "Rekap Kepala")
                width = sum(self.widths[number - 1] for number in columns)
                heights.append(self._height(cell, group, width))
        return max(heights)

    def _merge_heads(self, row: int, groups: Sequence[str]) -> None:
        number = 1
        for group, members in groupby(groups):
            count = len(list(members))
            if group:
                self._merge(row, number, row, number + count - 1)
            else:
                for column in range(number, number + count):
                    self._merge(row, column, row + 1, column)
            number += count

    def _merge(self, top: int, left: int, bottom: int, right: int) -> None:
        self.sheet.merge_cells(start_row=top, start_column=left, end_row=bottom, end_column=right)

    def _natural(self, column: Column, values: Sequence[Value]) -> float:
        """The width a column would like: its longest text on one line, its head's longest word."""
        cell = self._cell(self.next_row, 1, None, column.style)
        body, head = _face(cell), _face(self._cell(self.next_row, 1, None, "Rekap Kepala"))
        cell.style = "Normal"
        lines = (line for value in values for line in str(value or "").split("\n"))
        widest = max((body.width(line) for line in lines), default=0)
        longest_word = head.longest_piece(column.head)
        fitting = max(min(_digits(widest), column.most), column.least, _digits(longest_word))
        return math.ceil(fitting * 2) / 2

    def _cell(self, row: int, column: int, value: Value, style: str) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.style = style
        if value == "":
            return cell
        if isinstance(value, str):
            text = ILLEGAL_CHARACTERS_RE.sub("", value)
            cell.value = text
            # No data can become a formula or an error value, whatever it starts with.
            cell.data_type = "s"
            if text.startswith(FORMULA_STARTS):
                cell.quotePrefix = True
        elif value is not None:
            cell.value = value
        return cell

    def _height(self, cell: Cell, text: str, width: float) -> float:
        face = _face(cell)
        inside = int((width * DIGIT - PADDING) * TWIPS_A_PIXEL)
        count = len(face.lines(text, inside)) if text else 1
        # A pixel is 0.75 points: Excel rounds heights to whole pixels, so round up before it.
        points = count * face.line_height / TWIPS_A_POINT + ROOM
        return min(math.ceil(points / 0.75) * 0.75, MOST_HEIGHT)

    def _close_row(self, height: float) -> float:
        self.sheet.row_dimensions[self.next_row].height = height
        self.next_row += 1
        return height

    def _raise_last(self, points: float) -> None:
        dimension = self.sheet.row_dimensions[self.next_row - 1]
        dimension.height = (dimension.height or 0.0) + points

    def _right_part(self) -> int:
        """The first column of the narrowest part at the right that holds a signature."""
        width = 0.0
        for number in range(len(self.widths), 0, -1):
            width += self.widths[number - 1]
            if width >= SIGN_WIDTH:
                return number
        return 1


def _face(cell: Cell) -> Face:
    font = cell.font
    return Face("arial-bold" if font.b else "arial", float(font.sz or 10))


def _digits(twips: int) -> float:
    return (twips / TWIPS_A_PIXEL + PADDING) / DIGIT


def _logo(data: bytes) -> Image:
    try:
        logo = Image(io.BytesIO(data))
    except OSError as problem:
        message = "Logo kop tidak dapat dibaca; pakai gambar PNG atau JPEG."
        raise FindingsError([error("logo-unreadable", Where("logo"), message)]) from problem
    width = round(logo.width * LOGO_HEIGHT / logo.height)
    logo.width, logo.height = width, LOGO_HEIGHT
    return logo
