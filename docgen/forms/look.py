"""How every form looks: its font, heads with notes, free cells, protection, and its pages."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.flowchart.text import Face
from docgen.ooxml.package import read_package, write_package
from docgen.render.workbook.fixed_bytes import SHEETS, fixed_bytes
from docgen.render.workbook.measure import inside

FONT = "Arial"
SIZE = 10
LAST_COLUMN = 16384
_READABLE = 220  # digits side by side on a sheet of A4 that lies
# With this a row would not grow with what is typed into it.
_KEPT_HEIGHT = b' customHeight="1"'
_THIN = Side(style="thin", color="FF7F7F7F")
BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
NEEDED = PatternFill("solid", fgColor="FF1F5C4A")
OPTIONAL = PatternFill("solid", fgColor="FFDDEBE4")
FREE = Protection(locked=False)


def form_file(book: Workbook, title: str) -> bytes:
    """A form as .xlsx, whose rows grow with what is typed; the same book gives the same bytes."""
    parts = read_package(fixed_bytes(book, title))
    for name in (name for name in parts if name.startswith(SHEETS)):
        parts[name] = parts[name].replace(_KEPT_HEIGHT, b"")
    return write_package(parts.items())


def head_font(*, is_needed: bool) -> Font:
    """The font of a head on its fill."""
    return Font(name=FONT, size=SIZE, bold=True, color="FFFFFFFF" if is_needed else "FF000000")


def look_of_head(cell: Cell, words: str, *, is_needed: bool) -> None:
    """How a head looks, with the note of what is to be written below it."""
    cell.font, cell.border = head_font(is_needed=is_needed), BOX
    cell.fill = NEEDED if is_needed else OPTIONAL
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    cell.comment = note(words, is_needed=is_needed)


def wrapped() -> Alignment:
    """Texts in the upper left corner of their cell, with their lines."""
    return Alignment(horizontal="left", vertical="top", wrap_text=True)


def look_of_columns(
    target: Worksheet, first: int, last: int, width: float = 14, number_format: str = "@"
) -> None:
    """How the cells of columns look where nothing stands yet: free, and of their own format."""
    letter = get_column_letter(first)
    dimension = ColumnDimension(target, index=letter, min=first, max=last, width=width)
    dimension.protection = FREE
    dimension.font = Font(name=FONT, size=SIZE)
    dimension.alignment = wrapped()
    dimension.number_format = number_format
    target.column_dimensions[letter] = dimension


def note(text: str, *, is_needed: bool) -> Comment:
    """What is to be written there. Its box is as high as its text."""
    said = f"{'WAJIB DIISI. ' if is_needed else ''}{text}"
    lines = sum(math.ceil(max(len(part), 1) / 40) for part in said.split("\n"))
    return Comment(said, "docgen", height=24 + 18 * lines, width=300)


def height_of(texts: Iterable[tuple[str, float]], face: str = "arial") -> float:
    """How high a row with these texts in columns of these widths is, points."""
    lines = (len(Face(face, SIZE).lines(text, inside(width))) for text, width in texts)
    return 4 + 13 * max(lines, default=1)


def set_pages(target: Worksheet, widths: Sequence[float], head_row: int) -> None:
    """Pages that can be read, with the heads on each."""
    target.page_setup.paperSize, target.page_setup.orientation = 9, "landscape"
    # More would be too small to read; then the first column is repeated.
    pages = math.ceil(sum(widths) / _READABLE)
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = pages, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = f"{head_row}:{head_row}"
    if pages > 1:
        target.print_title_cols = "A:A"
    target.freeze_panes = f"B{head_row + 1}"


def protect(target: Worksheet) -> None:
    """The heads alone cannot be changed. There is no password; rows and columns may be added."""
    target.protection.sheet = True
    for what in (
        "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows",
        "insertHyperlinks", "deleteRows", "sort", "autoFilter",
    ):  # fmt: skip
        setattr(target.protection, what, False)  # of what is forbidden
