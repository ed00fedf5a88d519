"""Streamed rows in the frame of a sheet."""

from __future__ import annotations

import io
import zipfile

import openpyxl
import pytest
from openpyxl.workbook import Workbook

from docgen.ooxml.package import read_package
from docgen.ooxml.sheet_package import SMALL, Body, RowSpool, write_workbook
from docgen.ooxml.sheet_rows import CellForm, RowForm

PART = "xl/worksheets/sheet1.xml"


def frame(*rows: int) -> dict[str, bytes]:
    """A workbook with a text in some rows, and a merged cell."""
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.cell(row, 1, f"frame {row}")
    book.active.merge_cells("A1:B1")
    saved = io.BytesIO()
    book.save(saved)
    return read_package(saved.getvalue())


def body(count: int, after: int, *merged: str) -> Body:
    spool = RowSpool()
    form = RowForm([CellForm(0, 0)] * 2)
    for number in range(count):
        spool.add(form.xml(after + 1 + number, [[f"row {number}", number]], [15.0]), 1)
    return Body(spool, after, merged)


def written(parts: dict[str, bytes], rows: Body) -> bytes:
    target = io.BytesIO()
    write_workbook(target, parts, {PART: rows})
    return target.getvalue()


def opened(data: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_rows_stand_between_those_of_the_frame() -> None:
    sheet = opened(written(frame(1, 2, 6), body(3, 2, "A4:B4"))).worksheets[0]
    assert [row[0] for row in sheet.iter_rows(values_only=True)] == [
        "frame 1", "frame 2", "row 0", "row 1", "row 2", "frame 6",
    ]  # fmt: skip
    assert {str(one) for one in sheet.merged_cells.ranges} == {"A1:B1", "A4:B4"}


@pytest.mark.parametrize("bottom", [(), (9,)])
def test_the_dimension_holds_all_rows(bottom: tuple[int, ...]) -> None:
    data = written(frame(1, *bottom), body(5, 1))
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    assert sheet.calculate_dimension() == f"A1:B{max(6, *bottom, 0)}"


def test_many_rows_go_over_the_disk_and_come_back() -> None:
    rows = body(8_000, 1)
    assert rows.spool.size > 2 * SMALL
    values = list(opened(written(frame(1), rows)).worksheets[0].iter_rows(values_only=True))
    assert values[1:] == [(f"row {number}", number) for number in range(8_000)]


def test_the_same_rows_give_the_same_bytes() -> None:
    parts = frame(1)
    assert written(parts, body(5, 1)) == written(parts, body(5, 1))
    with zipfile.ZipFile(io.BytesIO(written(parts, body(5, 1)))) as package:
        assert package.namelist()[0] == "[Content_Types].xml"
        assert {member.date_time for member in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_an_abandoned_spool_lets_its_file_go() -> None:
    spool = RowSpool()
    file = spool._file
    del spool
    assert file.closed
