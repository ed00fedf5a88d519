"""Which fonts a document asks for, and what is said of those that are not here."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from openpyxl.styles import Font

from docgen.convert import Presence, font_state, fonts_of
from docgen.convert.fonts import fontconfig
from docgen.convert.fonts import installed as fonts
from docgen.findings import Severity
from docgen.workspace.delivery.fonts import fonts_in
from tests.support.workspaces import ROOT

HERE = frozenset(("liberation sans", "carlito", "dejavu sans"))


def data_of(document: docx.document.Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def test_runs_styles_table_and_theme() -> None:
    document = docx.Document()
    document.styles["Normal"].font.name = "Georgia"
    for name in ("Tak Dipakai", "Dipakai"):
        document.styles.add_style(name, 1).font.name = f"Huruf {name}"
    document.add_paragraph("dari Normal")
    document.add_paragraph("dari gaya", style="Dipakai")
    run = document.add_paragraph().add_run("dari huruf")
    run.font.name = "Cambria"
    document.add_paragraph().add_run(" ").font.name = "Kosong"  # nothing is printed with it
    document.sections[0].header.paragraphs[0].add_run("kepala").font.name = "Tahoma"
    themed = document.add_paragraph().add_run("dari tema")
    themed._r.get_or_add_rPr().append(
        parse_xml(f'<w:rFonts {nsdecls("w")} w:asciiTheme="minorHAnsi" w:hAnsiTheme="majorHAnsi"/>')
    )
    found = fonts_of(data_of(document))
    assert found == {"Georgia", "Huruf Dipakai", "Cambria", "Tahoma", "Calibri"}


def test_defaults_when_no_style_says_anything() -> None:
    document = docx.Document()
    document.add_paragraph("isi")
    fonts_of_normal = document.styles["Normal"].element.find(f".//{qn('w:rFonts')}")
    if fonts_of_normal is not None:
        fonts_of_normal.getparent().remove(fonts_of_normal)
    assert fonts_of(data_of(document)) == {"Cambria"}  # python-docx's theme


def test_signs_are_no_fonts_and_damage_is_nobodys(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph().add_run("x").font.name = "Wingdings"
    assert fonts_of(data_of(document)) == frozenset()
    assert fonts_of(b"bukan dokumen") == frozenset()
    assert fonts_of(tmp_path / "tidak-ada.docx") == frozenset()


def test_workbook(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "isi"
    sheet["A1"].font = Font(name="Bookman Old Style")
    sheet["A2"].font = Font(name="Kosong")
    book.save(tmp_path / "a.xlsx")
    assert fonts_of(tmp_path / "a.xlsx") == {"Bookman Old Style"}


def test_the_shipped_templates_ask_for_arial() -> None:
    paths = [*ROOT.glob("templates/*.docx"), *ROOT.glob("templates/*.xlsx")]
    assert len(paths) >= 8
    for path in paths:
        assert "Arial" in fonts_of(path), path.name


def test_states() -> None:
    states = font_state(["Arial", "DejaVu Sans", "Georgia", "calibri"], HERE)
    assert [(state.presence, state.package) for state in states.values()] == [
        (Presence.COMPATIBLE, "fonts-liberation"),
        (Presence.COMPATIBLE, "fonts-crosextra-carlito"),
        (Presence.THERE, ""),
        (Presence.MISSING, ""),
    ]
    assert states["Arial"].instead == "Liberation Sans"


def test_findings_once_a_font(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "installed_fonts", lambda: HERE)
    one, two = docx.Document(), docx.Document()
    for document, names in ((one, ("Arial", "Cambria", "Tahoma")), (two, ("Arial", "DejaVu Sans"))):
        for name in names:
            document.add_paragraph().add_run("isi").font.name = name
    found = list(fonts_in([("a.docx", data_of(one)), ("b.docx", data_of(two))]))
    assert [(f.code, f.severity, f.where.file) for f in found] == [
        ("font-substituted", Severity.HINT, "a.docx"),
        ("font-missing", Severity.WARNING, "a.docx"),
        ("font-missing", Severity.WARNING, "a.docx"),
    ]
    arial, cambria, _tahoma = (finding.message for finding in found)
    assert "1 berkas lain" in arial and "Liberation Sans" in arial
    assert "sudo apt install fonts-crosextra-caladea" in cambria


@pytest.mark.soffice
def test_fonts_without_fontconfig(monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path("/usr/share/fonts/truetype/liberation")
    if not folder.is_dir():
        pytest.skip("no Liberation fonts in their usual place")
    monkeypatch.setattr("shutil.which", lambda _name: None)
    monkeypatch.setattr(fonts, "FOLDERS", (folder,))
    fonts.forget_fonts()
    try:
        assert {"liberation sans", "liberation serif", "liberation mono"} <= fonts.installed_fonts()
    finally:
        fonts.forget_fonts()


def test_the_mark_of_the_fonts_is_theirs_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another folder, or another file in it, tells nothing; another font does."""
    font = tmp_path / "huruf.ttf"
    font.write_bytes(b"1")
    monkeypatch.setattr(fontconfig, "ask_fontconfig", lambda _command: f"{font}\n")
    monkeypatch.chdir(tmp_path)
    before = fontconfig.fonts_mark()
    (tmp_path / "lain").write_bytes(b"")
    (tmp_path / "output").mkdir()
    assert fontconfig.fonts_mark() == before
    font.write_bytes(b"12")
    assert fontconfig.fonts_mark() != before
