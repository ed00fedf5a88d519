"""What a template left behind is found on every page, and where a reader clicks."""

from __future__ import annotations

from pathlib import Path

import docx
import pikepdf
import pytest
from pikepdf import Dictionary, Name, OutlineItem

from docgen.convert import Job, convert_all
from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.leftover import leftover
from docgen.convert.jobs import TAGS
from docgen.findings import Where
from tests.support.hard_letters import add_field
from tests.support.workspaces import soffice

WHERE = Where("surat.docx")
MERGED = Shown(fields=frozenset({"MERGEFIELD nama", "PAGE"}))


def found(*texts: str, allowed: frozenset[str] = frozenset(), shown: Shown | None = None) -> str:
    with pikepdf.new() as pdf:
        finding = leftover(pdf, texts, WHERE, allowed, shown)
    return finding.message if finding else ""


@pytest.mark.parametrize("tag", TAGS)
@pytest.mark.parametrize("number", [1, 2, 3])
def test_each_mark_on_each_page(tag: str, number: int) -> None:
    pages = [f"Halaman {n}" + (f" {tag} nama" if n == number else "") for n in (1, 2, 3)]
    assert f"«{tag}» di halaman {number}" in found(*pages)
    assert found(*pages, allowed=frozenset({tag})) == ""


@pytest.mark.parametrize("text", ["«nama»", "« nama »", "Yth. «Nama»,"])
def test_a_field_of_a_mail_merge(text: str) -> None:
    assert "di halaman 2" in found("satu", text, shown=MERGED)
    assert found("satu", text, shown=Shown()) == found("satu", text) == ""


@pytest.mark.parametrize("text", ["«Pancasila»", "berkata «nama orang itu»", "«»", "« ... »"])
def test_quotes_of_the_letter_itself(text: str) -> None:
    assert found(text, shown=MERGED) == ""


@pytest.mark.parametrize("address", ["https://a.example/%7B%7Bid%7D%7D", "https://a.example/{{x}}"])
def test_the_address_of_a_link(address: str) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.pages[0].Annots = pikepdf.Array(
            [Dictionary(Subtype=Name.Link, A=Dictionary(S=Name.URI, URI=pikepdf.String(address)))]
        )
        finding = leftover(pdf, ["x"], WHERE, frozenset(), None)
        assert finding is not None and "tautan" in finding.message
        assert leftover(pdf, ["x"], WHERE, frozenset(TAGS), None) is None


def test_the_titles_of_the_outline() -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        with pdf.open_outline() as outline:
            item = OutlineItem("Bab", 0)
            item.children.append(OutlineItem("Isi {% if x %}", 0))
            outline.root += [OutlineItem("Awal", 0), item, OutlineItem("Akhir", 0)]
        finding = leftover(pdf, ["x"], WHERE, frozenset(), None)
        assert finding is not None and "daftar judul" in finding.message


@pytest.mark.soffice
def test_by_the_real_program(tmp_path: Path) -> None:
    letters = {
        "kosong": ("nama", "«nama»"),
        "terisi": ("nama", "Budi Santoso"),
        "spasi": ('"nama lengkap"', "«nama_lengkap»"),
    }
    for name, (field, result) in letters.items():
        document = docx.Document()
        add_field(document.add_paragraph("Yang terhormat "), f"MERGEFIELD {field}", result)
        document.save(str(tmp_path / f"{name}.docx"))
    document = docx.Document()
    for text in ("satu", "dua {{ isi }}", "tiga"):
        document.add_paragraph(text)
        document.add_page_break()
    document.save(str(tmp_path / "tengah.docx"))
    jobs = [
        Job(tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf", name)
        for name in (*letters, "tengah")
    ]
    outcomes = {each.job.title: each.finding for each in convert_all(jobs, soffice())}
    codes = {name: finding.code if finding else "" for name, finding in outcomes.items()}
    assert codes == {
        "kosong": "convert-leftover-tag", "terisi": "", "spasi": "convert-leftover-tag",
        "tengah": "convert-leftover-tag",
    }  # fmt: skip
    assert "«{{» di halaman 2" in outcomes["tengah"].message
