"""Tables as clerks type them, and every way in which they go wrong."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Severity
from docgen.load.tables.read import Table, column_name, read_table, split_values
from docgen.load.tables.table_files import displayed
from docgen.model.writing.likeness import suggest
from tests.support.workbooks import write_book


def table(path: Path, sheet: str | None = None, **options: Any) -> Table:
    result = read_table(path, sheet, shown_as=path.name, **options)
    assert result.findings == ()
    assert result.value is not None
    return result.value


def codes(path: Path, sheet: str | None = None, **options: Any) -> list[tuple[str, str | None]]:
    result = read_table(path, sheet, shown_as=path.name, **options)
    return [(finding.code, finding.where.cell) for finding in result.findings]


def merged(path: Path, *ranges: str) -> Path:
    """A sheet with a title, a head row in row 2 and two rows of data, with merged cells."""
    rows = [["DAFTAR"], ["Nama", "NIP", "Ket"], ["A", "1", "x"], ["B", "2", "y"]]
    write_book(path, data=rows)
    book = openpyxl.load_workbook(path)
    for cells in ranges:
        book["data"].merge_cells(cells)
    book.save(path)
    return path


def test_merged_cells_among_the_data(tmp_path: Path) -> None:
    path = merged(tmp_path / "x.xlsx", "A1:C1", "B3:B4", "A4:C4", "E3:E4")
    wanted = {"required": ["nama"], "known": ["nip"]}
    assert codes(path, **wanted) == [("table-merged-cells", "B3:B4")]
    found = read_table(path, None, shown_as="x.xlsx", strict=True, **wanted).findings
    assert {f.where.cell for f in found} == {"A4:C4", "B3:B4"}
    assert {(f.code, f.severity) for f in found} == {("table-merged-cells", Severity.ERROR)}


@pytest.mark.parametrize("strict", [False, True])
def test_what_a_strict_sheet_cannot_afford(tmp_path: Path, strict: bool) -> None:
    path = write_book(
        tmp_path / "x.xlsx", data=[["id", "nipp"], ["a", 197105141996032001], ["b", 1]]
    )
    found = read_table(
        path, None, shown_as="x.xlsx", required=["id"], known=["nip"], strict=strict
    ).findings
    assert [f.code for f in found] == ["column-unknown", "cell-number-rounded"]
    severity = Severity.ERROR if strict else Severity.WARNING
    assert {f.severity for f in found} == {severity}


def test_reads_a_sheet_below_its_title(tmp_path: Path) -> None:
    path = write_book(
        tmp_path / "x.xlsx",
        data=[
            ["LAPORAN SKP TAHUN 2024"],
            [],
            ["No", "Nama ", "Pangkat/Gol. Ruang", "Tanggal"],
            [1, 2, 3, 4],
            [1, "\xa0Siti Aminah", "Penata (III/c)", dt.datetime(2025, 1, 6)],
            [],
            [2.0, "'198", None, dt.date(2025, 1, 7)],
            [None, None],
        ],
    )
    found = table(path, required=["nama", "tanggal"])
    assert found.columns == ("no", "nama", "pangkat_gol_ruang", "tanggal")
    assert [row.number for row in found.rows] == [5, 7]
    first, second = found.rows
    assert first.text("nama") == "Siti Aminah"
    assert first.text("tanggal") == "2025-01-06"
    assert (second.text("no"), second.text("nama")) == ("2", "198")
    assert second.text("pangkat_gol_ruang", "-") == "-"
    assert str(second.where_of("tanggal")) == "x.xlsx [data] D7"
    assert second.where_of("unknown").cell == "A7"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_reads_csv(tmp_path: Path, encoding: str, delimiter: str) -> None:
    path = tmp_path / "x.csv"
    rows = [["id", "hal"], ["1", '"café\nbaris dua"'], ["2", "b"]]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding=encoding)
    found = table(path, required=["id", "hal"])
    assert [row.text("hal") for row in found.rows] == ["café\nbaris dua", "b"]
    assert found.rows[1].where_of("hal").cell == "B3"


def test_csv_that_names_its_delimiter(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("sep=;\nid;hal\n1;a,b,c,d\n", encoding="utf-8")
    found = table(path, required=["id"])
    assert found.rows[0].text("hal") == "a,b,c,d"
    assert found.rows[0].number == 3


def test_csv_has_no_sheets(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("id\n1\n", encoding="utf-8")
    assert codes(path, "butir") == [("table-missing-sheet", None)]


def test_missing_file(tmp_path: Path) -> None:
    assert codes(tmp_path / "none.xlsx") == [("table-missing-file", None)]


def test_a_folder_is_unreadable(tmp_path: Path) -> None:
    assert codes(tmp_path) == [("table-unreadable", None)]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "bukan buku kerja"),
        (b"<html><table><tr><td>No</td></tr></table></html>", "HTML"),
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, ".xls"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "kata sandi"),
        (b"PK\x03\x04broken", "rusak"),
    ],
)
def test_what_is_no_workbook(tmp_path: Path, content: bytes, word: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    result = read_table(path, None, shown_as="data/x.xlsx")
    assert result.value is None
    (finding,) = result.findings
    assert (finding.code, finding.where.file) == ("table-unreadable", "data/x.xlsx")
    assert word in finding.message


def test_other_zip_and_damaged_sheet(tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    assert codes(path) == [("table-unreadable", None)]
    good = write_book(tmp_path / "good.xlsx", a=[["id"], [1]])
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(path, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            target.writestr(name, data[:-40] if "sheet1" in name else data)
    assert codes(path) == [("table-unreadable", None)]


@given(st.binary(max_size=200), st.sampled_from([b"", b"PK\x03\x04", b"\xd0\xcf\x11\xe0"]))
def test_no_bytes_raise(tmp_path_factory: Any, data: bytes, start: bytes) -> None:
    path = tmp_path_factory.getbasetemp() / "fuzz.csv"
    path.write_bytes(start + data)
    read_table(path, None, shown_as="fuzz.csv", required=["id"])


def test_missing_sheet_lists_and_suggests(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", Permintaan=[["id"], [1]], butir=[["id"], [1]])
    assert table(path, " PERMINTAAN").where.sheet == "Permintaan"
    (finding,) = read_table(path, "butr", shown_as="x.xlsx").findings
    assert finding.code == "table-missing-sheet"
    assert '"Permintaan", "butir"' in finding.message
    assert 'Maksud Anda "butir"?' in finding.message


def test_hidden_sheets_are_not_the_first(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", ref=[["x"], [1]], isi=[["id"], [1]])
    book = openpyxl.load_workbook(path)
    book["ref"].sheet_state = "hidden"
    book.active = 1
    book.save(path)
    assert table(path).where.sheet == "isi"


def test_all_column_faults_at_once(tmp_path: Path) -> None:
    heads = ["id", "hal", "Tebusan", "derajad", "hal"]
    path = write_book(tmp_path / "x.xlsx", a=[heads, ["a", "b", "c", "d", "e"]])
    result = read_table(
        path,
        None,
        shown_as="x.xlsx",
        required=["id", "hal", "tembusan", "tujuan"],
        known=["id", "hal", "tembusan", "tujuan", "derajat"],
    )
    assert result.value is not None
    assert not result.ok
    found = {(finding.code, finding.where.cell): finding.message for finding in result.findings}
    assert set(found) == {
        ("column-duplicate", "E1"),
        ("column-missing", "C1"),
        ("column-missing", "A1"),
        ("column-unknown", "D1"),
    }
    assert 'maksud Anda "tembusan"' in found["column-missing", "C1"]
    assert 'maksud Anda "derajat"' in found["column-unknown", "D1"]


def test_further_columns_are_nobodys_fault(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", a=[["id", "pembuka"], [1, "x"]])
    assert table(path, required=["id"], known=["id", "tujuan"]).columns == ("id", "pembuka")


def test_aliases(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", a=[["Nama Pegawai", "N I P"], ["Budi", "1"]])
    aliases = {"nama": ["Nama Pegawai"], "nip": ["n_i_p"]}
    assert table(path, required=["nama", "nip"], aliases=aliases).columns == ("nama", "nip")


def test_empty_tables(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", kosong=[], kepala=[["id", "hal"], [None]])
    assert codes(path, "kosong", required=["id"]) == [("table-empty", None)]
    result = read_table(path, "kepala", shown_as="x.xlsx", required=["id"])
    assert result.ok
    assert result.value is not None
    assert result.value.rows == ()
    assert [finding.code for finding in result.findings] == ["table-empty"]


def test_cells_that_say_nothing_true(tmp_path: Path) -> None:
    rows = [
        ["=TODAY()"],
        ["id", "nip", "hal", ""],
        ["#REF!", 196608011988031001, "=A1&B1", "=1+1"],
        ["b", "c", None],
    ]
    path = write_book(tmp_path / "x.xlsx", a=rows)
    assert codes(path, required=["id", "nip", "hal"]) == [
        ("cell-error", "A3"),
        ("cell-number-rounded", "B3"),
        ("cell-formula-without-value", "C3"),
    ]


def test_formula_whose_value_is_blank(tmp_path: Path) -> None:
    path = write_book(tmp_path / "x.xlsx", a=[["id", "hal"], ["a", '=IF(A2="","x","")']])
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    sheet = "xl/worksheets/sheet1.xml"
    old = parts[sheet]
    parts[sheet] = old.replace(b'<c r="B2"><f>', b'<c r="B2" t="str"><f>')
    assert parts[sheet] != old
    with zipfile.ZipFile(path, "w") as target:
        for name, data in parts.items():
            target.writestr(name, data)
    assert table(path).rows[0].text("hal") == ""


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (None, "General", ""),
        (7, "000", "007"),
        (12.0, "General", "12"),
        (12.5, "General", "12,5"),
        (12.1, "0.00", "12,10"),
        (True, "General", "Ya"),
        (dt.datetime(2025, 1, 6, 7, 30), "General", "2025-01-06 07:30"),
        (dt.time(7, 30), "General", "07:30"),
        ("  a\r\nb_x000D_\n ", "General", "a\nb"),
        ("'’", "General", "'’"),
        ("\u200bx\x07", "General", "x"),
    ],
)
def test_displayed(value: object, number_format: str, text: str) -> None:
    assert displayed(value, number_format) == text


def test_helpers() -> None:
    assert split_values("Walikota; Sekretaris Daerah;\n\n Inspektur ") == (
        "Walikota",
        "Sekretaris Daerah",
        "Inspektur",
    )
    assert split_values("") == ()
    assert suggest("tebusan", ["tujuan", "tembusan"]) == "tembusan"
    assert suggest("Diskominfo", ["diskominfo"]) == "diskominfo"
    assert suggest("x", ["tujuan"]) is None
    assert column_name(" Pangkat/Gol. Ruang ") == "pangkat_gol_ruang"
