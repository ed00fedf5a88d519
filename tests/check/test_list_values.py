"""The values of a list, held against those that openpyxl reads by itself."""

from __future__ import annotations

import datetime as dt
import zipfile
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

from docgen.check.records.lists import rows_of, values_of

SHEET = "xl/worksheets/sheet1.xml"
SHARED_TYPE = (
    '<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-'
    'officedocument.spreadsheetml.sharedStrings+xml"/>'
)
SHARED = (
    b'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" count="1">'
    b"<si><t>dibagi</t></si></sst>"
)
VALUES = st.one_of(
    st.none(),
    st.text(st.characters(codec="utf-8", exclude_categories=("Cc", "Cs"), exclude_characters="￾￿")),
    st.integers(-(10**9), 10**9),
    st.floats(-1e9, 1e9),
    st.booleans(),
    st.dates(dt.date(1950, 1, 1), dt.date(2090, 1, 1)),
    st.sampled_from(["=1+1", "#N/A", " dua  spasi ", "_x000D_", "baris\nbaru", "6 Januari 2026"]),
)


def values(path: Path) -> tuple[list[list[object]], list[list[object]]]:
    """By docgen, and by openpyxl; without blanks."""
    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    book.worksheets[0].reset_dimensions()
    found = (values_of(book), book.worksheets[0].iter_rows(values_only=True))
    mine, other = (
        [[each for each in row if each not in (None, "")] for row in rows] for rows in found
    )
    book.close()
    return [row for row in mine if row], [row for row in other if row]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(rows=st.lists(st.lists(VALUES, max_size=5), max_size=5))
def test_any_workbook(tmp_path: Path, rows: list[list[object]]) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    book.save(tmp_path / "d.xlsx")
    mine, other = values(tmp_path / "d.xlsx")
    assert mine == other


def with_rows(path: Path, rows: str) -> Path:
    """A workbook with these rows, as a program may have written them."""
    book = openpyxl.Workbook()
    book.active.append(["bersama", dt.date(2026, 1, 6)])
    book.active["A2"] = CellRichText("tebal ", TextBlock(InlineFont(b=True), "sekali"))
    book.save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    text = parts[SHEET].decode()
    parts[SHEET] = text.replace("</sheetData>", f"{rows}</sheetData>").encode()
    types = parts["[Content_Types].xml"].decode().replace("</Types>", f"{SHARED_TYPE}</Types>")
    parts |= {"[Content_Types].xml": types.encode(), "xl/sharedStrings.xml": SHARED}
    with zipfile.ZipFile(path, "w") as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return path


INLINE = '<c t="inlineStr"><is>{}</is></c>'
ODD = {
    "plain": INLINE.format("<t>satu</t>"),
    "spaces": INLINE.format('<t xml:space="preserve"> satu </t>'),
    "empty": INLINE.format("<t/>") + INLINE.format("") + "<c/>",
    "formatted": INLINE.format("<r><t>sa</t></r><r><rPr><b/></rPr><t>tu</t></r>"),
    "formatted after plain": INLINE.format("<t>sa</t><r><t>tu</t></r>"),
    "spoken": INLINE.format('<t>satu</t><rPh sb="0" eb="1"><t>ichi</t></rPh>'),
    "commented": INLINE.format("<t>sa<!-- x -->tu</t>") + "<!-- y --><?z?>",
    "escaped": INLINE.format("<t>&lt;a&gt; &amp; _x0041_</t>"),
    "said to be a number": '<c t="n"><is><t>satu</t></is></c>',
    "with a number beside": '<c t="inlineStr"><v>7</v><is><t>satu</t></is></c>',
    "by a formula": '<c t="str"><f>"a"</f><v>a</v></c>',
    "shared": '<c t="s"><v>0</v></c>',
    "wrong and true": '<c t="e"><v>#REF!</v></c><c t="b"><v>1</v></c>',
    "a day": '<c t="d"><v>2026-01-06</v></c>',
}


@pytest.mark.parametrize("case", ODD)
def test_odd_cells(tmp_path: Path, case: str) -> None:
    mine, other = values(with_rows(tmp_path / "d.xlsx", f'<row r="5">{ODD[case]}</row>'))
    assert mine == other and len(other) >= 2


def test_of_rows_with_one_number_the_first_counts(tmp_path: Path) -> None:
    row = '<row r="{}">' + INLINE + "</row>"
    rows = row.format(5, "<t>a</t>") + row.format(5, "<t>b</t>") + row.format(4, "<t>c</t>")
    mine, other = values(with_rows(tmp_path / "d.xlsx", rows + row.format(6, "<t>d</t>")))
    assert mine == other and mine[-2:] == [["a"], ["d"]]


def test_two_cells_of_one_place_are_damage(tmp_path: Path) -> None:
    cells = '<c r="A5" t="s"><v>0</v></c><c r="A5" t="n"><v>7</v></c>'
    assert rows_of(with_rows(tmp_path / "d.xlsx", f'<row r="5">{cells}</row>')) is None


def test_what_is_no_row_of_the_sheet_is_none(tmp_path: Path) -> None:
    other = '<row xmlns="urn:lain">' + INLINE.format("<t>lain</t>") + "</row>"
    mine, due = values(with_rows(tmp_path / "d.xlsx", other))
    assert mine == due and not any("lain" in row for row in mine)
