"""The life of a SOP that is a workbook: what happens to its YAML happens to it, cell by cell."""

from __future__ import annotations

import datetime as dt
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import PatternFill
from openpyxl.workbook import Workbook

from docgen.cli import run
from docgen.findings import has_errors
from docgen.forms.sop import sop_form
from docgen.load.history import read_history
from docgen.load.sop import load_sop
from docgen.model.sop import Sop
from docgen.pipeline.sops.master_list import list_sops
from docgen.workspace.opening.load import load_all
from tests.sop_life.calls import Docgen
from tests.support.sop_books import edited, filled_book
from tests.support.sop_life import SPEC, TODAY

BOOK, TWIN = "sop_specs/cuti.xlsx", "lain/cuti.yaml"
APPROVED = ("--tanggal", "5 Mei 2025", "--oleh", "Ratna")


@pytest.fixture
def both(root: Path) -> Path:
    """The workspace with its one SOP as a workbook, and the YAML of it in another folder."""
    (root / "lain").mkdir()
    (root / "sop_specs/cuti.yaml").rename(root / TWIN)
    text = load_sop(root / TWIN, TWIN).value
    assert text
    (root / BOOK).write_bytes(edited(sop_form(text.text.data), own_look))
    config = root / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace("*.yaml", "*.xlsx"), "utf-8")
    return root


def own_look(book: Workbook) -> None:
    """What a clerk makes of the form: a colour, a width, a sheet of one's own."""
    book["langkah"]["B2"].fill = PatternFill("solid", fgColor="FFFF0000")
    book["langkah"].column_dimensions["B"].width = 71
    book["identitas"].column_dimensions["B"].width = 66


def sop_of(path: Path) -> Sop:
    loaded = load_sop(path, path.name)
    assert loaded.value is not None, loaded.findings
    return loaded.value.sop


def same(root: Path) -> bool:
    """Whether workbook and YAML say the same, and print the same date."""
    book, twin = sop_of(root / BOOK), sop_of(root / TWIN)
    return book == twin and book.tanggal.approval == twin.tanggal.approval


def test_a_life_is_that_of_its_twin(both: Path, docgen: Docgen) -> None:
    steps = [
        ("approve", *APPROVED),
        ("revise", "--alasan", "UU: baru; lain", "--tanggal", "1 Juni 2025"),
        ("approve", "--tanggal", "2 Juni 2025", "--oleh", "Kepala Badan"),
        ("withdraw", "--alasan", "pindah", "--dasar", "SK 1", "--tanggal", "3 Juni 2025"),
    ]
    for word, *more in steps:
        for spec in (BOOK, TWIN):
            assert docgen(word, spec, *more) == 0, (word, spec)
        assert same(both), word
    sop = sop_of(both / BOOK)
    assert sop.dicabut and (sop.revisi, sop.riwayat[0].alasan) == (1, "UU: baru; lain")
    history = read_history(both / BOOK, BOOK)
    assert history.findings == () and history.value and len(history.value) == 2
    assert (both / "sop_specs/riwayat/cuti/0/cuti.xlsx").is_file()
    assert [line.state for line in list_sops(both, TODAY, None, force=False)[0]] == [
        "dicabut", "digantikan"]  # fmt: skip


def test_what_the_clerk_made_of_the_workbook_stays(both: Path, docgen: Docgen) -> None:
    before = parts(both / BOOK)
    assert docgen("approve", BOOK, *APPROVED) == 0
    assert docgen("revise", BOOK, "--alasan", "x", "--tanggal", "1 Juni 2025") == 0
    after = parts(both / BOOK)
    changed = {name for name in before | after if before.get(name) != after.get(name)}
    assert changed == {"xl/worksheets/sheet1.xml"}  # identitas; drop-downs and notes are others
    book = openpyxl.load_workbook(both / BOOK)
    was = openpyxl.load_workbook(both / "sop_specs/riwayat/cuti/0/cuti.xlsx")
    for sheet in ("identitas", "langkah"):
        checks = [str(c.sqref) for c in book[sheet].data_validations.dataValidation]
        assert checks == [str(c.sqref) for c in was[sheet].data_validations.dataValidation]
        width = book[sheet].column_dimensions["B"].width
        assert width == was[sheet].column_dimensions["B"].width
    rows = {c.value: c.row for c in book["identitas"]["A"] if c.value}
    revised = book["identitas"].cell(rows["tanggal.revisi"], 2)
    assert revised.value == "1 Juni 2025" and revised.number_format == "@"
    assert book["identitas"].cell(rows["riwayat"], 2).value.startswith("tanggal: 1 Juni 2025;")


def parts(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as package:
        return {name: package.read(name) for name in package.namelist()}


def test_a_workbook_without_rows_for_it_gets_them_below(root: Path, docgen: Docgen) -> None:
    """One that a clerk made without the form, with the keys that it needed."""
    (root / "sop_specs/x.xlsx").write_bytes(filled_book())
    assert docgen("approve", "sop_specs/x.xlsx", "--adopsi", *APPROVED) == 0
    assert docgen("revise", "sop_specs/x.xlsx", "--alasan", "a", "--tanggal", "1 Juni 2025") == 0
    sop = sop_of(root / "sop_specs/x.xlsx")
    assert (sop.revisi, sop.tanggal.revisi) == (1, "1 Juni 2025")
    assert [entry.alasan for entry in sop.riwayat] == ["awal", "a"]
    assert docgen("approve", "sop_specs/x.xlsx", "--tanggal", "2 Juni 2025", "--oleh", "R") == 0
    assert sop_of(root / "sop_specs/x.xlsx").riwayat[1].disahkan_oleh == "R"


def test_a_cell_that_is_a_formula_is_not_overwritten(root: Path, docgen: Docgen) -> None:
    """Its text is a result; and a workbook that is signed stays as it is."""
    path = root / "sop_specs/x.xlsx"
    path.write_bytes(filled_book())
    assert docgen("approve", "sop_specs/x.xlsx", "--adopsi", *APPROVED) == 0
    data = path.read_bytes()
    formula = b'<c r="B8" t="str"><f>"-"</f><v>-</v></c><c r="C8"'
    for name, old, new in (
        ("xl/worksheets/sheet1.xml", b'<c r="B8"', formula),
        ("_xmlsignatures/sig1.xml", b"", b"<x/>"),
    ):
        members = parts(path)
        members[name] = members.get(name, b"").replace(old, new, 1) if old else new
        with zipfile.ZipFile(path, "w") as package:
            for each, content in members.items():
                package.writestr(each, content)
        before = path.read_bytes()
        revise = ("revise", "sop_specs/x.xlsx", "--alasan", "a", "--tanggal", "1 Juni 2025")
        assert docgen(*revise) == 1
        assert path.read_bytes() == before
        path.write_bytes(data)


def test_format_changed_in_mid_life(both: Path, docgen: Docgen) -> None:
    """What was frozen as a workbook is known when the spec is YAML from then on."""
    assert docgen("approve", BOOK, *APPROVED) == 0
    target = both / "sop_specs/cuti.yaml"
    assert docgen("transcribe", BOOK, str(target)) == 0
    assert run(["sop", "check", BOOK]) == 1  # two specs of one SOP
    (both / BOOK).unlink()
    found = read_history(target, "sop_specs/cuti.yaml")
    assert found.findings == () and found.value and len(found.value) == 1
    assert docgen("diff", f"{target}@0", str(target)) == 0
    assert docgen("revise", str(target), "--alasan", "x", "--tanggal", "1 Juni 2025") == 0
    assert sop_of(target).revisi == 1


def test_a_workspace_of_both_formats(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A set names both; two of one name are told of wherever somebody looks."""
    (both / "sop_specs/izin.yaml").write_text(
        SPEC.replace("7/UJI", "8/UJI").replace("Pemberian Cuti", "Izin"), "utf-8")  # fmt: skip
    found = load_all(both, today=TODAY).findings
    assert [f.where.file for f in found if f.code == "file-not-read"] == ["sop_specs/izin.yaml"]
    config = both / "docgen.toml"
    patterns = '["sop_specs/*.yaml", "sop_specs/*.xlsx"]'
    config.write_text(config.read_text("utf-8").replace('["sop_specs/*.xlsx"]', patterns), "utf-8")
    assert not has_errors(load_all(both, today=TODAY).findings)
    capsys.readouterr()
    assert run(["build", "--dry-run", "sop.*"]) == 0
    said = capsys.readouterr().out
    assert "cuti.docx" in said and "izin.docx" in said
    (both / "sop_specs/cuti.yaml").write_text(SPEC, "utf-8")
    codes = [f.code for f in load_all(both, today=TODAY).findings]
    assert codes.count("sop-spec-twice") == 2


def test_impact_changes_cells(both: Path, capsys: pytest.CaptureFixture[str]) -> None:
    def more(book: Workbook) -> None:
        book["langkah"]["H3"] = "lihat UU 5/2014"
        rows = {c.value: c.row for c in book["identitas"]["A"] if c.value}
        book["identitas"].cell(rows["dasar_hukum"], 2).value = "UU 5/2014 tentang ASN;"
        book["identitas"].cell(rows["riwayat"], 2).value = "tanggal: 2 Mei 2025; alasan: UU 5/2014"

    (both / BOOK).write_bytes(edited((both / BOOK).read_bytes(), more))
    capsys.readouterr()
    assert run(["sop", "impact", "UU 5/2014", "--apply", "--ya", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)["hasil"]
    assert {each["tempat"].get("sel") for each in told["sebutan"]} >= {"H3"}
    assert len(told["ganti"]) == 3 and all(each["sel"] for each in told["ganti"])
    sop = sop_of(both / BOOK)
    assert "2023" in sop.dasar_hukum.isi[0] and sop.dasar_hukum.isi[0].endswith(";")
    assert "5/2014" not in str(sop.model_dump())
    assert sop.riwayat[0].tanggal == "2 Mei 2025"


def test_a_build_knows_when_the_workbook_changed(
    both: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it is made from are the spec's keys; another look of the workbook changes nothing."""
    assert run(["build", "sop.*"]) == 0
    (both / BOOK).write_bytes(edited((both / BOOK).read_bytes(), own_look))
    assert dry(capsys) == ""

    def change(book: Workbook) -> None:
        book["langkah"]["F2"] = "45 menit"

    (both / BOOK).write_bytes(edited((both / BOOK).read_bytes(), change))
    said = dry(capsys)
    assert "cuti.docx" in said and "kunci langkah" in said


def dry(capsys: pytest.CaptureFixture[str]) -> str:
    """The lines of a dry run that name the SOP."""
    capsys.readouterr()
    assert run(["build", "--dry-run", "sop.*"]) == 0
    return "".join(line for line in capsys.readouterr().out.splitlines(True) if "cuti" in line)


def test_dates_of_the_day(both: Path, docgen: Docgen) -> None:
    """``due`` names the workbook, and writes its form."""
    assert docgen("approve", BOOK, "--tanggal", dt.date(2025, 5, 5).isoformat(), "--oleh", "R") == 0
    assert docgen("due", BOOK, "--sampai", "31 Desember 2030", "-o", "formulir") == 0
    assert list((both / "formulir").glob("cuti.*.docx"))
