"""The workbook of a form: heads with notes that cannot be changed by mistake, and an example."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.flowchart.text import Face
from docgen.forms.checks import Words, add_checks
from docgen.forms.columns import Day, FormColumn, FormSheet, Number, Rule
from docgen.ooxml.package import read_package, write_package
from docgen.render.workbook.fixed_bytes import SHEETS, fixed_bytes
from docgen.render.workbook.look import DATE_FORMAT
from docgen.render.workbook.measure import inside

FONT = "Arial"
SIZE = 10
_LAST_COLUMN = 16384
_READABLE = 220  # digits side by side on a sheet of A4 that lies
# With this a row would not grow with what is typed into it.
_KEPT_HEIGHT = b' customHeight="1"'
_THIN = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NEEDED = PatternFill("solid", fgColor="FF1F5C4A")
_OPTIONAL = PatternFill("solid", fgColor="FFDDEBE4")
_FREE = Protection(locked=False)


def form_bytes(sheets: Sequence[FormSheet], title: str) -> bytes:
    """The form as .xlsx; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    words = Words(book)
    for sheet in sheets:
        add_checks(book[sheet.name], sheet, sheets, words)
    parts = read_package(fixed_bytes(book, title))
    for name in (name for name in parts if name.startswith(SHEETS)):
        parts[name] = parts[name].replace(_KEPT_HEIGHT, b"")
    return write_package(parts.items())


def _write(target: Worksheet, sheet: FormSheet) -> None:
    for number, title in enumerate(sheet.titles, 1):
        cell = target.cell(number, 1, title)
        cell.font = Font(name=FONT, size=SIZE + 1, bold=True)
        cell.protection = _FREE  # an office puts its own words there
    for number, column in enumerate(sheet.columns, 1):
        _columns(target, number, number, column)
        cell = target.cell(sheet.head_row, number, column.head)
        colour = "FFFFFFFF" if column.is_needed else "FF000000"
        cell.font = Font(name=FONT, size=SIZE, bold=True, color=colour)
        cell.fill = _NEEDED if column.is_needed else _OPTIONAL
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border = _BOX
        cell.comment = _note(column)
    _columns(target, len(sheet.columns) + 1, _LAST_COLUMN, None)
    heads = ((column.head, column) for column in sheet.columns)
    target.row_dimensions[sheet.head_row].height = _height(heads, "arial-bold") + 8
    for row, example in enumerate(sheet.examples, sheet.head_row + 1):
        texts = ((str(example.get(column.head, "")), column) for column in sheet.columns)
        target.row_dimensions[row].height = _height(texts, "arial")
        for number, column in enumerate(sheet.columns, 1):
            cell = target.cell(row, number, example.get(column.head))
            cell.font, cell.border, cell.protection = Font(name=FONT, size=SIZE), _BOX, _FREE
            cell.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
            cell.number_format = _format(column.rule)
    _print(target, sheet)
    _protect(target)


def _columns(target: Worksheet, first: int, last: int, column: FormColumn | None) -> None:
    """How the cells of columns look where nothing stands yet: free, and of their own format."""
    letter = get_column_letter(first)
    dimension = ColumnDimension(
        target, index=letter, min=first, max=last, width=column.width if column else 14
    )
    dimension.protection = _FREE
    dimension.font = Font(name=FONT, size=SIZE)
    dimension.alignment = Alignment(horizontal="left", vertical="top", wrap_text=True)
    dimension.number_format = _format(column.rule) if column else "@"
    target.column_dimensions[letter] = dimension


def _format(rule: Rule) -> str:
    match rule:
        case Day():
            return DATE_FORMAT
        case Number():
            return "0" if rule.is_whole else "0.00"
        case _:
            return "@"


def _note(column: FormColumn) -> Comment:
    """What is to be written there. Its box is as high as its text."""
    text = f"{'WAJIB DIISI. ' if column.is_needed else ''}{column.note}"
    lines = sum(math.ceil(max(len(part), 1) / 40) for part in text.split("\n"))
    return Comment(text, "docgen", height=24 + 18 * lines, width=300)


def _height(texts: Iterable[tuple[str, FormColumn]], face: str) -> float:
    """How high a row with these texts is, points."""
    lines = (len(Face(face, SIZE).lines(text, inside(column.width))) for text, column in texts)
    return 4 + 13 * max(lines)


def _print(target: Worksheet, sheet: FormSheet) -> None:
    target.page_setup.paperSize, target.page_setup.orientation = 9, "landscape"
    # More would be too small to read; then the first column is repeated.
    pages = math.ceil(sum(column.width for column in sheet.columns) / _READABLE)
    target.page_setup.fitToWidth, target.page_setup.fitToHeight = pages, 0
    target.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    target.print_title_rows = f"{sheet.head_row}:{sheet.head_row}"
    if pages > 1:
        target.print_title_cols = "A:A"
    target.freeze_panes = f"B{sheet.head_row + 1}"


def _protect(target: Worksheet) -> None:
    """The heads alone cannot be changed. There is no password; rows and columns may be added."""
    target.protection.sheet = True
    for what in (
        "formatCells", "formatColumns", "formatRows", "insertColumns", "insertRows",
        "insertHyperlinks", "deleteRows", "sort", "autoFilter",
    ):  # fmt: skip
        setattr(target.protection, what, False)  # of what is forbidden
