"""What a workbook prints otherwise than Excel shows it: each cell is named, a sound one is not."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Alignment
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.pagebreak import Break, ColBreak
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.convert import Job, Outcome, convert_all
from docgen.convert.inspect.sheets.cells import read_sheets
from tests.support.workspaces import soffice

LONG = "Melaksanakan koordinasi penyusunan laporan tahunan seluruh perangkat daerah kabupaten"
WORDS = ("laporan", "kegiatan", "dinas", "pendidikan", "rapat", "kota", "surat", "arsip", "tahun")
ERRORS = ("=1/0", '=VLOOKUP("x",Z1:Z2,1,0)', "=[1]S!A1", "=tidakada(3)", '=1+"a"')
Change = Callable[[Worksheet], None]


def book(path: Path, change: Change) -> Path:
    made = openpyxl.Workbook()
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "Rekap"
    change(sheet)
    made.save(path)
    return path


def converted(paths: list[Path]) -> list[Outcome]:
    return list(convert_all([Job(p, p.with_suffix(".pdf"), "x") for p in paths], soffice()))


def said(outcome: Outcome) -> tuple[str, str | None]:
    assert outcome.ok
    note = outcome.note
    return (note.code, note.where.cell) if note else ("", None)


def table(sheet: Worksheet, chance: random.Random) -> list[str]:
    """A table of one page's width; what is in each of its columns."""
    kinds = ["number", "text", "amount", *chance.choices(("text", "amount", "date", "sum"), k=2)]
    rows = chance.randint(4, 30)
    for column, kind in enumerate(kinds, 1):
        sheet.cell(1, column, f"Kolom {column}")
        sheet.column_dimensions[get_column_letter(column)].width = 8 if kind == "number" else 22
        for row in range(2, rows + 2):
            cell = sheet.cell(row, column)
            cell.value = {
                "number": row - 1,
                "text": " ".join(chance.choices(WORDS, k=2)),
                "amount": chance.randint(1, 10**9),
                "date": dt.date(2025, 1, 1) + dt.timedelta(days=chance.randint(0, 400)),
                "sum": f"=A{row}*2",
            }[kind]
            cell.number_format = {"amount": "#,##0", "date": "dd mmmm yyyy"}.get(kind, "General")
    fit(sheet)
    return kinds


def fit(sheet: Worksheet) -> None:
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.page_setup.fitToHeight = 0


def damage(sheet: Worksheet, kinds: list[str], chance: random.Random) -> tuple[str, str | None]:
    """One fault in a table: its code and its cell."""
    fault = chance.choice(("hashes", "error", "cut", "torn"))
    row = chance.randint(2, sheet.max_row)
    if fault == "torn":
        sheet.sheet_properties.pageSetUpPr = None
        for column in range(1, len(kinds) + 1):
            sheet.column_dimensions[get_column_letter(column)].width = 40
        return "sheet-columns-torn", None
    if fault == "error":
        cell = sheet.cell(row, chance.randint(2, len(kinds)))
        cell.value = chance.choice(ERRORS)
        return "sheet-cell-error", cell.coordinate
    if fault == "hashes":
        cell = sheet.cell(row, 3, 10**15 + chance.randint(1, 10**14))
        cell.number_format = "#,##0.00"
        sheet.column_dimensions["C"].width = 15
        return "sheet-cell-hashes", cell.coordinate
    cell = sheet.cell(row, 2, " ".join(chance.choices(WORDS, k=9)))
    return "sheet-text-cut", cell.coordinate


@pytest.mark.soffice
def test_the_damaged_cell_is_named_and_a_sound_workbook_is_not(tmp_path: Path) -> None:
    chance = random.Random(7)
    paths: list[Path] = []
    wanted: list[tuple[str, str | None]] = []
    for number in range(30):
        made = openpyxl.Workbook()
        sheet = made.active
        assert isinstance(sheet, Worksheet)
        kinds = table(sheet, chance)
        paths += [tmp_path / f"{number}-utuh.xlsx", tmp_path / f"{number}.xlsx"]
        made.save(paths[-2])
        wanted += [("", None), damage(sheet, kinds, chance)]
        made.save(paths[-1])
    assert [said(outcome) for outcome in converted(paths)] == wanted
    assert {code for code, _cell in wanted} >= {"sheet-cell-hashes", "sheet-text-cut", ""}


def narrow_date(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"] = "Tanggal", dt.date(2025, 1, 6)
    sheet["B1"].number_format = "dd mmmm yyyy"
    sheet.column_dimensions["B"].width = 6


def narrow_formula(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["B2"] = "Jumlah", 5, "=123456789012*A2"
    sheet["B2"].number_format = "#,##0.00"
    sheet.column_dimensions["B"].width = 7


def narrow_row(sheet: Worksheet) -> None:
    for row in range(1, 5):
        sheet.cell(row, 1, 123456789012).number_format = "#,##0"
        sheet.cell(row, 2, f"baris {row}")
    sheet.cell(3, 1).number_format = "#,##0.0000"
    sheet.column_dimensions["A"].width = 16


def lookup(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"] = "Nilai", '=VLOOKUP("x",Z1:Z2,1,0)'


def elsewhere(sheet: Worksheet) -> None:
    sheet["B3"], sheet["C3"] = "Jumlah", "=[1]Sheet1!A1"


def among_formulas(sheet: Worksheet) -> None:
    for row in range(1, 9):
        sheet.cell(row, 1, f"baris ke-{row}")
        sheet.cell(row, 2, "=1/0" if row == 5 else f"={row}*3")


def by_neighbour(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"] = LONG, "x"


def right_aligned(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["C1"] = "kiri", LONG, "kanan"
    sheet["B1"].alignment = Alignment(horizontal="right")


def centred(sheet: Worksheet) -> None:
    right_aligned(sheet)
    sheet["B1"].alignment = Alignment(horizontal="center")


def low_row(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["A3"] = "Uraian", LONG, "akhir"
    sheet["A2"].alignment = Alignment(wrap_text=True)
    sheet.column_dimensions["A"].width = 20
    sheet.row_dimensions[2].height = 15


def merged(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["D1"] = "kiri", LONG, "kanan"
    sheet.merge_cells("B1:C1")


def off_the_page(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"] = f"{LONG} {LONG}", "x"


def wide(sheet: Worksheet) -> None:
    for column in range(1, 18):
        sheet.cell(1, column, f"Kolom {column}")
        sheet.column_dimensions[get_column_letter(column)].width = 18
        for row in range(2, 15):
            sheet.cell(row, column, "isi")


def wide_with_heads(sheet: Worksheet) -> None:
    wide(sheet)
    for row in range(15, 120):
        sheet.cell(row, 1, row)
    sheet.print_title_rows = "1:1"


def form(sheet: Worksheet) -> None:
    sheet["A1"], sheet["H1"] = "FORMULIR PERMOHONAN", "Nomor"
    for row in range(3, 30, 3):
        sheet.cell(row, 1, f"Isian {row}")
        sheet.cell(row, 8, f"Keterangan {row}")
    for column in "ABCDEFGH":
        sheet.column_dimensions[column].width = 16


FAULTS: dict[Change, tuple[str, str | None]] = {
    narrow_date: ("sheet-cell-hashes", "B1"),
    narrow_formula: ("sheet-cell-hashes", "B2"),
    narrow_row: ("sheet-cell-hashes", "A3"),
    lookup: ("sheet-cell-error", "A2"),
    elsewhere: ("sheet-cell-error", "C3"),
    among_formulas: ("sheet-cell-error", "B5"),
    by_neighbour: ("sheet-text-cut", "A1"),
    right_aligned: ("sheet-text-cut", "B1"),
    centred: ("sheet-text-cut", "B1"),
    low_row: ("sheet-text-cut", "A2"),
    merged: ("sheet-text-cut", "B1"),
    off_the_page: ("sheet-text-cut", "A1"),
    wide: ("sheet-columns-torn", None),
    wide_with_heads: ("sheet-columns-torn", None),
    form: ("sheet-columns-torn", None),
}


@pytest.mark.soffice
def test_each_kind_of_fault(tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{make.__name__}.xlsx", make) for make in FAULTS]
    found = {make.__name__: said(each) for make, each in zip(FAULTS, converted(paths), strict=True)}
    assert found == {make.__name__: wanted for make, wanted in FAULTS.items()}


def hidden(sheet: Worksheet) -> None:
    narrow_date(sheet)
    sheet.column_dimensions["B"].hidden = True


def outside(sheet: Worksheet) -> None:
    sheet["A1"], sheet["D9"] = "Jumlah", "=1/0"
    sheet.print_area = "A1:B3"


def says_so(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"], sheet["A3"] = "###", "#N/A", "Err:502"


def shrunk(sheet: Worksheet) -> None:
    right_aligned(sheet)
    sheet["B1"].alignment = Alignment(shrink_to_fit=True)


def flows_over(sheet: Worksheet) -> None:
    sheet["A1"], sheet["A2"] = LONG, "x"


def upright(sheet: Worksheet) -> None:
    sheet["A1"], sheet["B1"], sheet["C1"] = "kiri", "Teks tegak", "kanan"
    sheet["B1"].alignment = Alignment(text_rotation=90)
    sheet.row_dimensions[1].height = 90


def divided(sheet: Worksheet) -> None:
    wide(sheet)
    sheet.col_breaks = ColBreak()
    sheet.col_breaks.append(Break(id=4))


def repeated_columns(sheet: Worksheet) -> None:
    wide(sheet)
    sheet.print_title_cols = "A:A"


def fitted(sheet: Worksheet) -> None:
    wide(sheet)
    fit(sheet)


def two_sheets(sheet: Worksheet) -> None:
    sheet["A1"] = "satu"
    sheet.parent.create_sheet("Dua")["A1"] = "dua"
    other = sheet.parent.create_sheet("Rahasia")
    narrow_date(other)
    other.sheet_state = "hidden"


SOUND = (
    hidden, outside, says_so, shrunk, flows_over, upright, divided, repeated_columns, fitted,
    two_sheets,
)  # fmt: skip


@pytest.mark.soffice
def test_what_is_sound_or_not_printed_is_left_in_peace(tmp_path: Path) -> None:
    paths = [book(tmp_path / f"{make.__name__}.xlsx", make) for make in SOUND]
    found = {make.__name__: said(each) for make, each in zip(SOUND, converted(paths), strict=True)}
    assert found == {make.__name__: ("", None) for make in SOUND}


@pytest.mark.soffice
def test_several_faults_are_said_in_one_finding(tmp_path: Path) -> None:
    def several(sheet: Worksheet) -> None:
        narrow_date(sheet)
        sheet["A4"], sheet["A5"], sheet["B5"] = "=1/0", LONG, "x"

    (outcome,) = converted([book(tmp_path / "a.xlsx", several)])
    assert outcome.note is not None
    for words in ("B1", "A4 (#DIV/0!)", "A5", "sheet-cell-error", "sheet-text-cut"):
        assert words in outcome.note.message


def test_which_cells_are_printed(tmp_path: Path) -> None:
    def make(sheet: Worksheet) -> None:
        sheet["A1"], sheet["B2"], sheet["C3"], sheet["D4"] = "teks", 1250000, "=A1", 7
        sheet["B2"].number_format, sheet["D4"].number_format = "#,##0.00", ";;;"
        sheet["A9"] = "tersembunyi"
        sheet.row_dimensions[9].hidden = True

    (sheet,) = read_sheets(book(tmp_path / "a.xlsx", make))
    shown = [(cell.name, cell.letters, cell.is_formula) for cell in sheet.cells]
    assert shown == [("A1", "teks", False), ("B2", "125000000", False), ("C3", "", True)]
