"""Rows as XML: every value as what it is, and nothing more."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.ooxml.sheet_rows import (
    EPOCH_1904,
    FORMULA_STARTS,
    MOST_TEXT,
    CellForm,
    Plain,
    RowForm,
    Value,
    clean,
)

PLAIN, QUOTED = 3, 4
FORM = RowForm([CellForm(PLAIN, QUOTED)])


def cell(value: Value, form: RowForm = FORM) -> etree._Element:
    row = etree.fromstring(form.xml(7, [[value]], [18.0]))
    assert (row.get("r"), row.get("ht"), row.get("customHeight")) == ("7", "18.0", "1")
    (found,) = row
    assert found.get("r") == "A7"
    return found


def text(found: etree._Element) -> str:
    return "".join(node.text or "" for node in found.iter("t"))


@given(st.text())
def test_any_text_stays_the_text(written: str) -> None:
    found = cell(written)
    if not (kept := clean(written)):
        assert (len(found), found.get("t")) == (0, None)
        return
    assert found.get("t") == "inlineStr"
    assert text(found) == kept
    assert found.get("s") == str(QUOTED if kept.startswith(FORMULA_STARTS) else PLAIN)


@pytest.mark.parametrize(
    "written", ["=1+1", "+62 812", "-", "@SUM(A1)", "=cmd|' /C calc'!A0", "\t=1", "\x00=1"]
)
def test_what_looks_like_a_formula_is_quoted_text(written: str) -> None:
    found = cell(written)
    assert (found.get("t"), found.get("s")) == ("inlineStr", str(QUOTED))
    assert found.find("f") is None


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("a\x0bb\x00c", "abc"),
        ("a\r\nb\rc", "a\nb\nc"),
        ("\ud800x\uffff", "x"),
        ("_x0041_ _xyz", "_x005F_x0041_ _xyz"),
        ("y" * (MOST_TEXT + 1), "y" * (MOST_TEXT - 1) + "…"),
        ("<&>", "<&>"),
    ],
)
def test_what_a_cell_cannot_hold(written: str, kept: str) -> None:
    assert text(cell(written)) == kept


@pytest.mark.parametrize("written", [" a", "a ", "a\nb"])
def test_spaces_are_kept(written: str) -> None:
    (node,) = cell(written).iter("t")
    assert node.get("{http://www.w3.org/XML/1998/namespace}space") == "preserve"


@pytest.mark.parametrize(
    ("value", "number"),
    [
        (12, "12"),
        (-0.5, "-0.5"),
        (0.1, "0.1"),
        (Decimal("93.40"), "93.40"),
        (Decimal("1E+3"), "1000"),
        (True, "1"),
        (dt.date(2024, 2, 29), "45351"),
        (dt.date(1900, 3, 1), "61"),
        (dt.datetime(2024, 2, 29, 12), "45351.5"),
    ],
)
def test_numbers_and_dates_are_numbers(value: Value, number: str) -> None:
    found = cell(value)
    assert (found.get("t"), found.findtext("v")) == (None, number)


@pytest.mark.parametrize(
    ("value", "kept"),
    [(10**18 + 1, "1000000000000000001"), (dt.date(1899, 5, 6), "1899-05-06"),
     (Decimal(10**16), "10000000000000000")],
)  # fmt: skip
def test_what_a_number_would_change_is_text(value: Value, kept: str) -> None:
    assert text(cell(value)) == kept


@pytest.mark.parametrize("value", [float("nan"), float("inf"), Decimal("NaN")])
def test_what_is_no_number_is_refused(value: Value) -> None:
    with pytest.raises(ValueError, match="number"):
        cell(value)


def test_a_workbook_of_1904() -> None:
    form = RowForm([CellForm(PLAIN, QUOTED)], EPOCH_1904)
    assert cell(dt.date(2024, 2, 29), form).findtext("v") == str(45351 - 1462)


def test_a_formula_has_its_row_and_its_value() -> None:
    form = RowForm([CellForm(PLAIN, QUOTED, 'IF(B{r}<C{r},"a&b",0)')])
    found = cell("a&b", form)
    assert found.findtext("f") == 'IF(B7<C7,"a&b",0)'
    assert (found.get("t"), found.findtext("v")) == ("str", "a&b")
    found = cell(0.5, form)
    assert (found.get("t"), found.findtext("v")) == (None, "0.5")
    assert cell("", form).get("t") == "str"


@pytest.mark.parametrize("value", [Plain("=1"), Plain(3), Plain(None), None])
def test_no_formula_where_none_is_wanted(value: Value) -> None:
    assert cell(value, RowForm([CellForm(PLAIN, QUOTED, "A{r}")])).find("f") is None


def test_rows_and_columns() -> None:
    form = RowForm([CellForm(PLAIN, QUOTED)] * 28)
    xml = form.xml(9, [[n] * 28 for n in range(3)], [18.0, 30.0, 18.0])
    rows = list(etree.fromstring(f"<x>{xml}</x>"))
    assert [(row.get("r"), row.get("ht")) for row in rows] == [
        ("9", "18.0"), ("10", "30.0"), ("11", "18.0"),
    ]  # fmt: skip
    assert rows[1][27].get("r") == "AB10"
    with pytest.raises(ValueError, match="zip"):
        form.xml(1, [[1]], [18.0])
