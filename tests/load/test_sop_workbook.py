"""A SOP as a workbook: the same spec as its YAML, and every mistake with its sheet and cell."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from docgen.findings import Severity
from docgen.load.sop import load_sop
from docgen.load.sop_workbook.cells import cells_of, printed_date, value_at
from docgen.load.sop_workbook.keys import identity_fields, names, step_columns
from docgen.load.sop_workbook.notation import (
    OF_NAMES,
    OF_TEXTS,
    NotationError,
    Part,
    name_said,
    pair_said,
    parts_of,
    text_said,
)
from docgen.load.sop_workbook.read import read_book
from docgen.load.tables.cells import clean
from docgen.load.text.yaml_text import read_yaml
from docgen.model.sop import Sop, Step
from docgen.model.sop_identity import LABELS
from tests.support.sop_books import ROWS, TWIN, edited, filled_book, plain_book, write_spec_book

ROOT = Path(__file__).resolve().parents[2]
SPECS = sorted([*(ROOT / "sop_specs").glob("*.yaml"), *(ROOT / "tests/cases").rglob("*.yaml")])
ID, P, L = "identitas", "pelaksana", "langkah"


def findings(data: bytes, tmp_path: Path) -> list[tuple[str, str | None, str | None]]:
    result = load_sop(write_spec_book(tmp_path / "x.xlsx", data), "x.xlsx")
    assert all(finding.message.strip() for finding in result.findings)
    return [(f.code, f.where.sheet, f.where.cell) for f in result.findings]


def test_a_workbook_is_its_twin_in_yaml(tmp_path: Path) -> None:
    (tmp_path / "y.yaml").write_text(TWIN, encoding="utf-8")
    twin = load_sop(tmp_path / "y.yaml", "y.yaml")
    book = load_sop(write_spec_book(tmp_path / "x.xlsx"), "x.xlsx")
    assert (book.findings, twin.findings) == ((), ())
    assert book.value and twin.value
    assert book.value.sop == twin.value.sop
    assert str(book.value.where("langkah", 1, "ya", "kasi")) == "x.xlsx [langkah] L3"
    assert str(book.value.where("dasar_hukum", 1)) == "x.xlsx [identitas] B13"


@pytest.mark.parametrize("path", SPECS, ids=lambda path: path.stem)
def test_every_spec_can_be_a_workbook(path: Path, tmp_path: Path) -> None:
    spec = load_sop(path, path.name)
    if not spec.ok or spec.value is None:
        pytest.skip("no spec")
    text = read_yaml(path, path.name).value
    assert text
    book = load_sop(write_spec_book(tmp_path / "x.xlsx", plain_book(text.data)), "x.xlsx")
    assert book.value is not None, book.findings
    assert book.value.sop == spec.value.sop


def test_no_key_of_a_spec_is_without_a_place() -> None:
    """A key that is new in the model must have a row or a column."""

    def leaves(model: Any, path: tuple[str, ...]) -> set[str]:
        schema = model.model_json_schema()

        def walk(part: dict[str, Any], at: tuple[str, ...]) -> set[str]:
            options = part.get("anyOf", [part])
            found: set[str] = set()
            for each in options:
                each = schema["$defs"][each["$ref"].rpartition("/")[2]] if "$ref" in each else each
                if each.get("properties") is None:
                    found |= {".".join(at)} if each.get("type") != "null" else set()
                elif set(each["properties"]) == {"gaya", "isi"}:
                    found |= {".".join(at), ".".join((*at, "gaya"))}
                else:
                    for key, inner in each["properties"].items():
                        found |= walk(inner, (*at, key))
            return found

        return {name for key, part in schema["properties"].items() for name in walk(part, (key,))}

    own = leaves(Sop, ()) - {"pelaksana", "kelompok_pelaksana", "langkah", "tata_letak.label"}
    labels = {f"tata_letak.label.{key}" for key in LABELS}
    fields = [field.dotted for field in identity_fields()]
    assert set(fields) == own | labels | {"tanggal.dicetak"}
    assert len(names()) == len(fields)
    assert set(step_columns()) - {"ya_label", "tidak_label"} == set(Step.model_fields)


def cell(sheet: str, place: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][place] = value

    return change


def without(sheet: str, row: int) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].delete_rows(row)


def look(sheet: str, place: str, value: Any, number_format: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][place] = value
        book[sheet][place].number_format = number_format

    return change


def renamed(sheet: str, name: str) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet].title = name

    return change


def merged(sheet: str, cells: str) -> Callable[[Workbook], None]:
    return lambda book: book[sheet].merge_cells(cells)


MISTAKES: dict[str, tuple[Callable[[Workbook], None], tuple[str, str | None, str | None]]] = {
    "number under General": (cell(ID, "B2", 12.1), ("cell-not-text", ID, "B2")),
    "NIP as a number": (cell(ID, "B11", 197609072003121007), ("cell-number-rounded", ID, "B11")),
    "number that became a date": (
        cell(ID, "B2", dt.date(2026, 10, 12)), ("cell-not-text", ID, "B2")),
    "half a date": (
        look(ID, "B7", dt.date(2017, 11, 1), "mmm-yy"), ("cell-date-hidden", ID, "B7")),
    "key misspelt": (cell(ID, "A3", "nma"), ("key-unknown", ID, "A3")),
    "key that is none": (cell(ID, "A10", "jabatan"), ("key-unknown", ID, "A10")),
    "key twice": (cell(ID, "A9", "tanggal.revisi"), ("key-duplicate", ID, "A9")),
    "needed cell blank": (cell(ID, "B3", None), ("key-missing", ID, "B3")),
    "second row of a single key": (cell(ID, "A3", None), ("key-missing", ID, "B3")),
    "style that is none": (cell(ID, "B14", "bintang"), ("value-unknown", ID, "B14")),
    "neither yes nor no": (cell(ID, "B15", "mungkin"), ("value-not-bool", ID, "B15")),
    "record without keys": (cell(ID, "B16", "5 Maret 2024, awal"), ("cell-notation", ID, "B16")),
    "record with a key that is none": (
        cell(ID, "B16", "tanggal: 5 Maret 2024; alsan: awal; alasan: x"),
        ("key-unknown", ID, "B16")),
    "quote left open": (
        cell(ID, "B16", 'tanggal: 5 Maret 2024; alasan: "awal'), ("cell-notation", ID, "B16")),
    "error of a formula": (cell(ID, "B3", "#REF!"), ("cell-error", ID, "B3")),
    "lane without a key": (cell(P, "A2", None), ("value-empty", P, "A2")),
    "lane without a name": (cell(P, "B4", None), ("value-empty", P, "B4")),
    "lane twice": (cell(P, "A4", "kasi"), ("key-duplicate", P, "A4")),
    "group torn apart": (
        lambda book: (cell(P, "C2", "Pimpinan")(book), cell(P, "C3", None)(book)),
        ("lane-group-apart", P, "C2")),
    "lane that is not there": (cell(L, "C2", "stf"), ("lane-unknown", L, "C2")),
    "name of a lane, not its key": (cell(L, "C4", "Kepala Seksi"), ("lane-unknown", L, "C4")),
    "symbol that is none": (cell(L, "D2", "oval"), ("value-unknown", L, "D2")),
    "target that is not there": (cell(L, "K4", "perksa"), ("target-unknown", L, "K4")),
    "id twice": (cell(L, "A5", "periksa"), ("step-duplicate", L, "A5")),
    "step without words": (cell(L, "B4", None), ("key-missing", L, "B4")),
    "step without a lane": (cell(L, "C5", None), ("key-missing", L, "C5")),
    "decision without an exit": (cell(L, "N3", None), ("exit-missing", L, "N3")),
    "label without a way": (cell(L, "M5", "Setuju"), ("cell-notation", L, "M5")),
    "label of nobody": (cell(L, "M3", "staf: Setuju"), ("cell-notation", L, "M3")),
    "mark without a lane": (cell(L, "I2", "-"), ("cell-notation", L, "I2")),
    "joined with nothing": (cell(L, "J2", "waktu"), ("cell-shared-alone", L, "J2")),
    "joined and filled": (cell(L, "F4", "2 hari"), ("cell-shared-filled", L, "J4")),
    "joined column that is none": (cell(L, "J4", "uraian"), ("value-unknown", L, "J4")),
    "row hidden": (
        lambda book: setattr(book[L].row_dimensions[3], "hidden", True), ("row-hidden", L, "A3")),
    "cells merged": (merged(L, "E3:E4"), ("table-merged-cells", L, "E3:E4")),
    "head misspelt": (cell(L, "F1", "Wktu"), ("column-unknown", L, "F1")),
    "head missing": (cell(L, "C1", None), ("column-missing", L, "A1")),
    "column of one's own": (cell(L, "P1", "Dibuat oleh"), ("column-unused", L, "P1")),
    "sheet misnamed": (renamed(L, "langkah2"), ("table-missing-sheet", None, None)),
    "sheet hidden": (
        lambda book: setattr(book[P], "sheet_state", "hidden"), ("sheet-hidden", P, None)),
    "sheet of one's own": (
        lambda book: book.create_sheet("Sheet1").append(["catatan"]),
        ("sheet-not-read", "Sheet1", None)),
    "items in one cell": (cell(ID, "B12", "UU 20/2023\nUU 5/2014"), ("list-item-lines", ID, "B12")),
}  # fmt: skip


@pytest.mark.parametrize("name", MISTAKES)
def test_a_clerks_mistake_has_its_sheet_and_cell(name: str, tmp_path: Path) -> None:
    change, expected = MISTAKES[name]
    found = findings(filled_book(change), tmp_path)
    assert expected in found
    # What only follows from it is not told beside it: a mistake or two at most.
    assert len({place for _code, *place in map(list, found) for place in [tuple(place)]}) <= 2


def test_all_mistakes_come_at_once(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for name in ("number under General", "lane twice", "symbol that is none", "row hidden"):
            MISTAKES[name][0](book)

    codes = {code for code, _sheet, _cell in findings(filled_book(change), tmp_path)}
    assert {"cell-not-text", "key-duplicate", "value-unknown", "row-hidden"} <= codes


@pytest.mark.parametrize(
    ("change", "path", "value"),
    [
        (cell(ID, "B7", dt.date(2025, 1, 6)), ("tanggal", "pembuatan"), "6 Januari 2025"),
        (cell(ID, "B15", True), ("tata_letak", "nomor_kolom"), "true"),
        (cell(ID, "B14", "Strip"), ("dasar_hukum", "gaya"), "strip"),
        (cell(ID, "A6", "Instansi: Unit"), ("instansi", "unit"), ["Bidang Mutasi"]),
        (cell(L, "D2", "Mulai"), ("langkah", 0, "simbol"), "mulai"),
        (cell(L, "K4", 2), ("langkah", 2, "ke"), ["2"]),
        (cell(L, "C3", "kasi, kabid"), ("langkah", 1, "pelaksana"), ["kasi", "kabid"]),
        (cell(L, "C3", "kasi\nkabid"), ("langkah", 1, "pelaksana"), ["kasi", "kabid"]),
    ],
)
def test_what_a_clerk_may_type_as_well(
    change: Callable[[Workbook], None], path: tuple[str | int, ...], value: object
) -> None:
    read = read_book(filled_book(change), "x")
    assert read.findings == () and read.value
    assert value_at(read.value.data, path) == value


@pytest.mark.parametrize(
    ("filled", "printed"),
    [
        ({"efektif": "1"}, "efektif"),
        ({"pengesahan": "1"}, "pengesahan"),
        ({"pengesahan": "1", "efektif": "2"}, "efektif"),
        ({}, "efektif"),
        ({"dicetak": "pengesahan"}, "pengesahan"),
        ({"dicetak": "efektif", "pengesahan": "1"}, "efektif"),
    ],
)
def test_which_date_is_printed(filled: dict[str, str], printed: str) -> None:
    rows = {**ROWS, ID: [row for row in ROWS[ID] if row[0] != "tanggal.efektif"]}
    rows[ID] = [*rows[ID], *([f"tanggal.{key}", text] for key, text in filled.items())]
    read = read_book(edited(filled_book(), lambda book: _replace(book, rows[ID])), "x")
    unprinted = {"pengesahan", "efektif"} <= set(filled)
    assert read.value and [f.code for f in read.findings] == ["date-unprinted"] * unprinted
    assert printed_date(read.value.data["tanggal"])[0] == printed


def _replace(book: Workbook, rows: list[list[Any]]) -> None:
    sheet = book[ID]
    sheet.delete_rows(1, sheet.max_row)
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            sheet.cell(number, column, value)


def test_a_date_that_cannot_be_printed(tmp_path: Path) -> None:
    change = cell(ID, "A8", "tanggal.dicetak")
    both = lambda book: (change(book), cell(ID, "B8", "pengesahan")(book))  # noqa: E731
    assert ("value-invalid", ID, "B8") in findings(filled_book(both), tmp_path)


SEEN = st.characters(codec="utf-8", exclude_categories=("Cc", "Cf", "Zs", "Zl", "Zp"))
SPECIAL = st.sampled_from([";", ": ", '"', 'a"b', '""', "a;b", "a\nb", "a, b"])
TEXT = st.text(SEEN, max_size=6) | SPECIAL


@settings(max_examples=60)
@given(st.lists(st.tuples(TEXT, TEXT), max_size=4))
def test_what_a_cell_says_is_read_back(pairs: list[tuple[str, str]]) -> None:
    pairs = [(key.strip(), text.strip()) for key, text in pairs]
    said = "; ".join(pair_said(key, text_said(text)) for key, text in pairs if key)
    assert parts_of(said, OF_TEXTS) == [Part(*pair) for pair in pairs if pair[0]]
    said = "; ".join(name_said(text) for _key, text in pairs)
    assert parts_of(said, OF_NAMES) == [Part("", text) for _key, text in pairs]


@pytest.mark.parametrize("text", ['"a', '"a" b', 'x: "a" b; c: d'])
def test_a_notation_that_cannot_be_read(text: str) -> None:
    with pytest.raises(NotationError):
        parts_of(text, OF_TEXTS)


@settings(max_examples=25, deadline=None)
@given(st.lists(st.lists(TEXT, min_size=2, max_size=6), max_size=5), st.sampled_from([ID, P, L]))
def test_any_cells_give_findings_or_a_spec(rows: list[list[str]], sheet: str) -> None:
    def change(book: Workbook) -> None:
        for row in rows:
            book[sheet].append([clean(text) or None for text in row])

    read = read_book(filled_book(change), "x")
    assert read.value is None or cells_of(read.value.data) or read.findings


def macros(data: bytes) -> bytes:
    target = io.BytesIO(data)
    with zipfile.ZipFile(target, "a") as package:
        package.writestr("xl/vbaProject.bin", b"macro")
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"\xd0\xcf\x11\xe0" + b"\0" * 600, "table-unreadable"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "table-unreadable"),
        (filled_book()[:900], "table-unreadable"),
        (b"", "table-unreadable"),
        (b"<html><table></table></html>", "table-unreadable"),
    ],
)
def test_what_is_no_workbook_is_told_once(data: bytes, code: str, tmp_path: Path) -> None:
    assert findings(data, tmp_path) == [(code, None, None)]


def test_a_workbook_of_something_else_is_told_in_one_sentence(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for sheet in list(book.worksheets)[1:]:
            book.remove(sheet)
        book.worksheets[0].title = "Sheet1"

    (finding,) = load_sop(write_spec_book(tmp_path / "x.xlsx", filled_book(change)), "x").findings
    assert finding.code == "table-missing-sheet" and "form sop" in finding.message


def test_macros_and_a_sheet_to_its_last_row_do_no_harm(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        book[L].cell(1_048_576, 2).number_format = "@"

    assert findings(macros(filled_book(change)), tmp_path) == []


def test_a_sheet_with_more_rows_than_any_sop(tmp_path: Path) -> None:
    def change(book: Workbook) -> None:
        for _number in range(2001):
            book[L].append([None, "x", "staf"])

    assert ("table-too-long", L, None) in findings(filled_book(change), tmp_path)


@pytest.mark.parametrize("suffix", [".yaml", ".yml", ".json", ".xlsm"])
def test_a_spec_in_two_formats(suffix: str, tmp_path: Path) -> None:
    book = write_spec_book(tmp_path / "x.xlsx")
    other = tmp_path / f"x{suffix}"
    if suffix == ".xlsm":
        other.write_bytes(filled_book())
    else:
        other.write_text(TWIN, encoding="utf-8")
    codes = [f.code for path in (book, other) for f in load_sop(path, path.name).findings
             if f.severity is Severity.ERROR]  # fmt: skip
    assert codes == (["sop-spec-twice"] * 2)


def test_a_legacy_workbook_beside_a_spec_is_none(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(TWIN, encoding="utf-8")
    write_spec_book(tmp_path / "x.xlsx", filled_book(renamed(ID, "lembar 1")))
    assert load_sop(tmp_path / "x.yaml", "x.yaml").findings == ()
