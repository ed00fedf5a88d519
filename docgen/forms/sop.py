"""The form of a SOP: its workbook with notes, choices and an example, empty or filled in.

What it offers is what ``docgen/load/sop_workbook`` reads: keys and columns come from there.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib import resources
from itertools import groupby
from typing import Any

from openpyxl.cell.cell import Cell
from openpyxl.styles import Font, PatternFill, Protection
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms.look import (
    BOX,
    FONT,
    FREE,
    LAST_COLUMN,
    NEEDED,
    OPTIONAL,
    SIZE,
    form_file,
    head_font,
    height_of,
    look_of_columns,
    look_of_head,
    note,
    protect,
    set_pages,
    wrapped,
)
from docgen.load.sop_workbook.cells import Slot, cells_of
from docgen.load.sop_workbook.keys import (
    COLUMNS,
    EXITS,
    IDENTITY,
    KEY,
    LANES,
    NAME,
    NO,
    STEPS,
    VALUE,
    YES,
    Field,
    Kind,
    choices_of,
    identity_fields,
    step_columns,
)
from docgen.load.text.yaml_text import parse_yaml

EXAMPLE = "contoh"
# Rows that a list, the lanes and the steps have at least; and how far down the choices reach.
ITEMS, LANE_ROWS, STEP_ROWS, CHECKED = 4, 12, 40, 300
_WIDTHS: Mapping[str, float] = {
    KEY: 34, VALUE: 90, NAME: 40, "kelompok": 30, "id": 12, "uraian": 48, "simbol": 12,
    "kelengkapan": 28, "output": 28, "keterangan": 24, "waktu": 14, "halaman_baru": 14,
}  # fmt: skip
_NEEDED = frozenset({("pelaksana", KEY), ("pelaksana", NAME), (STEPS, "uraian"), (STEPS, LANES)})
_LONGEST_PROMPT = 255  # characters, in Excel
_EXAMPLE = PatternFill("solid", fgColor="FFFFF2CC")
_BOLD = Font(name=FONT, size=SIZE, bold=True)


def sop_form(data: Mapping[str, Any] | None = None, title: str = "Formulir SOP") -> bytes:
    """The form as .xlsx, filled with the plain data of a spec without errors, or empty.

    The same data gives the same bytes.
    """
    cells = cells_of(data) if data else {}
    book = Workbook()
    book.remove(book.worksheets[0])
    _identity(book.create_sheet(IDENTITY), cells)
    for name, columns, rows in (
        (LANES, COLUMNS[LANES], LANE_ROWS),
        (STEPS, step_columns(), STEP_ROWS),
    ):
        _table(book.create_sheet(name), columns, cells, rows)
    if not data:
        _example(book.create_sheet(EXAMPLE))
    return form_file(book, title)


def example() -> Mapping[str, Any]:
    """The plain data of the SOP that the form shows as its example."""
    text = (resources.files("docgen.forms") / "sop_example.yaml").read_text(encoding="utf-8")
    read = parse_yaml(text, "sop_example.yaml").value
    assert read is not None
    found: Mapping[str, Any] = read.data
    return found


@cache
def notes() -> Mapping[str, Mapping[str, str]]:
    """What is said of each key and column, by sheet."""
    text = (resources.files("docgen.forms") / "sop_notes.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def note_of(sheet: str, name: str) -> str:
    """The note of a key; keys of one kind share one."""
    own = notes()[sheet]
    ending = name.rpartition(".")
    return own.get(name) or own.get(ending[0]) or own[ending[2]]


def _identity(sheet: Worksheet, cells: Mapping[Slot, str]) -> None:
    _columns(sheet, (KEY, VALUE))
    _heads(sheet, (KEY, VALUE))
    row = 2
    for field in identity_fields():
        texts = [text for (_s, name, _n), text in _of(cells, IDENTITY) if name == field.dotted]
        count = max(len(texts) + 1, ITEMS) if field.is_list else 1
        for number in range(count):
            key, value = _cell(sheet, row + number, 1), _cell(sheet, row + number, 2)
            _write(value, texts[number] if number < len(texts) else "")
            key.fill = NEEDED if field.is_needed else OPTIONAL
            if number:
                continue
            key.value, key.protection = field.dotted, Protection(locked=True)
            key.font = head_font(is_needed=field.is_needed)
            key.comment = note(note_of(IDENTITY, field.dotted), is_needed=field.is_needed)
        check = _field_check(field)
        check.add(f"B{row}:B{row + count - 1}")
        sheet.add_data_validation(check)
        row += count
    _finish(sheet)


def _field_check(field: Field) -> DataValidation:
    words = [str(each) for each in field.choices]
    if field.kind in (Kind.YES_NO, Kind.YES_NO_OR_TEXT):
        words = [YES, NO]
    check = _choice(words, is_open=field.kind is Kind.YES_NO_OR_TEXT)
    return _prompt(check, field.dotted, note_of(IDENTITY, field.dotted))


def _table(sheet: Worksheet, columns: Sequence[str], cells: Mapping[Slot, str], least: int) -> None:
    _columns(sheet, columns)
    _heads(sheet, columns)
    own = _of(cells, sheet.title)
    last = max((number for (_s, _c, number), _text in own), default=-1)
    for number in range(max(last + 6, least)):
        for at, column in enumerate(columns, 1):
            cell = _cell(sheet, number + 2, at)
            _write(cell, cells.get((sheet.title, column, number), ""))
    for at, column in enumerate(columns, 1):
        check = _prompt(_column_check(sheet.title, column), column, note_of(sheet.title, column))
        letter = get_column_letter(at)
        check.add(f"{letter}2:{letter}{CHECKED}")
        sheet.add_data_validation(check)
    _finish(sheet)


def _column_check(sheet: str, column: str) -> DataValidation:
    """What may be chosen in a column of a table."""
    if sheet != STEPS:
        return _choice([], is_open=True)
    if column == LANES:
        return _range(f"{LANES}!$A$2:$A${CHECKED}")
    if column in ("ke", *EXITS):
        return _range(f"$A$2:$A${CHECKED}")
    if column == "halaman_baru":
        return _choice([YES, NO], is_open=False)
    return _choice([str(each) for each in choices_of(column)], is_open=column == "gabung")


def _choice(words: Sequence[str], *, is_open: bool) -> DataValidation:
    """Words to choose from; any text where there are none."""
    if not words:
        return DataValidation(type=None)
    check = DataValidation(type="list", formula1=f'"{",".join(words)}"')
    check.showErrorMessage = not is_open
    check.error = "Pilih dari daftar di sel ini."
    return check


def _range(cells: str) -> DataValidation:
    """What stands in other cells; several of them may be typed as well."""
    check = DataValidation(type="list", formula1=cells)
    check.showErrorMessage = False
    return check


def _prompt(check: DataValidation, name: str, text: str) -> DataValidation:
    check.allow_blank, check.showInputMessage = True, True
    check.promptTitle = check.errorTitle = name[-32:]
    check.prompt = text[:_LONGEST_PROMPT]
    return check


def _heads(sheet: Worksheet, columns: Sequence[str]) -> None:
    for at, column in enumerate(columns, 1):
        cell = _cell(sheet, 1, at)
        cell.value, cell.protection = column, Protection(locked=True)
        words = note_of(sheet.title, column)
        look_of_head(cell, words, is_needed=(sheet.title, column) in _NEEDED)
    sheet.row_dimensions[1].height = 24


def _example(sheet: Worksheet) -> None:
    """A whole SOP as it stands in the three sheets, for looking at only."""
    cells = cells_of(example())
    sheet["A1"] = "Contoh pengisian. Lembar ini tidak dibaca; boleh dihapus."
    sheet["A1"].font = _BOLD
    row = 3
    steps = [c for c in step_columns() if any(k[:2] == (STEPS, c) for k in cells)]
    for name, columns in ((IDENTITY, (KEY, VALUE)), (LANES, (KEY, NAME)), (STEPS, steps)):
        _write(_cell(sheet, row, 1), f"lembar {name}")
        sheet.cell(row, 1).font = _BOLD
        for line in _example_rows(name, columns, cells):
            row += 1
            for at, text in enumerate(line, 1):
                cell = _cell(sheet, row, at)
                _write(cell, text)
                cell.fill = _EXAMPLE
        row += 2
    for at, width in enumerate((30, 60, 16, 12, *[20] * (len(steps) - 4)), 1):
        look_of_columns(sheet, at, at, width)
    _finish(sheet)
    sheet.freeze_panes = None
    sheet.print_title_rows = sheet.print_title_cols = None


def _example_rows(
    name: str, columns: Sequence[str], cells: Mapping[Slot, str]
) -> Iterator[Sequence[str]]:
    yield columns
    own = _of(cells, name)
    if name == IDENTITY:
        for key, items in groupby(own, lambda each: each[0][1]):
            for number, (_slot, text) in enumerate(items):
                yield ("" if number else key, text)
        return
    for number in range(1 + max(slot[2] for slot, _text in own)):
        yield [cells.get((name, column, number), "") for column in columns]


def _of(cells: Mapping[Slot, str], sheet: str) -> list[tuple[Slot, str]]:
    return [(slot, text) for slot, text in cells.items() if slot[0] == sheet]


def _columns(sheet: Worksheet, columns: Sequence[str]) -> None:
    for at, column in enumerate(columns, 1):
        look_of_columns(sheet, at, at, _WIDTHS.get(column, 20))
    look_of_columns(sheet, len(columns) + 1, LAST_COLUMN)


def _cell(sheet: Worksheet, row: int, column: int) -> Cell:
    cell = sheet.cell(row, column)
    assert isinstance(cell, Cell)
    cell.font, cell.border, cell.protection = Font(name=FONT, size=SIZE), BOX, FREE
    cell.alignment, cell.number_format = wrapped(), "@"
    return cell


def _write(cell: Cell, text: str) -> None:
    """A text that stays one, whatever it begins with."""
    if text:
        cell.value = text
        cell.data_type = "s"
        cell.quotePrefix = text.startswith(("=", "+", "-", "@"))


def _finish(sheet: Worksheet) -> None:
    """Rows as high as their texts, pages, and the protection of heads and keys alone."""
    widths = {look.min: look.width for look in sheet.column_dimensions.values()}
    for cells in sheet.iter_rows(min_row=2):
        texts = [(str(cell.value), widths.get(cell.column, 14)) for cell in cells if cell.value]
        if texts:
            sheet.row_dimensions[cells[0].row or 1].height = height_of(texts)
    used = [widths[at] for at in range(1, sheet.max_column + 1)]
    set_pages(sheet, used, 1)
    protect(sheet)
