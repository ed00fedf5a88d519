"""What a form offers is what its reader reads back: columns, choices, the example."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pytest
from openpyxl.utils import range_boundaries
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.findings import Finding, Where
from docgen.forms.checks import CHOICES
from docgen.forms.columns import FormSheet, OneOf, Text
from docgen.forms.papers import (
    Settings,
    address_form,
    disposition_form,
    letter_form,
    officials_sheet,
    report_form,
    roster_form,
)
from docgen.forms.sheet import form_bytes
from docgen.load.letters import dispositions, letters
from docgen.load.letters.addresses import load_addresses
from docgen.load.letters.letters import load_letters
from docgen.load.letters.officials import load_officials
from docgen.load.shipped import shipped
from docgen.load.skp.recap import load_recap
from docgen.load.skp.regimes import regime_of, regimes
from docgen.load.skp.roster import read_roster
from docgen.load.workspace import default_profile
from docgen.model.letter import LetterState
from docgen.render.template import Template

TODAY = dt.date(2026, 11, 24)
SETTINGS = Settings(profile=default_profile(), today=TODAY, offices=("badan", "dinas"))
PERIODS = [*((year, None) for year in (2014, 2020, 2021, 2022, 2025)), (2021, 1), (2021, 2)]


def template(name: str) -> Template:
    path = shipped(f"templates/{name}.docx")
    return Template(path.read_bytes(), Where(path.name))


def letter_sheets(*names: str) -> list[FormSheet]:
    chosen = {f"surat{number or ''}": template(name) for number, name in enumerate(names)}
    return list(letter_form(SETTINGS, chosen))


def saved(path: Path, sheets: Sequence[FormSheet]) -> Path:
    path.write_bytes(form_bytes(sheets, "Formulir"))
    return path


def chosen(book: Any, sheet: Worksheet) -> Iterator[tuple[str, list[str]]]:
    """The columns with a drop-down, by their heads, and its words."""
    for check in sheet.data_validations.dataValidation:
        area, _, cells = str(check.formula1).partition("!")
        if check.type != "list" or area.strip("'") != CHOICES:
            continue
        left, first, _right, last = range_boundaries(cells.replace("$", ""))
        words = [book[CHOICES].cell(row, left).value for row in range(first, last + 1)]
        column, row, _, _ = range_boundaries(str(check.sqref))
        yield str(sheet.cell(row - 1, column).value), words


def problems(findings: Sequence[Finding]) -> list[str]:
    return [str(finding) for finding in findings]


@pytest.mark.parametrize("name", ["surat_dinas", "surat_pengantar", "nota_dinas"])
def test_letters(name: str, tmp_path: Path) -> None:
    sheets = letter_sheets(name)
    saved(tmp_path / "x.xlsx", sheets)
    heads = [column.head for column in sheets[0].columns]
    assert set(heads) >= {*letters.COLUMNS, *letters.BOOK_COLUMNS}
    result = load_letters(tmp_path, "x.xlsx#surat", "keluar", SETTINGS.offices)
    assert problems(result.findings) == []
    assert result.value is not None
    assert list(result.value.columns) == heads
    (letter,) = result.value.letters
    assert letter.state is LetterState.KONSEP  # an example must not take a number
    assert letter.tanggal_konsep == TODAY
    assert bool(letter.butir) is (name == "surat_pengantar")
    missing = template(name).placeholders() - {*heads} - {"kop"}
    assert not {"isi", "pembuka", "penutup"} & missing


def test_several_sets_share_officials_and_items(tmp_path: Path) -> None:
    sheets = letter_sheets("surat_dinas", "surat_pengantar", "nota_dinas")
    assert [sheet.name for sheet in sheets] == ["surat", "surat1", "surat2", "butir", "pejabat"]
    saved(tmp_path / "x.xlsx", sheets)
    books = [
        load_letters(tmp_path, f"x.xlsx#{sheet.name}", sheet.name, SETTINGS.offices)
        for sheet in sheets[:3]
    ]
    assert [problems(book.findings) for book in books] == [[], [], []]
    found = [book.value for book in books if book.value]
    assert len({letter.id for book in found for letter in book.letters}) == 3
    assert letters.orphan_items(found) == ()


def test_incoming_letters(tmp_path: Path) -> None:
    sheets = list(disposition_form(SETTINGS, template("lembar_disposisi")))
    saved(tmp_path / "x.xlsx", sheets)
    result = dispositions.load_dispositions(tmp_path, "x.xlsx", "masuk", SETTINGS.offices)
    assert problems(result.findings) == []
    assert result.value is not None
    assert result.value.columns == dispositions.COLUMNS
    assert len(result.value.dispositions) == 1


def test_officials_skpd_and_addresses(tmp_path: Path) -> None:
    path = saved(tmp_path / "p.xlsx", [officials_sheet(SETTINGS)])
    officials = load_officials(path, "p.xlsx")
    assert problems(officials.findings) == []
    assert list(officials.value or ()) == ["kepala"]
    roster, findings = read_roster(saved(tmp_path / "s.xlsx", [roster_form(SETTINGS)]), "s.xlsx")
    assert problems(findings) == []
    assert [each.kode for each in roster or ()] == ["DINKES"]
    saved(tmp_path / "a.xlsx", [address_form(SETTINGS)])
    addresses = load_addresses(tmp_path, "a.xlsx")
    assert problems(addresses.findings) == []
    assert len(addresses.value or {}) == 1


@pytest.mark.parametrize(("year", "half"), PERIODS)
def test_a_report_by_the_rule_of_its_year(year: int, half: int | None, tmp_path: Path) -> None:
    regime = regime_of(regimes(), year, half)
    assert regime is not None
    report = saved(tmp_path / "DINKES.xlsx", [report_form(SETTINGS, regime, year, half)])
    roster = saved(tmp_path / "skpd.xlsx", [roster_form(SETTINGS)])
    result = load_recap(
        "r", year, [(report, "DINKES.xlsx")], (roster, "skpd.xlsx"), half=half, rules=regimes()
    )
    assert problems(result.findings) == []
    assert result.value is not None
    (employee,) = result.value.employees
    assert employee.predikat


def test_each_word_to_choose_is_read(tmp_path: Path) -> None:
    """With every word of every list in turn, nothing is found but what the words say together."""
    sheets = letter_sheets("surat_dinas")
    book = openpyxl.load_workbook(saved(tmp_path / "x.xlsx", sheets))
    lists = dict(chosen(book, book["surat"]))
    assert set(lists) == {"kop", "keamanan", "derajat", "cara_ttd"}
    heads = [cell.value for cell in book["surat"][1]]
    for head, words in lists.items():
        for word in words:
            book["surat"].cell(2, heads.index(head) + 1, word)
            book.save(tmp_path / "y.xlsx")
            result = load_letters(tmp_path, "y.xlsx#surat", "keluar", SETTINGS.offices)
            found = [f for f in result.findings if f.where.cell != "R2"]  # a QR is wanted too
            assert problems(found) == [], (head, word)
            assert result.value is not None
            assert getattr(result.value.letters[0], head) == word
        book["surat"].cell(2, heads.index(head) + 1).value = None


@pytest.mark.parametrize("column", ["sifat", "instruksi"])
def test_each_box_to_tick_is_read(column: str, tmp_path: Path) -> None:
    sheets = list(disposition_form(SETTINGS, template("lembar_disposisi")))
    book = openpyxl.load_workbook(saved(tmp_path / "x.xlsx", sheets))
    words = dict(chosen(book, book["masuk"]))[column]
    heads = [cell.value for cell in book["masuk"][1]]
    book["masuk"].cell(2, heads.index(column) + 1, "; ".join(words))
    book.save(tmp_path / "x.xlsx")
    result = dispositions.load_dispositions(tmp_path, "x.xlsx", "masuk", SETTINGS.offices)
    assert problems(result.findings) == []


@pytest.mark.parametrize("column", ["awalan", "golongan", "pangkat"])
def test_the_words_of_officials_are_kept(column: str, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(saved(tmp_path / "x.xlsx", [officials_sheet(SETTINGS)]))
    sheet = book["pejabat"]
    words = dict(chosen(book, sheet))[column]
    heads = [cell.value for cell in sheet[1]]
    for row, word in enumerate(words, 3):
        values = {"kunci": f"k{row}", "nama": "N", "jabatan": "Kepala", column: word}
        values |= {"atas_nama": "Bupati"} if word == "a.n." else {}
        for head, value in values.items():
            sheet.cell(row, heads.index(head) + 1, value)
    book.save(tmp_path / "x.xlsx")
    result = load_officials(tmp_path / "x.xlsx", "x.xlsx")
    assert problems(result.findings) == []
    kept = [getattr(each, column) for each in (result.value or {}).values()]
    assert kept[1:] == words


def test_heads_are_explained_and_cannot_be_changed(tmp_path: Path) -> None:
    path = saved(tmp_path / "x.xlsx", letter_sheets("surat_pengantar"))
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors == []
    book = openpyxl.load_workbook(path)
    assert book[CHOICES].sheet_state == "hidden"
    for sheet in (each for each in book.worksheets if each.title != CHOICES):
        assert sheet.protection.sheet
        for cell in sheet[1]:
            assert cell.protection.locked
            assert cell.comment is not None
            assert cell.comment.text
        assert not any(cell.protection.locked for cell in sheet[2])
        assert not any(each.protection.locked for each in sheet.column_dimensions.values())
    kinds = {
        str(book["surat"].cell(1, range_boundaries(str(each.sqref))[0]).value): each.type
        for each in book["surat"].data_validations.dataValidation
    }
    dates = {head for head, kind in kinds.items() if kind == "date"}
    assert dates == {head for head in kinds if head.startswith("tanggal_")}
    heads = [cell.value for cell in book["pejabat"][1]]
    (nip,) = (
        each for each in book["pejabat"].data_validations.dataValidation if each.type == "custom"
    )
    assert range_boundaries(str(nip.sqref))[0] == heads.index("nip") + 1


def test_the_same_form_twice() -> None:
    assert form_bytes(letter_sheets("nota_dinas"), "x") == form_bytes(
        letter_sheets("nota_dinas"), "x"
    )


def template_of(path: Path, text: str) -> Template:
    document = docx.Document()
    document.add_paragraph(text)
    document.save(str(path))
    return Template(path.read_bytes(), Where(path.name))


def test_own_columns_of_an_office(tmp_path: Path) -> None:
    """A column that only a template asks for stands in the form, in the order of the page."""
    own = template_of(
        tmp_path / "t.docx", "{{ nomor }} {{ WAKTU }} {{ Acara }} {{ a_b }} {{ HAL }}"
    )
    sheets = list(letter_form(SETTINGS, {"surat": own}))
    heads = [column.head for column in sheets[0].columns]
    first = heads.index("tautan") + 1
    assert heads[first : first + 4] == ["waktu", "acara", "a_b", "urut"]
    saved(tmp_path / "x.xlsx", sheets)
    result = load_letters(tmp_path, "x.xlsx#surat", "keluar", SETTINGS.offices)
    assert problems(result.findings) == []


def test_a_placeholder_that_a_column_may_fill() -> None:
    heads = [column.head for column in letter_sheets("nota_dinas")[0].columns]
    assert "dari" in heads
    assert "dari" not in [column.head for column in letter_sheets("surat_dinas")[0].columns]


def test_a_list_without_words_takes_any() -> None:
    profile = default_profile().model_copy(update={"keamanan": {}, "sifat_disposisi": ()})
    settings = Settings(profile=profile, today=TODAY)
    sheets = list(letter_form(settings, {"surat": template("surat_dinas")}))
    rules = {column.head: column.rule for column in sheets[0].columns}
    assert (rules["keamanan"], rules["kop"]) == (Text(), Text())
    assert isinstance(rules["derajat"], OneOf)
