"""Good-looking sheets: a head row, borders, widths, wrapped cells with a height that fits."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from math import ceil

from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

FONT = "Arial"
LINE = 13.0  # points for a line of 10 pt
DATE_FORMAT = "[$-421]d mmmm yyyy"  # Indonesian month names whatever the machine's language
THIN = Side(style="thin", color="FF7F7F7F")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
HEAD_FILL = PatternFill("solid", fgColor="FFDDEBE4")
Value = str | int | dt.date


def write_titles(sheet: Worksheet, titles: Sequence[str], columns: int) -> int:
    """Centred title rows over ``columns`` columns; the number of the next free row."""
    for number, title in enumerate(titles, 1):
        cell = sheet.cell(number, 1, title)
        cell.font = Font(name=FONT, size=12 if number == 1 else 11, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center")
        sheet.merge_cells(start_row=number, end_row=number, start_column=1, end_column=columns)
        sheet.row_dimensions[number].height = 18
    return len(titles) + 2 if titles else 1


def write_table(
    sheet: Worksheet,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[Value]],
    *,
    first: int = 1,
    centred: Sequence[str] = (),
) -> None:
    """A table from row ``first`` on; ``columns`` are (head, width in characters)."""
    lines = max(ceil(len(head) * 1.25 / width) for head, width in columns)
    sheet.row_dimensions[first].height = LINE * lines + 6
    for number, (head, width) in enumerate(columns, 1):
        cell = sheet.cell(first, number, head)
        cell.font = Font(name=FONT, size=10, bold=True)
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        cell.border, cell.fill = BOX, HEAD_FILL
        sheet.column_dimensions[get_column_letter(number)].width = width
    for row, values in enumerate(rows, first + 1):
        height = 1
        for number, (value, (head, width)) in enumerate(zip(values, columns, strict=True), 1):
            cell = sheet.cell(row, number, None if value == "" else value)
            cell.font, cell.border = Font(name=FONT, size=10), BOX
            middle = head in centred
            cell.alignment = Alignment(
                horizontal="center" if middle else "left", vertical="top", wrap_text=True
            )
            if isinstance(value, dt.date):
                cell.number_format = DATE_FORMAT
            elif isinstance(value, str) and value:
                cell.number_format = "@"  # an 18-digit number must stay text
                height = max(
                    height,
                    sum(ceil(max(len(part), 1) * 0.95 / width) for part in value.split("\n")),
                )
        sheet.row_dimensions[row].height = min(LINE * height + 4, 400)


def print_on(sheet: Worksheet, head_row: int, *, landscape: bool = True) -> None:
    """A4, as wide as the page, the head repeated, the page number at the foot."""
    sheet.page_setup.paperSize = 9
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{head_row}:{head_row}"
    if sheet.oddFooter is not None:
        sheet.oddFooter.right.text = "Halaman &P dari &N"
    sheet.freeze_panes = f"A{head_row + 1}"
    margins = sheet.page_margins
    margins.left = margins.right = 0.5
    margins.top = margins.bottom = 0.6
