"""Workbooks as people keep them: heads in several rows, what is hidden, sheets without end."""

from __future__ import annotations

import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from docgen.limits import MOST_TABLE
from docgen.load.tables.oddities import spans
from docgen.load.tables.read import read_table
from docgen.load.tables.table_files import open_elsewhere

LETTERS = {"required": ["id", "tujuan"], "known": ["tanggal_ttd", "nomor_surat", "tanggal_surat"]}


def save(path: Path, rows: list[list[str]], *merged: str) -> Path:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append([text or None for text in row])
    for cells in merged:
        book.active.merge_cells(cells)
    book.save(path)
    return path


def changed(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Put other XML into the only sheet."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    name = "xl/worksheets/sheet1.xml"
    parts[name] = change(parts[name])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for each, data in parts.items():
            target.writestr(each, data)


@pytest.mark.parametrize(
    ("rows", "merged", "columns"),
    [
        ([["id", "tujuan", "Surat", ""], ["", "", "Nomor", "Tanggal"]], ["A1:A2", "B1:B2", "C1:D1"],
         ("id", "tujuan", "nomor_surat", "tanggal_surat")),
        ([["Data", ""], ["id", "tujuan"]], ["A1:B1"], ("id", "tujuan")),
        ([["id", "tujuan", "Alamat", ""], ["", "", "Jalan", "Kota"]], ["A1:A2", "B1:B2", "C1:D1"],
         ("id", "tujuan", "alamat_jalan", "alamat_kota")),
        ([["Surat", "", ""], ["id", "tujuan", "Tanggal"], ["", "", "TTD"]],
         ["A1:C1", "A2:A3", "B2:B3"], ("id", "tujuan", "tanggal_ttd")),
        ([["id", "tujuan", "Kontak", ""], ["", "", "", ""]], ["C1:D1"], ("id", "tujuan", "kontak")),
    ],
)  # fmt: skip
def test_heads_over_several_rows(
    tmp_path: Path, rows: list[list[str]], merged: list[str], columns: tuple[str, ...]
) -> None:
    data = ["a", "Camat", "1", "2"][: len(columns)]
    path = save(tmp_path / "x.xlsx", [*rows, data], *merged)
    result = read_table(path, None, shown_as="x.xlsx", strict=True, **LETTERS)
    assert result.findings == ()
    assert result.value is not None
    assert result.value.columns == columns
    assert [row.text("id") for row in result.value.rows] == ["a"]


def test_a_sub_head_that_was_perhaps_meant(tmp_path: Path) -> None:
    rows = [["id", "tujuan", "tangal", "lain"], ["", "", "ttd", "x"], ["a", "b", "c", "d"]]
    path = save(tmp_path / "x.xlsx", rows, "A1:A2", "B1:B2")
    (finding,) = read_table(path, None, shown_as="x.xlsx", **LETTERS).findings
    assert (finding.code, finding.where.cell) == ("column-unknown", "C2")
    assert 'maksud Anda "tanggal_ttd"' in finding.message


def test_a_sheet_that_claims_to_be_endless(tmp_path: Path) -> None:
    path = save(tmp_path / "x.xlsx", [["id", "tujuan"], ["a", "Camat"]])
    styled = b"".join(b'<row r="%d" ht="15"><c r="A%d" s="0"/></row>' % (n, n)
                      for n in range(3, 60_000))  # fmt: skip
    last = b'<row r="1048576"><c r="B1048576" t="inlineStr"><is><t>Lurah</t></is></c></row>'
    changed(path, lambda xml: xml.replace(b"</sheetData>", styled + last + b"</sheetData>"))
    start = time.process_time()
    result = read_table(path, None, shown_as="x.xlsx", **LETTERS)
    assert time.process_time() - start < 20
    assert result.value is not None
    assert [row.number for row in result.value.rows] == [2, 1048576]


def test_cells_without_references(tmp_path: Path) -> None:
    path = save(tmp_path / "x.xlsx", [["id", "tujuan"], ["a", "Camat"]])
    row = b"<row><c/><c t='inlineStr'><is><t>Lurah</t></is></c></row>"
    changed(path, lambda xml: xml.replace(b"</sheetData>", row + b"</sheetData>"))
    result = read_table(path, None, shown_as="x.xlsx", **LETTERS)
    assert result.value is not None
    assert [row.text("tujuan") for row in result.value.rows] == ["Camat", "Lurah"]


def test_entities_are_never_expanded(tmp_path: Path) -> None:
    path = save(tmp_path / "x.xlsx", [["id", "tujuan"], ["a", "Camat"]])
    entities = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    changed(path, lambda xml: entities + xml.replace(b">id<", b">&b;&b;&b;<"))
    result = read_table(path, None, shown_as="x.xlsx", **LETTERS)
    cells = [cell.text for row in (result.value.rows if result.value else ())
             for cell in row.cells.values()]  # fmt: skip
    assert not any("aaaa" in text for text in cells)


def test_a_file_that_is_no_table_for_its_size(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    with path.open("wb") as file:
        file.truncate(MOST_TABLE + 1)
    (finding,) = read_table(path, None, shown_as="x.csv").findings
    assert finding.code == "file-too-large"
    assert "64 MB" in finding.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_its_mark(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("id;tujuan\r\na;Camat\r\n".encode(encoding))
    result = read_table(path, None, shown_as="x.csv", **LETTERS)
    assert result.findings == ()
    assert result.value is not None
    assert result.value.rows[0].text("tujuan") == "Camat"


def test_quotes_inside_a_cell_are_no_open_quote(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    text = 'id;tujuan\na;Pipa 6" baru\nb;"Rapat "Akbar" besok"\nc;"dua\nbaris"\n'
    path.write_text(text, encoding="utf-8")
    result = read_table(path, None, shown_as="x.csv", **LETTERS)
    assert result.findings == ()
    assert result.value is not None
    assert [row.text("id") for row in result.value.rows] == ["a", "b", "c"]


def test_a_file_that_is_open_is_only_a_hint(tmp_path: Path) -> None:
    path = save(tmp_path / "x.xlsx", [["id", "tujuan"], ["a", "Camat"]])
    (tmp_path / "~$x.xlsx").touch()
    result = read_table(path, None, shown_as="data/x.xlsx", **LETTERS)
    assert result.ok
    assert [(f.code, f.severity, f.where.file) for f in result.findings] == [
        ("file-open", "hint", "data/x.xlsx")
    ]
    assert open_elsewhere(tmp_path / "y.xlsx", "y.xlsx") == ()


def test_numbers_in_short() -> None:
    assert spans([3, 5, 6, 7, 9, 10, 3]) == "3, 5–7, 9–10"
