"""What is printed of a cell is what the sheet shows, or a finding names the cell."""

from __future__ import annotations

import datetime as dt
import random
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet

from docgen.findings import Finding
from docgen.load.letters.letters import LetterBook, load_letters
from docgen.load.tables.cells import clean
from docgen.load.tables.shown import Typed
from tests.support.shown_texts import shown_by_libreoffice
from tests.support.workspaces import soffice

CODES = ("klasifikasi", "nip_pegawai", "telepon", "kode_ruang")
FREE = ("biaya", "uraian", "waktu", "jumlah")
HEAD = ("id", "tujuan", *CODES, *FREE)
TEXTS = ("005", "800.1.10", "Rp 5.000", "satu berkas", "12/2026", "-", "0812 3456", "1.234,5")
NUMBERS = (
    0, 1, 5, 12, 800, 1999, 45678, 1500000, 12345678901, -3, 800.1, 400.10, 0.5, 0.125, 2.675,
    1234.5, 99.995, 1 / 3, 0.1 + 0.2, 1e-7, 6.02e11, -0.4, 1e12,
)  # fmt: skip
OF_NUMBERS = (
    "General", "0", "00", "000", "00000", "0.0", "0.00", "000.00", "0.0#", "#", "##0", "#,##0",
    "#,##0.00", '"Rp"#,##0', "[$Rp-421]#,##0.00", "[$Rp-421] #,##0", '0 "berkas"', "0\\ \\m", "0%",
    "0.00%", "#,##0;(#,##0)", "#,##0;[Red]-#,##0", '0;-0;"nihil"', "0.00E+00", "# ?/?",
    '_-"Rp"* #,##0_-', "@", "[<10]0.0;0", "#,##0,", "0;;;@",
)  # fmt: skip
OF_DATES = (
    "dd/mm/yyyy", "d/m/yyyy", "dd-mm-yyyy", "dd.mm.yyyy", "mm/dd/yyyy", "yyyy-mm-dd", "d mmmm yyyy",
    "[$-421]d mmmm yyyy", "[$-421]dd mmmm yyyy;@", "[$-421]dddd, dd mmmm yyyy;@", "mmm-yy",
    "d-mmm-yy", "mm-dd-yy", "dd/mm/yyyy hh.mm", "dd/mm/yyyy hh:mm", "[$-409]d mmmm yyyy", "dd/mm",
    "yyyy", "dd/mm/yy;@", 'd" "mmmm" "yyyy',
)  # fmt: skip
OF_TIMES = ("hh:mm", "h:mm", "hh.mm", 'hh"."mm', "h:mm AM/PM", "hh.mm.ss", "[h]:mm", "mm.ss")
OF_TEXTS = ("General", "@", "0", "0.00", '"No. "@', ";;;", "dd/mm/yyyy", "0;0;0;@", '@" berkas"')


def fill(sheet: Worksheet, rows: int, chance: random.Random) -> None:
    sheet.append(HEAD)
    for row in range(2, rows + 2):
        sheet.cell(row, 1, f"s{row}")
        sheet.cell(row, 2, "Camat Utara")
        for column in range(3, len(HEAD) + 1):
            cell = sheet.cell(row, column)
            kind = chance.choice(("text", "number", "number", "date", "time", "bool", "none"))
            day = dt.datetime(2024, 1, 1) + dt.timedelta(days=chance.randint(0, 900))
            values = {
                "text": chance.choice(TEXTS), "number": chance.choice(NUMBERS), "none": None,
                "date": day + dt.timedelta(minutes=chance.choice((0, 0, 0, 450))),
                "time": dt.time(chance.randint(0, 23), chance.randint(0, 59)),
                "bool": chance.random() < 0.5,
            }  # fmt: skip
            formats = {"number": OF_NUMBERS, "date": OF_DATES, "time": OF_TIMES}
            cell.value = values[kind]  # type: ignore[assignment]  # openpyxl takes all of them
            cell.number_format = chance.choice(formats.get(kind, OF_TEXTS))


def named(findings: Sequence[Finding]) -> Iterator[str]:
    """The cells that findings name; one of many cells of a column lists its rows."""
    for finding in findings:
        cell = str(finding.where.cell)
        yield cell
        letter = cell.rstrip("0123456789")
        rows = re.search(r"\(juga baris ([\d, –]+)\)", finding.message)
        for span in rows[1].split(", ") if rows else ():
            first, _, last = span.partition("–")
            yield from (f"{letter}{n}" for n in range(int(first), int(last or first) + 1))


def taken(book: LetterBook) -> Iterator[dict[str, str]]:
    for letter in book.letters:
        yield {**letter.lain, "klasifikasi": letter.klasifikasi}


def differences(folder: Path, rows: int, seed: int) -> tuple[list[str], int, int]:
    """Cells that are printed otherwise than shown and not told of; how many are told, and taken."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    fill(sheet, rows, random.Random(seed))
    folder.mkdir(exist_ok=True)
    made.save(folder / "x.xlsx")
    result = load_letters(folder, "x.xlsx", "x", ("badan",))
    assert result.value
    told = set(named(result.findings))
    wrong, sound = [], 0
    shown = shown_by_libreoffice(folder / "x.xlsx")[1:]
    for row, (letter, texts) in enumerate(zip(taken(result.value), shown, strict=True), 2):
        for number, column in enumerate(HEAD[2:], 2):
            cell = f"{get_column_letter(number + 1)}{row}"
            seen = clean(texts[number] if number < len(texts) else "")
            # The parts of a code have points between them, whatever Excel shows.
            alike = {seen, seen.replace(",", ".")} if column in CODES else {seen}
            sound += cell not in told and seen != ""
            if cell not in told and letter[column] not in alike:
                value, form = sheet[cell].value, sheet[cell].number_format
                wrong.append(f"{cell} {column}: {value!r} {form}: {letter[column]!r} != {seen!r}")
    return wrong, len(told), sound


@pytest.mark.soffice
def test_what_is_printed_is_what_the_sheet_shows(tmp_path: Path) -> None:
    soffice()
    wrong, told, sound = differences(tmp_path, 300, 1)
    assert wrong == [], "\n".join(wrong)
    assert told > 300 and sound > 300  # both happen


@pytest.mark.full
@pytest.mark.soffice
@pytest.mark.parametrize("seed", range(2, 8))
def test_many_sheets(seed: int, tmp_path: Path) -> None:
    soffice()
    assert differences(tmp_path, 3000, seed)[0] == []


@pytest.mark.parametrize(
    ("value", "number_format", "shown", "fixed"),
    [
        (5, "000", "005", "005"),
        (800.1, "0.00", "800,10", "800.10"),
        (800.125, "0.00", "800,13", None),  # a digit that is hidden
        (5, "0", "5", None),  # 05 would look the same
        (800.1, "General", "800,1", None),
        (1500000, '"Rp"#,##0', "Rp1.500.000", None),
        (1500000, '_-"Rp"* #,##0_-', None, None),
        (0.5, "0%", "50%", None),
        (1 / 3, "General", None, None),
        (True, "General", None, None),
        (-3, "[<10]0.0;0", None, None),
        (dt.datetime(2026, 11, 24), "dd/mm/yyyy", "24/11/2026", None),
        (dt.datetime(2026, 11, 24), "[$-421]dddd, d mmmm yyyy", "Selasa, 24 November 2026", None),
        (dt.datetime(2026, 6, 1), "mm/dd/yyyy", None, None),  # would be read as 6 January
        (dt.datetime(2026, 11, 24), "d mmmm yyyy", None, None),  # in the language of the computer
        (dt.time(7, 30), 'hh"."mm', "07.30", None),
        (dt.time(7, 30), "hh.mm", None, None),
        (dt.time(7, 30), "hh:mm", None, None),
    ],
)
def test_formats(value: object, number_format: str, shown: str | None, fixed: str | None) -> None:
    cell = Typed(value, number_format)
    assert (cell.shown(), cell.fixed_digits()) == (shown, fixed)


@pytest.mark.parametrize(
    ("number_format", "hidden"),
    [("mmm-yy", True), ("d-mmm", True), ("yyyy", True), ("dd/mm/yyyy", False), ("mm-dd-yy", False),
     ("hh:mm", True), ("yyyy-mm-dd hh:mm", False)],
)  # fmt: skip
def test_dates_of_which_a_part_is_hidden(number_format: str, hidden: bool) -> None:
    assert Typed(dt.datetime(2026, 11, 1), number_format).hides_part_of_date is hidden
