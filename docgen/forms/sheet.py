"""The workbook of a form: heads with notes that cannot be changed by mistake, an example, checks.

What a column takes is a rule. Excel and LibreOffice hold whoever types to it: a list to choose
from, a date, a number, a NIP. Nothing here knows what the columns mean.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.comments import Comment
from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.dimensions import ColumnDimension
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.flowchart.text import Face
from docgen.ooxml.package import read_package, write_package
from docgen.render.workbook.fixed_bytes import SHEETS, fixed_bytes
from docgen.render.workbook.look import DATE_FORMAT
from docgen.render.workbook.measure import inside

FONT = "Arial"
SIZE = 10
CHOICES = "pilihan"  # the hidden sheet of the words to choose from
ROWS = 1000  # below the heads have the checks
_LAST_COLUMN = 16384
_READABLE = 220  # digits side by side on a sheet of A4 that lies
_LONGEST_PROMPT = 255  # characters, in Excel
_EARLIEST, _LATEST = dt.date(1945, 1, 1), dt.date(2100, 12, 31)
_EPOCH = dt.date(1899, 12, 30)  # day 0 of a workbook
# With this a row would not grow with what is typed into it.
_KEPT_HEIGHT = b' customHeight="1"'
_THIN = Side(style="thin", color="FF7F7F7F")
_BOX = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_NEEDED = PatternFill("solid", fgColor="FF1F5C4A")
_OPTIONAL = PatternFill("solid", fgColor="FFDDEBE4")
_EXAMPLE = Font(italic=True, color="FF7F6000")
_EXAMPLE_FILL = PatternFill("solid", bgColor="FFFFF2CC")
_FREE = Protection(locked=False)
Value = str | int | float | dt.date


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, kept as it is typed: no zero and no point of it is lost."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, shown with the name of its month."""


@dataclass(frozen=True, slots=True)
class EmployeeNumber:
    """A NIP: 18 digits, blanks between them do not count. What else is typed is asked about."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds (both included)."""

    least: float = 0
    most: float = 1_000_000
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word of a list. Where it ``is_open``, another one may be typed, or several."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a column of another sheet of the form. Where it ``is_open``: or other text."""

    sheet: str
    head: str
    is_open: bool = False


Rule = Text | Day | EmployeeNumber | Number | OneOf | Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column: its head as it is read back, what its note says, how wide it is (digits).

    ``is_needed`` says that no row may leave it blank.
    """

    head: str
    note: str
    width: float = 18
    is_needed: bool = False
    rule: Rule = field(default_factory=Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A sheet: ``titles`` above the heads, its columns, and ``examples`` by the heads."""

    name: str
    columns: Sequence[FormColumn]
    examples: Sequence[Mapping[str, Value]] = ()
    titles: Sequence[str] = ()

    @property
    def head_row(self) -> int:
        """The row of the heads, from 1."""
        return len(self.titles) + 1

    def letter(self, head: str) -> str:
        """The letter of a column."""
        return get_column_letter([column.head for column in self.columns].index(head) + 1)


def form_bytes(sheets: Sequence[FormSheet], title: str) -> bytes:
    """The form as .xlsx; the same sheets give the same bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in sheets:
        _write(book.create_sheet(sheet.name), sheet)
    words = _Words(book)
    for sheet in sheets:
        _check(book[sheet.name], sheet, sheets, words)
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


@dataclass(slots=True)
class _Words:
    """The hidden sheet of the words to choose from, a column a list; made when there is one."""

    book: Workbook
    places: dict[tuple[str, ...], str] = field(default_factory=dict)

    def place(self, words: tuple[str, ...]) -> str:
        """Where a list stands, for a formula."""
        if words not in self.places:
            if CHOICES not in self.book.sheetnames:
                self.book.create_sheet(CHOICES).sheet_state = "hidden"
            sheet, number = self.book[CHOICES], len(self.places) + 1
            for row, word in enumerate(words, 1):
                sheet.cell(row, number, word).number_format = "@"
            letter = get_column_letter(number)
            self.places[words] = f"{CHOICES}!${letter}$1:${letter}${len(words)}"
        return self.places[words]


def _check(target: Worksheet, sheet: FormSheet, sheets: Sequence[FormSheet], words: _Words) -> None:
    first = sheet.head_row + 1
    last = first + ROWS - 1
    for number, column in enumerate(sheet.columns, 1):
        letter = get_column_letter(number)
        check = _validation(column, f"{letter}{first}", sheets, words)
        check.add(f"{letter}{first}:{letter}{last}")
        target.add_data_validation(check)
    for row, (head, text) in enumerate(_marks(sheet), first):
        rule = FormulaRule(  # type: ignore[no-untyped-call]
            formula=[f'${sheet.letter(head)}{row}="{text}"'], font=_EXAMPLE, fill=_EXAMPLE_FILL
        )
        target.conditional_formatting.add(
            f"A{row}:{get_column_letter(len(sheet.columns))}{row}", rule
        )


def _marks(sheet: FormSheet) -> Iterator[tuple[str, str]]:
    """The text by which each example is known, as long as it is one, and its column."""
    for example in sheet.examples:
        texts = ((c.head, example.get(c.head)) for c in sheet.columns)
        yield next((head, text) for head, text in texts if isinstance(text, str) and text)


def _validation(
    column: FormColumn, cell: str, sheets: Sequence[FormSheet], words: _Words
) -> DataValidation:
    """The check of a column, and what is said beside the cell that is being filled in."""
    check = _rule(column.rule, cell, sheets, words)
    check.promptTitle = column.head[:32]
    check.prompt = _cut(column.note)
    check.showInputMessage = True
    check.errorTitle = column.head[:32]
    check.allow_blank = True
    return check


def _rule(rule: Rule, cell: str, sheets: Sequence[FormSheet], words: _Words) -> DataValidation:
    match rule:
        case Day():
            check = DataValidation(
                type="date",
                operator="between",
                formula1=str((_EARLIEST - _EPOCH).days),
                formula2=str((_LATEST - _EPOCH).days),
            )
            check.error = "Ini bukan tanggal. Ketik hari/bulan/tahun, misalnya 21/11/2026."
        case EmployeeNumber():
            bare = f'SUBSTITUTE({cell}," ","")'
            check = DataValidation(
                type="custom", formula1=f"AND(LEN({bare})=18,ISNUMBER({bare}*1))"
            )
            check.errorStyle = "warning"
            check.error = "NIP terdiri atas 18 angka. Tetap dipakai?"
        case Number():
            check = DataValidation(
                type="whole" if rule.is_whole else "decimal",
                operator="between",
                formula1=f"{rule.least:g}",
                formula2=f"{rule.most:.10g}",
            )
            check.error = f"Isi dengan angka {rule.least:g} sampai {rule.most:.10g}."
        case OneOf():
            check = DataValidation(type="list", formula1=words.place(rule.words))
            check.showErrorMessage = not rule.is_open
            check.error = "Pilih dari daftar di sel ini."
            return check
        case Listed():
            check = DataValidation(type="list", formula1=_cells(rule, sheets))
            check.showErrorMessage = not rule.is_open
            check.error = f"Pilih dari daftar; daftarnya diisi di lembar «{rule.sheet}»."
            return check
        case Text():
            return DataValidation(type=None)
    check.showErrorMessage = True
    return check


def _cells(rule: Listed, sheets: Sequence[FormSheet]) -> str:
    other = next(sheet for sheet in sheets if sheet.name == rule.sheet)
    letter, first = other.letter(rule.head), other.head_row + 1
    return f"{quote_sheetname(other.name)}!${letter}${first}:${letter}${first + ROWS - 1}"


def _cut(text: str) -> str:
    """What a prompt has room for; the note of the head says all."""
    if len(text) <= _LONGEST_PROMPT:
        return text
    return text[: _LONGEST_PROMPT - 1].rpartition(" ")[0] + "…"
