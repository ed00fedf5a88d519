"""What Excel and LibreOffice hold whoever fills in a form to: lists, dates, numbers, a NIP."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from openpyxl.formatting.rule import FormulaRule
from openpyxl.styles import Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from docgen.forms.columns import (
    Day,
    EmployeeNumber,
    FormColumn,
    FormSheet,
    Listed,
    Number,
    OneOf,
    Rule,
    Text,
)

CHOICES = "pilihan"  # the hidden sheet of the words to choose from
ROWS = 1000  # below the heads have the checks
_LONGEST_PROMPT = 255  # characters, in Excel
_EARLIEST, _LATEST = dt.date(1945, 1, 1), dt.date(2100, 12, 31)
_EPOCH = dt.date(1899, 12, 30)  # day 0 of a workbook
_EXAMPLE = Font(italic=True, color="FF7F6000")
_EXAMPLE_FILL = PatternFill("solid", bgColor="FFFFF2CC")


@dataclass(slots=True)
class Words:
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


def add_checks(
    target: Worksheet, sheet: FormSheet, sheets: Sequence[FormSheet], words: Words
) -> None:
    """The checks of a sheet, and the look of its examples for as long as they are examples."""
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
    column: FormColumn, cell: str, sheets: Sequence[FormSheet], words: Words
) -> DataValidation:
    """The check of a column, and what is said beside the cell that is being filled in."""
    check = _rule(column.rule, cell, sheets, words)
    check.promptTitle = column.head[:32]
    check.prompt = _cut(column.note)
    check.showInputMessage = True
    check.errorTitle = column.head[:32]
    check.allow_blank = True
    return check


def _rule(rule: Rule, cell: str, sheets: Sequence[FormSheet], words: Words) -> DataValidation:
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
            check = DataValidation(type="list", formula1=_filled(rule, sheets))
            check.showErrorMessage = not rule.is_open
            check.error = f"Pilih dari daftar; daftarnya diisi di lembar «{rule.sheet}»."
            return check
        case Text():
            return DataValidation(type=None)
    check.showErrorMessage = True
    return check


def _filled(rule: Listed, sheets: Sequence[FormSheet]) -> str:
    """What is filled in of a column: a list with blanks in it would take anything in Excel."""
    other = next(sheet for sheet in sheets if sheet.name == rule.sheet)
    letter, first = other.letter(rule.head), other.head_row + 1
    start = f"{quote_sheetname(other.name)}!${letter}${first}"
    return f"OFFSET({start},0,0,MAX(1,COUNTA({start}:${letter}${first + ROWS - 1})),1)"


def _cut(text: str) -> str:
    """What a prompt has room for; the note of the head says all."""
    if len(text) <= _LONGEST_PROMPT:
        return text
    return text[: _LONGEST_PROMPT - 1].rpartition(" ")[0] + "…"
