"""Workbooks of other programs, which Excel and LibreOffice open: read as the usual one is."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.load.tables.odd_packages import made_plain
from docgen.load.tables.read import read_table
from docgen.load.tables.sheets import visible_sheets
from docgen.ooxml.usual import usual_package

Parts = dict[str, bytes]
RELATIONS = "xl/_rels/workbook.xml.rels"
STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
     b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
     b"http://purl.oclc.org/ooxml/officeDocument/relationships"),
)  # fmt: skip


@pytest.fixture(scope="module")
def usual() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Surat & Nota"
    sheet.append(["id", "kode", "tanggal", "jumlah", "isi"])
    sheet.append(["a-1", 5, dt.date(2026, 11, 27), 1.5, 'Rapat "besar" s="" t=""'])
    sheet.append(["a-2", 12, dt.date(2024, 2, 29), 2, "Camat\nUtara"])
    sheet["B2"].number_format = "000"
    sheet["B3"].number_format = "000"
    book.create_sheet("lain").append(["x"])
    book.create_sheet("tersembunyi").sheet_state = "hidden"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def unpacked(data: bytes) -> Parts:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def packed(parts: Parts) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return stream.getvalue()


def renamed(change: Callable[[str], str]) -> Callable[[Parts], Parts]:
    return lambda parts: {change(name): data for name, data in parts.items()}


def edited(name: str, pattern: bytes, instead: bytes) -> Callable[[Parts], Parts]:
    def edit(parts: Parts) -> Parts:
        found, count = re.subn(pattern, instead, parts[name])
        assert count
        return {**parts, name: found}

    return edit


def strict(parts: Parts) -> Parts:
    for usual_name, other in STRICT:
        parts = {name: data.replace(usual_name, other) for name, data in parts.items()}
    return parts


SHEET, STYLES, BOOK = "xl/worksheets/sheet1.xml", "xl/styles.xml", "xl/workbook.xml"
# What is done to the content comes before what is done to the names.
CONTENT: dict[str, Callable[[Parts], Parts]] = {
    "strict": strict,
    "empty style": edited(SHEET, rb'<c r="(A\d)"', rb'<c r="\1" s=""'),
    "empty row": edited(SHEET, rb'<row r="(\d)"', rb'<row r="\1" s="" ht="" spans=""'),
    "no type": edited(SHEET, rb' t="n"', rb' t=""'),
    "fill": edited(STYLES, rb"<fill>.*?</fill>", b"<fill/>"),
    "font": edited(STYLES, rb"<fonts", b'<fonts wrong="1"'),
    "properties": edited("docProps/core.xml", rb">\d{4}-[^<]*<", b">kemarin<"),
    "view": edited(BOOK, rb'activeTab="0"', b'activeTab="satu"'),
    "absolute": edited(RELATIONS, rb'Target="/?(?:xl/)?', rb'Target="/xl/'),
    "called otherwise": edited(RELATIONS, rb"worksheets/sheet", b"Worksheets/SHEET"),
    "wrong size": edited(SHEET, rb'<dimension ref="[^"]*"', b'<dimension ref=""'),
}
NAMES: dict[str, Callable[[Parts], Parts]] = {
    "shared strings": renamed(lambda name: name.replace("sharedStrings", "SharedStrings")),
    "capitals": renamed(str.upper),
    "small": renamed(str.lower),
    "content types": renamed(lambda name: name.replace("[Content_Types]", "[content_types]")),
    "backslashes": renamed(lambda name: name.replace("/", "\\")),
}


def read(data: bytes, folder: Path) -> object:
    path = folder / "x.xlsx"
    path.write_bytes(data)
    result = read_table(path, "surat & nota", shown_as="x.xlsx")
    assert result.findings == () and result.value
    assert list(visible_sheets(path)) == ["Surat & Nota", "lain"]
    return [[(c.text, c.where) for c in row.cells.values()] for row in result.value.rows]


def test_the_usual_one_is_left_as_it_is(usual: bytes, tmp_path: Path) -> None:
    assert usual_package(usual) is usual
    found = read(usual, tmp_path)
    assert [[text for text, _where in row][:4] for row in found] == [  # type: ignore[attr-defined]
        ["a-1", "005", "2026-11-27", "1,5"], ["a-2", "012", "2024-02-29", "2"],
    ]  # fmt: skip
    assert read(made_plain(usual), tmp_path) == found


@pytest.mark.parametrize("name", [*CONTENT, *NAMES])
def test_each_oddity(name: str, usual: bytes, tmp_path: Path) -> None:
    change = CONTENT.get(name) or NAMES[name]
    assert read(packed(change(unpacked(usual))), tmp_path) == read(usual, tmp_path)


@given(st.sets(st.sampled_from(sorted(CONTENT))), st.none() | st.sampled_from(sorted(NAMES)))
def test_oddities_together(
    usual: bytes,
    tmp_path_factory: pytest.TempPathFactory,
    contents: set[str],
    names: str | None,
) -> None:
    parts = unpacked(usual)
    for each in [each for each in CONTENT if each in contents and each != "strict"]:
        parts = CONTENT[each](parts)
    parts = strict(parts) if "strict" in contents else parts
    parts = NAMES[names](parts) if names else parts
    folder = tmp_path_factory.getbasetemp()
    assert read(packed(parts), folder) == read(usual, folder)


@pytest.mark.parametrize(
    "spoil",
    [
        lambda parts: {**parts, BOOK: b"<x/>"},
        lambda parts: {**parts, SHEET: b"<worksheet"},
        lambda parts: {"mimetype": b"x"},
    ],
)
def test_what_is_no_workbook(spoil: Callable[[Parts], Parts], usual: bytes, tmp_path: Path) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(packed(spoil(unpacked(usual))))
    found = read_table(path, None, shown_as="x.xlsx").findings
    assert [finding.code for finding in found] == ["table-unreadable"]
