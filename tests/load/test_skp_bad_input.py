"""Reports as they should not be: each is a finding or gives the right value, never a wrong one."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from docgen.findings import Result
from docgen.load.skp import tables as skp_tables
from docgen.load.skp.recap import load_recap
from docgen.model.skp.recap import Recap

HEADS = ["No", "Nama", "NIP", "Pangkat/Gol. Ruang", "Rating Hasil Kerja", "Rating Perilaku Kerja",
         "Predikat Kinerja", "Keterangan"]  # fmt: skip
SESUAI = "Sesuai ekspektasi"
ANI = [1, "Ani", "198001012005012001", "III/d", SESUAI, SESUAI, "Baik", None]
BUDI = [2, "Budi", "199002022022211003", "IX", SESUAI, SESUAI, "Baik", None]


@pytest.fixture
def sheet() -> Worksheet:
    book = openpyxl.Workbook()
    assert isinstance(book.active, Worksheet)
    return book.active


def load(tmp_path: Path, sheet: Worksheet | None = None, name: str = "bkd.xlsx") -> Result[Recap]:
    if sheet is not None:
        sheet.parent.save(tmp_path / name)  # type: ignore[union-attr]
    (tmp_path / "skpd.csv").write_text("kode;nama\nbkd;BKD\n", encoding="utf-8")
    roster = (tmp_path / "skpd.csv", "skpd.csv")
    return load_recap("x", 2024, [(tmp_path / name, name)], roster)


def fill(sheet: Worksheet, *rows: list[Any]) -> None:
    for row in rows:
        sheet.append(row)


def found(result: Result[Recap]) -> list[tuple[str, str | None]]:
    return [(finding.code, finding.where.cell) for finding in result.findings]


def names(result: Result[Recap]) -> list[str]:
    return [employee.nama for employee in result.value.employees] if result.value else []


def test_a_formula_without_value(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI)
    sheet["G2"] = '=IF(E2="","","Baik")'
    assert found(load(tmp_path, sheet)) == [
        ("cell-formula-without-value", "G2"), ("rating-missing", "G2"),
    ]  # fmt: skip


def test_a_command_as_a_formula(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI)
    sheet["H2"] = "=cmd|' /C calc'!A0"
    result = load(tmp_path, sheet)
    assert found(result) == [("cell-formula-without-value", "H2")]
    assert not result.ok


@pytest.mark.parametrize("text", ["=cmd|' /C calc'!A0", "@SUM(1)"])
def test_a_command_as_a_text(tmp_path: Path, sheet: Worksheet, text: str) -> None:
    fill(sheet, HEADS, ANI)
    sheet["H2"].value = text
    sheet["H2"].data_type = "s"
    result = load(tmp_path, sheet)
    assert found(result) == [("cell-like-formula", "H2")]
    assert result.value is not None
    assert result.value.employees[0].keterangan == text


def test_a_telephone_number_is_a_text(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, [*ANI[:7], "+62 812 3456 7890"])
    result = load(tmp_path, sheet)
    assert result.findings == ()
    assert result.value is not None
    assert result.value.employees[0].keterangan == "+62 812 3456 7890"


@pytest.mark.parametrize("number", [198001012005012001, 198001012005012000, 1e18, 1.98e17])
def test_a_nip_as_a_number(tmp_path: Path, sheet: Worksheet, number: float) -> None:
    fill(sheet, HEADS, [1, "Ani", number, *ANI[3:]])
    result = load(tmp_path, sheet)
    assert found(result) == [("cell-number-rounded", "C2")]
    assert not result.ok


@pytest.mark.parametrize("text", ["1,98001E+17", "1.98001012005012E+17", "198001012005012000"])
def test_a_nip_that_was_a_number(tmp_path: Path, text: str) -> None:
    rows = [HEADS, [*ANI[:2], text, *ANI[3:]]]
    lines = [";".join(str(value or "") for value in row) for row in rows]
    (tmp_path / "bkd.csv").write_text("\n".join(lines), encoding="utf-8")
    result = load(tmp_path, name="bkd.csv")
    assert found(result) == [("cell-number-rounded", "C2")]
    assert not result.ok


def test_a_csv_gives_the_same(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI, BUDI)
    lines = [";".join(str(value or "") for value in row) for row in (HEADS, ANI, BUDI)]
    (tmp_path / "bkd.csv").write_text("\n".join(lines), encoding="cp1252")
    results = [load(tmp_path, sheet), load(tmp_path, name="bkd.csv")]
    assert [result.findings for result in results] == [(), ()]
    plain = [
        [employee.model_dump(exclude={"where"}) for employee in result.value.employees]
        for result in results
        if result.value
    ]
    assert plain[0] == plain[1]


def test_the_head_once_more_and_numbered_columns(tmp_path: Path, sheet: Worksheet) -> None:
    numbers = list(range(1, 9))
    fill(sheet, HEADS, numbers, ANI, HEADS, numbers, BUDI)
    result = load(tmp_path, sheet)
    assert names(result) == ["Ani", "Budi"]
    assert [code for code, _ in found(result)] in ([], ["rows-skipped"])


def test_a_head_of_two_rows(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, [*HEADS[:4], "Rating", None, "Predikat Kinerja", "Keterangan"])
    fill(sheet, [None] * 4 + ["Hasil Kerja", "Perilaku Kerja"], ANI)
    sheet.merge_cells("E1:F1")
    for column in "ABCDGH":
        sheet.merge_cells(f"{column}1:{column}2")
    result = load(tmp_path, sheet)
    assert result.findings == ()
    assert names(result) == ["Ani"]


def test_hidden_rows_are_read_and_told(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI, BUDI)
    sheet.row_dimensions[3].hidden = True
    result = load(tmp_path, sheet)
    assert found(result) == [("row-hidden", "A3")]
    assert names(result) == ["Ani", "Budi"]


def test_empty_ones(tmp_path: Path, sheet: Worksheet) -> None:
    assert [code for code, _ in found(load(tmp_path, sheet))] == ["table-empty"]
    fill(sheet, HEADS)
    result = load(tmp_path, sheet)
    assert [code for code, _ in found(result)] == ["table-empty", "report-empty"]
    assert result.value is not None
    assert [skpd.kode for skpd in result.value.late] == ["bkd"]


def test_rows_that_only_have_a_number(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI, *([n] for n in range(2, 30)))
    result = load(tmp_path, sheet)
    assert result.findings == ()
    assert names(result) == ["Ani"]


def test_a_password(tmp_path: Path) -> None:
    ole = b"\xd0\xcf\x11\xe0" + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "bkd.xlsx").write_bytes(ole)
    result = load(tmp_path)
    assert [code for code, _ in found(result)] == ["table-unreadable"]
    assert "sandi" in result.findings[0].message


def test_a_sheet_down_to_its_last_row(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI)
    sheet.cell(1_048_576, 8).number_format = "0"
    sheet.cell(1_048_575, 2).value = "Kepala Badan"
    result = load(tmp_path, sheet)
    assert found(result) == [("rows-skipped", "A1048575")]
    assert names(result) == ["Ani"]


def test_too_many_rows_are_refused(
    tmp_path: Path, sheet: Worksheet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(skp_tables, "MOST_ROWS", 30)
    fill(sheet, HEADS, ANI, *([n] for n in range(2, 40)))
    result = load(tmp_path, sheet)
    assert found(result) == [("table-too-long", None)]
    assert "40 baris" in result.findings[0].message


def test_signature_with_a_nip_in_the_column_of_nip(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI, [], [None, None, "NIP. 197305061998032001"])
    result = load(tmp_path, sheet)
    assert found(result) == [("rows-skipped", "A4")]
    assert names(result) == ["Ani"]


def test_a_damaged_file(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI)
    load(tmp_path, sheet)
    data = (tmp_path / "bkd.xlsx").read_bytes()
    (tmp_path / "bkd.xlsx").write_bytes(data[: len(data) // 2])
    assert [code for code, _ in found(load(tmp_path))] == ["table-unreadable"]
    with zipfile.ZipFile(tmp_path / "bkd.xlsx", "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert [code for code, _ in found(load(tmp_path))] == ["table-unreadable"]


def test_other_years_and_other_words(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, ["REKAPITULASI SASARAN KERJA PEGAWAI TAHUN 2023"], [], HEADS)
    fill(sheet, [1, "Ani", "198001012025012001", *ANI[3:6], "Cukup"])
    assert found(load(tmp_path, sheet)) == [
        ("report-other-year", None), ("report-old-term", None), ("nip-invalid", "C4"),
        ("predikat-other-rule", "G4"), ("predikat-mismatch", "G4"),
    ]  # fmt: skip


def test_a_second_sheet_is_not_forgotten(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, ANI)
    book = sheet.parent
    assert isinstance(book, openpyxl.Workbook)
    for title, state, rows in (
        ("PPPK", "visible", [HEADS, BUDI]),
        ("Lama", "hidden", [HEADS, BUDI]),
        ("Petunjuk", "visible", [["Isi nama dan NIP pegawai"]]),
        ("Kosong", "visible", [HEADS]),
    ):
        other = book.create_sheet(title)
        other.sheet_state = state
        fill(other, *rows)
    result = load(tmp_path, sheet)
    assert [(f.code, f.where.sheet) for f in result.findings] == [("sheet-not-read", "PPPK")]
    assert names(result) == ["Ani"]


def test_a_year_in_a_note_is_no_title(tmp_path: Path, sheet: Worksheet) -> None:
    fill(sheet, HEADS, [*ANI[:7], "Tugas belajar sejak tahun 2021"])
    assert load(tmp_path, sheet).findings == ()
