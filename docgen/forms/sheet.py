"""The workbook of a form: heads with notes that cannot be changed by mistake, and an example."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.styles import Font
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms.checks import Words, add_checks
from docgen.forms.columns import Day, FormSheet, Number, Rule
from docgen.forms.look import (
    BOX,
    FONT,
    FREE,
    LAST_COLUMN,
    SIZE,
    form_file,
    height_of,
    look_of_columns,
    look_of_head,
    protect,
    set_pages,
    wrapped,
)
from docgen.render.workbook.look import DATE_FORMAT


def form_bytes(sheets: Sequence[FormSheet], title: str) -> bytes:
    """The form as .xlsx; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    words = Words(book)
    for sheet in sheets:
        add_checks(book[sheet.name], sheet, sheets, words)
    return form_file(book, title)


def _write(target: Worksheet, sheet: FormSheet) -> None:
    for number, title in enumerate(sheet.titles, 1):
        cell = target.cell(number, 1, title)
        cell.font = Font(name=FONT, size=SIZE + 1, bold=True)
        cell.protection = FREE  # an office puts its own words there
    for number, column in enumerate(sheet.columns, 1):
        look_of_columns(target, number, number, column.width, _format(column.rule))
        cell = target.cell(sheet.head_row, number, column.head)
        look_of_head(cell, column.note, is_needed=column.is_needed)
    look_of_columns(target, len(sheet.columns) + 1, LAST_COLUMN)
    heads = ((column.head, column.width) for column in sheet.columns)
    target.row_dimensions[sheet.head_row].height = height_of(heads, "arial-bold") + 8
    for row, example in enumerate(sheet.examples, sheet.head_row + 1):
        texts = ((str(example.get(column.head, "")), column.width) for column in sheet.columns)
        target.row_dimensions[row].height = height_of(texts)
        for number, column in enumerate(sheet.columns, 1):
            cell = target.cell(row, number, example.get(column.head))
            cell.font, cell.border, cell.protection = Font(name=FONT, size=SIZE), BOX, FREE
            cell.alignment = wrapped()
            cell.number_format = _format(column.rule)
    set_pages(target, [column.width for column in sheet.columns], sheet.head_row)
    protect(target)


def _format(rule: Rule) -> str:
    match rule:
        case Day():
            return DATE_FORMAT
        case Number():
            return "0" if rule.is_whole else "0.00"
        case _:
            return "@"
