"""The form of a SOP: it offers what is read, and what is filled in is a spec like its YAML twin."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from docgen.forms.sop import example, note_of, notes, sop_form
from docgen.load.sop import load_sop
from docgen.load.sop_workbook.cells import cells_of
from docgen.load.sop_workbook.keys import (
    COLUMNS,
    IDENTITY,
    LANES,
    STEPS,
    identity_fields,
    step_columns,
)
from docgen.load.text.yaml_write import yaml_text
from docgen.rules.sop.check import check_sop
from tests.support.sop_books import TWIN
from tests.support.sops import AROUND
from tests.support.workspaces import soffice


@pytest.fixture
def book() -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(sop_form()))


def test_every_key_has_a_note_and_no_note_is_of_nothing() -> None:
    dotted = [field.dotted for field in identity_fields()]
    assert all(note_of(IDENTITY, name) for name in dotted)
    parts = {part for name in dotted for part in (name, *name.rpartition(".")[::2])}
    assert set(notes()[IDENTITY]) - {*COLUMNS[IDENTITY]} <= parts
    assert list(notes()[LANES]) == list(COLUMNS[LANES])
    assert set(notes()[STEPS]) == set(step_columns())


def test_the_empty_form_offers_every_key(book: openpyxl.Workbook) -> None:
    keys = [cell.value for cell in book[IDENTITY]["A"][1:] if cell.value]
    assert keys == [field.dotted for field in identity_fields()]
    assert [cell.value for cell in book[STEPS][1]] == list(step_columns())
    assert all(cell.comment for cell in (*book[STEPS][1], *book[LANES][1]))
    assert all(cell.comment for cell in book[IDENTITY]["A"] if cell.value)


def test_choices_are_those_of_the_other_cells(book: openpyxl.Workbook) -> None:
    checks = {str(check.sqref): check for check in book[STEPS].data_validations.dataValidation}
    by_column = {}
    for at, column in enumerate(step_columns(), 1):
        letter = get_column_letter(at)
        by_column[column] = next(c for ref, c in checks.items() if ref.startswith(f"{letter}2:"))
    assert by_column["pelaksana"].formula1.startswith("pelaksana!$A$2")
    assert by_column["ke"].formula1 == by_column["ya"].formula1 == by_column["tidak"].formula1
    assert by_column["ke"].formula1.startswith("$A$2")
    assert by_column["simbol"].formula1 == '"mulai,proses,keputusan,selesai"'
    assert not by_column["pelaksana"].showErrorMessage and by_column["simbol"].showErrorMessage
    own = book[IDENTITY].data_validations.dataValidation
    assert {"nomor,strip,polos", "ya,tidak", "A4,A3,F4,Letter,Legal"} <= {
        str(check.formula1).strip('"') for check in own
    }


def test_heads_and_keys_cannot_be_changed_by_mistake(book: openpyxl.Workbook) -> None:
    for sheet in (IDENTITY, LANES, STEPS):
        assert book[sheet].protection.sheet and not book[sheet].protection.password
        assert all(cell.protection.locked for cell in book[sheet][1])
        assert not book[sheet]["B2"].protection.locked
    assert book[IDENTITY]["A2"].protection.locked


def test_an_empty_form_says_where_to_begin(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sop_form())
    found = load_sop(tmp_path / "x.xlsx", "x").findings
    assert {f.where.sheet for f in found} == {IDENTITY, LANES, STEPS}
    assert all(f.where.cell for f in found)
    assert {f.code for f in found} == {"key-missing", "value-empty", "table-empty"}


def test_the_example_is_a_clean_sop(tmp_path: Path) -> None:
    (tmp_path / "x.xlsx").write_bytes(sop_form(example()))
    loaded = load_sop(tmp_path / "x.xlsx", "x")
    assert loaded.findings == () and loaded.value
    assert check_sop(loaded.value.sop, loaded.value.where, AROUND) == ()


def test_the_same_bytes_each_time() -> None:
    assert sop_form() == sop_form()
    assert sop_form(example()) == sop_form(example())


def fill(data: bytes, tmp_path: Path) -> Path:
    """The form, filled cell by cell with the texts of the twin, as a clerk would."""
    (tmp_path / "y.yaml").write_text(TWIN, encoding="utf-8")
    twin = load_sop(tmp_path / "y.yaml", "y").value
    assert twin
    book = openpyxl.load_workbook(io.BytesIO(data))
    rows = {cell.value: cell.row for cell in book[IDENTITY]["A"] if cell.value}
    for (sheet, name, number), text in cells_of(twin.text.data).items():
        if sheet == IDENTITY:
            book[sheet].cell(rows[name] + number, 2).value = text
        else:
            columns = COLUMNS.get(sheet) or step_columns()
            book[sheet].cell(number + 2, columns.index(name) + 1).value = text
    path = tmp_path / "x.xlsx"
    book.save(path)
    return path


def test_filled_in_by_hand_it_is_its_twin(tmp_path: Path) -> None:
    book, twin = load_sop(fill(sop_form(), tmp_path), "x"), load_sop(tmp_path / "y.yaml", "y")
    assert book.findings == () and book.value and twin.value
    assert book.value.sop == twin.value.sop


@pytest.mark.soffice
def test_filled_in_in_libreoffice_it_is_its_twin(tmp_path: Path) -> None:
    """Through LibreOffice, which writes every part of the workbook anew."""
    path, target = fill(sop_form(), tmp_path), tmp_path / "out"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    how = ["--headless", "--convert-to", "xlsx", "--outdir", str(target), str(path)]
    soffice()
    subprocess.run(["soffice", profile, *how], check=True, capture_output=True, timeout=120)
    book, twin = load_sop(target / "x.xlsx", "x"), load_sop(tmp_path / "y.yaml", "y")
    assert book.findings == () and book.value and twin.value
    assert book.value.sop == twin.value.sop
    saved = openpyxl.load_workbook(target / "x.xlsx")
    assert len(saved[STEPS].data_validations.dataValidation) > 5
    assert saved[STEPS]["B1"].comment


def test_the_text_of_the_example_is_yaml(tmp_path: Path) -> None:
    (tmp_path / "x.yaml").write_text(yaml_text(example()), encoding="utf-8")
    assert load_sop(tmp_path / "x.yaml", "x").findings == ()
