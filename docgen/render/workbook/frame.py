"""What stands around the rows of a table: letterhead, titles, heads, and the block that is signed.

Every row gets its height here: a program that opens the file does not compute it, and
LibreOffice would print wrapped lines over each other.
"""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.cell.cell import Cell
from openpyxl.drawing.image import Image
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.flowchart.text import Face
from docgen.model.office import PASSED_ON
from docgen.model.staff.nip import Nip, parse_nip
from docgen.ooxml.sheet_rows import FORMULA_STARTS, clean
from docgen.render.workbook.measure import HEAD_STYLE, Column, Look, inside

LOGO_HEIGHT = 66  # pixels, 17.5 mm
LOGO_ROOM = 54.0  # points that the letterhead needs beside a logo
SIGN_ROOM = 48.0  # points for a signature and a stamp
SIGN_WIDTH = 40.0  # digits, about 75 mm
GAP = 6.0  # points between the titles and the table
KOP_GAP = 8.0  # points below the letterhead's rule
SIGN_GAP = 10.0


@dataclass(frozen=True, slots=True)
class Titles:
    """What stands above a table.

    ``kop`` has pemerintah, nama, alamat, kontak; ``logo`` is a PNG or JPEG; ``lines`` are the
    titles with their styles.
    """

    kop: Mapping[str, str]
    logo: bytes | None
    lines: tuple[tuple[str, str], ...]

    @property
    def letterhead(self) -> tuple[tuple[str, str], ...]:
        """The lines of the *kop* that are not empty, with their styles."""
        lines = (
            (self.kop.get("pemerintah", "").upper(), "Rekap Kop Pemerintah"),
            (self.kop.get("nama", "").upper(), "Rekap Kop Instansi"),
            (self.kop.get("alamat", ""), "Rekap Kop Alamat"),
            (self.kop.get("kontak", ""), "Rekap Kop Alamat"),
        )
        return tuple((text, style) for text, style in lines if text)

    def rows(self, columns: Sequence[Column]) -> int:
        """How many rows the titles and the heads of ``columns`` take."""
        kop = len(self.letterhead)
        heads = 2 if any(column.group for column in columns) else 1
        return kop + (2 if kop else 0) + len(self.lines) + 1 + heads


class Frame:
    """Writes rows of the frame downwards from ``next_row``, over columns of known ``widths``."""

    def __init__(
        self, sheet: Worksheet, columns: Sequence[Column], widths: Sequence[float], next_row: int
    ) -> None:
        self.sheet = sheet
        self.columns = columns
        self.widths = widths
        self.next_row = next_row
        self.heights: list[float] = []  # of the rows written here, points

    def titles(self, titles: Titles) -> None:
        """Letterhead with a double rule, logo at the left, and the titles."""
        heights = [self.banner(text, style) for text, style in titles.letterhead]
        if titles.logo:
            if heights and sum(heights) < LOGO_ROOM:
                self._raise_last(LOGO_ROOM - sum(heights))
            self.sheet.add_image(_logo(titles.logo), "A1")
        if heights:
            self.banner("", "Rekap Kop Garis", height=4.0)
            self.space(KOP_GAP)
        for text, style in titles.lines:
            self.banner(text, style)
        self.space(GAP)

    def head(self) -> None:
        """The heads of the table, in two rows when columns have groups."""
        first, groups = self.next_row, [column.group for column in self.columns]
        if not any(groups):
            self._head_row([column.head for column in self.columns])
            return
        both = self._head_row([column.group or column.head for column in self.columns])
        upper = self._group_height(first)
        self._raise_last(upper - both)
        lower = self._head_row([column.head if column.group else None for column in self.columns])
        self._raise_last(max(0.0, both - upper - lower))
        self._merge_heads(first, groups)

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
            height = _height(cell, text, sum(self.widths[first - 1 :]))
        return self._close_row(height)

    def space(self, height: float) -> None:
        """An empty row of ``height`` points."""
        self._close_row(height)

    def signature(self, place_and_date: str, official: Mapping[str, str]) -> None:
        """The block of the one who signs, at the right; nothing when there is no name."""
        if not official.get("nama"):
            return
        first = self._right_part()
        self.space(SIGN_GAP)
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

    @property
    def left_of_signature(self) -> float:
        """The digits from the left edge to the block that is signed."""
        return sum(self.widths[: self._right_part() - 1])

    def _head_row(self, heads: Sequence[str | None]) -> float:
        height = 0.0
        for number, (head, width) in enumerate(zip(heads, self.widths, strict=True), 1):
            cell = self._cell(self.next_row, number, head, HEAD_STYLE)
            height = max(height, _height(cell, head or "", width))
        return self._close_row(height)

    def _group_height(self, row: int) -> float:
        """The height that the group heads need in their joined columns."""
        heights = [0.0]
        for group, numbers in groupby(enumerate(self.columns, 1), lambda pair: pair[1].group):
            columns = [number for number, _ in numbers]
            if group:
                cell = self._cell(row, columns[0], group, HEAD_STYLE)
                width = sum(self.widths[number - 1] for number in columns)
                heights.append(_height(cell, group, width))
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
        if (top, left) != (bottom, right):
            self.sheet.merge_cells(
                start_row=top, start_column=left, end_row=bottom, end_column=right
            )

    def _cell(self, row: int, column: int, text: str | None, style: str) -> Cell:
        cell = self.sheet.cell(row, column)
        assert isinstance(cell, Cell)
        cell.style = style
        if text:
            cell.value = clean(text)
            # No data can become a formula or an error value, whatever it starts with.
            cell.data_type = "s"
            if text.startswith(FORMULA_STARTS):
                cell.quotePrefix = True
        return cell

    def _close_row(self, height: float) -> float:
        self.sheet.row_dimensions[self.next_row].height = height
        self.heights.append(height)
        self.next_row += 1
        return height

    def _raise_last(self, points: float) -> None:
        self.heights[-1] += points
        self.sheet.row_dimensions[self.next_row - 1].height = self.heights[-1]

    def _right_part(self) -> int:
        """The first column of the narrowest part at the right that holds a signature."""
        width = 0.0
        for number in range(len(self.widths), 0, -1):
            width += self.widths[number - 1]
            if width >= SIGN_WIDTH:
                return number
        return 1


def look_of(cell: Cell, style: str) -> Look:
    """How cells of a named style are written; ``cell`` is a scratch cell, left as it was."""
    cell.style = style
    number, wraps, face = cell.style_id, bool(cell.alignment.wrap_text), _face(cell)
    cell.style = style  # anew: openpyxl would change the style that it has just numbered
    cell.quotePrefix = True
    quoted = cell.style_id
    cell.style = "Normal"
    return Look(number, quoted, face, wraps)


def _face(cell: Cell) -> Face:
    font = cell.font
    return Face("arial-bold" if font.b else "arial", float(font.sz or 10))


def _height(cell: Cell, text: str, width: float) -> float:
    look = Look(0, 0, _face(cell), True)
    return look.height(len(look.face.lines(text, inside(width))) if text else 1)


def _logo(data: bytes) -> Image:
    try:
        logo = Image(io.BytesIO(data))
    except OSError as problem:
        message = "Logo kop tidak dapat dibaca; pakai gambar PNG atau JPEG."
        raise FindingsError([error("logo-unreadable", Where("logo"), message)]) from problem
    width = round(logo.width * LOGO_HEIGHT / logo.height)
    logo.width, logo.height = width, LOGO_HEIGHT
    return logo
