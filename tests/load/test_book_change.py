"""Single changes in the workbook of a SOP: what was meant changes, or nothing does."""

from __future__ import annotations

import io

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl.workbook import Workbook

from docgen.load.sop_workbook.cells import value_at
from docgen.load.sop_workbook.change import book_changed
from docgen.load.sop_workbook.read import read_book
from docgen.load.text.change import Change, EditError, What, applied
from tests.support.sop_books import edited, filled_book

BOOK = filled_book()
SET, REMOVE, APPEND = What.SET, What.REMOVE, What.APPEND
Path = tuple[str | int, ...]


def data(book: bytes) -> dict[str, object]:
    read = read_book(book, "x").value
    assert read
    return read.data


def texts(book: bytes) -> dict[tuple[str, str], object]:
    sheets = openpyxl.load_workbook(io.BytesIO(book)).worksheets
    cells = ((sheet.title, cell) for sheet in sheets for row in sheet.iter_rows() for cell in row)
    return {(name, cell.coordinate): cell.value for name, cell in cells if cell.value is not None}


@pytest.mark.parametrize(
    ("change", "cells"),
    [
        (Change(SET, ("nomor",), "2"), {("identitas", "B2"): "2"}),
        (Change(SET, ("tanggal", "efektif"), None), {("identitas", "B9"): None}),
        (Change(REMOVE, ("disahkan_oleh", "nip")), {("identitas", "B11"): None}),
        (Change(SET, ("revisi",), "1"),
         {("identitas", "A17"): "revisi", ("identitas", "B17"): "1"}),
        (Change(SET, ("dasar_hukum", "isi", 1), "=x"), {("identitas", "B13"): "=x"}),
        (Change(SET, ("riwayat", 0, "alasan"), "a; b"),
         {("identitas", "B16"): 'tanggal: 5 Maret 2024; alasan: "a; b"'}),
        (Change(APPEND, ("riwayat",), {"tanggal": "x", "alasan": "y"}),
         {("identitas", "A17"): "riwayat", ("identitas", "B17"): "tanggal: x; alasan: y"}),
        (Change(SET, ("pelaksana", "staf"), "Staf A"), {("pelaksana", "B2"): "Staf A"}),
        (Change(SET, ("langkah", 1, "ya", "kabid", "label"), "Ya!"),
         {("langkah", "M3"): "kabid: Ya!"}),
    ],
)  # fmt: skip
def test_only_the_cells_that_say_it_change(
    change: Change, cells: dict[tuple[str, str], object]
) -> None:
    before, after = texts(BOOK), texts(book_changed(BOOK, [change]))
    assert {key: after.get(key) for key in before | after if before.get(key) != after.get(key)} == (
        cells
    )


@pytest.mark.parametrize(
    "change",
    [
        Change(SET, ("nomor",), "a\u00a0b"),  # a cell keeps no such blank
        Change(SET, ("nomor",), " a"),
        Change(SET, ("nomor",), "x" * 40_000),
        Change(SET, ("langkah", 0, "catatan"), "kolomnya tidak ada"),
        Change(SET, ("langkah", 9, "waktu"), "langkahnya tidak ada"),
        Change(SET, ("dicabut",), {"tanggal": "1", "lain": "2"}),
        Change(REMOVE, ("disahkan_oleh", "tautan")),
        Change(APPEND, ("nomor",), {"a": "b"}),
    ],
)
def test_what_a_workbook_cannot_say_is_refused(change: Change) -> None:
    with pytest.raises(EditError):
        book_changed(BOOK, [change])


PATHS = st.sampled_from([
    ("nama",), ("dasar_hukum", "isi", 0), ("riwayat", 0, "alasan"), ("langkah", 0, "uraian"),
    ("langkah", 0, "tanda", "kabid"), ("pelaksana", "kasi"), ("langkah", 1, "ya", "kabid", "label"),
])  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(PATHS, st.text(st.characters(codec="utf-8"), max_size=8) | st.sampled_from(
    ["a; b", 'a"b', '"a"', "a: b", "a\nb", "=1+1", "'1", "1,5", "", "_x0041_"]))  # fmt: skip
def test_any_text_is_written_or_refused(path: Path, text: str) -> None:
    try:
        after = book_changed(BOOK, [Change(SET, path, text)])
    except EditError:
        return
    assert (value_at(data(after), path) or "") == text
    if text:
        assert data(after) == applied(data(BOOK), Change(SET, path, text))


def test_a_name_that_was_chosen_from_a_list_is_taken_whole() -> None:
    """Lists to choose from write names as they are, whatever signs they hold."""

    def change(book: Workbook) -> None:
        book["pelaksana"]["A2"] = book["langkah"]["C2"] = "staf: umum, gudang"
        book["langkah"]["A5"] = book["langkah"]["K4"] = "simpan; arsip"
        book["langkah"]["C4"] = book["langkah"]["C5"] = '"staf: umum, gudang"'
        book["langkah"]["L3"] = 'kasi: "simpan; arsip"; kabid: "simpan; arsip"'

    read = read_book(edited(BOOK, change), "x")
    assert read.findings == () and read.value
    for number in (0, 2, 3):
        lanes = value_at(read.value.data, ("langkah", number, "pelaksana"))
        assert lanes == ["staf: umum, gudang"]
    assert value_at(read.value.data, ("langkah", 2, "ke")) == ["simpan; arsip"]
    assert value_at(read.value.data, ("langkah", 1, "ya", "kasi", "ke")) == "simpan; arsip"
