"""Any table as a workbook: the daftar arsip, the ledger of copies."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.errors import FindingsError
from docgen.ooxml import sheet_rows
from docgen.render.workbook import sheet as recap_sheet
from docgen.render.workbook.measure import Column
from docgen.render.workbook.table import Table, render_table

ROOT = Path(__file__).parents[2]
TEMPLATE = (ROOT / "templates/rekap_skp.xlsx").read_bytes()
COLUMNS = (
    Column("No", "Rekap Isi Tengah", least=5, most=7, formula="ROW()-ROW(A$3)"),
    Column("Uraian", "Rekap Isi", least=10, most=30),
    Column("Tanggal", "Rekap Tanggal", least=17.5, most=17.5),
    Column("Jumlah", "Rekap Angka", least=6, most=9),
)
ROWS = [
    (1, "Surat & <berkas>", dt.date(2024, 2, 29), 12),
    (2, "=cmd|' /C calc'!A0", None, None),
    (3, "Pendek", dt.date(2024, 12, 1), 3),
]


def sheet_of(**changed: Any) -> Worksheet:
    values: dict[str, Any] = {
        "sheet": "Daftar", "title": "DAFTAR ARSIP", "columns": COLUMNS, "rows": iter(ROWS),
    }  # fmt: skip
    data = render_table(Table(**{**values, **changed}), TEMPLATE)
    (sheet,) = openpyxl.load_workbook(io.BytesIO(data)).worksheets
    return sheet


def test_values_in_their_types() -> None:
    sheet = sheet_of()
    rows = list(sheet.iter_rows(min_row=3, values_only=True))
    assert rows == [
        ("No", "Uraian", "Tanggal", "Jumlah"),
        ("=ROW()-ROW(A$3)", "Surat & <berkas>", dt.datetime(2024, 2, 29), 12),
        ("=ROW()-ROW(A$3)", "=cmd|' /C calc'!A0", None, None),
        ("=ROW()-ROW(A$3)", "Pendek", dt.datetime(2024, 12, 1), 3),
    ]
    assert sheet["C4"].number_format == "[$-421]d mmmm yyyy"
    assert (sheet["B5"].data_type, sheet["B5"].quotePrefix) == ("s", True)
    assert not sheet["B4"].quotePrefix
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("C4", "A3:D6")
    assert sheet.print_title_rows == "$3:$3"


def test_a_sheet_may_have_the_name_of_a_shipped_one() -> None:
    assert sheet_of(sheet="Temuan").title == "Temuan"


def test_widths_follow_the_longest_text_and_heights_the_wrapping() -> None:
    short = [(1, "a" * 12, None, 1)]
    assert sheet_of(rows=short).column_dimensions["B"].width < 16
    wide = sheet_of(rows=[*short, (2, "kata " * 12, None, 1)])
    assert wide.column_dimensions["B"].width == 30
    one, two = (wide.row_dimensions[row].height for row in (4, 5))
    assert two > 1.5 * one
    # The widest text may come last: heights before it are right all the same.
    turned = sheet_of(rows=[(2, "kata " * 12, None, 1), *short])
    assert [turned.row_dimensions[row].height for row in (4, 5)] == [two, one]


def test_rows_are_read_once_and_in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recap_sheet, "CHUNK", 2)
    ahead: list[int] = []
    made = sheet_rows.RowForm.xml

    def counted(self: sheet_rows.RowForm, first: int, rows: Any, heights: Any) -> str:
        ahead.append(len(rows))
        return made(self, first, rows, heights)

    monkeypatch.setattr(sheet_rows.RowForm, "xml", counted)

    def rows() -> Iterator[tuple[Any, ...]]:
        for number in range(5):
            assert number - sum(ahead) < 2
            yield (number, "x", None, number)

    assert sheet_of(rows=rows()).max_row == 8
    assert ahead == [2, 2, 1]


def test_more_rows_than_a_sheet_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(recap_sheet, "MOST_ROWS", 25)
    with pytest.raises(FindingsError) as caught:
        sheet_of()
    assert [(one.code, one.where.sheet) for one in caught.value.findings] == [
        ("sheet-full", "Daftar")
    ]


def test_office_has_nothing_to_repair(tmp_path: Path) -> None:
    path = tmp_path / "daftar.xlsx"
    table = Table(sheet="Daftar", title="DAFTAR ARSIP", columns=COLUMNS, rows=ROWS)
    path.write_bytes(render_table(table, TEMPLATE))
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors == []
