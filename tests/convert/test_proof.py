"""Every word of a document is on its pages, and nothing of LibreOffice's: by the real program."""

from __future__ import annotations

import random
from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from docgen.convert import Job, Outcome, convert_all
from docgen.convert.inspect.documents.document import shown_in_file
from docgen.convert.inspect.documents.match import lost_words
from docgen.convert.inspect.documents.passages import Passage, Shown
from docgen.convert.inspect.letters import plain, tokens
from docgen.convert.inspect.office_errors import error_texts
from docgen.convert.inspect.words import texts_of
from tests.support.documents import shown
from tests.support.hard_letters import add_field, write_letter
from tests.support.pdfs import page_texts
from tests.support.workspaces import ROOT, soffice


def convert(tmp_path: Path, document: docx.document.Document, name: str = "a") -> Outcome:
    document.save(str(tmp_path / f"{name}.docx"))
    job = Job(tmp_path / f"{name}.docx", tmp_path / f"{name}.pdf", name)
    return convert_all([job], soffice())[0]


def busy() -> docx.document.Document:
    """Text boxes, columns, a table over a page, soft hyphens, Arabic, spread letters."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Kop surat dinas 1"
    document.sections[0].footer.paragraphs[0].text = "Kaki surat"
    document.add_paragraph("ke\u00adputusan per\u2011satu dan efisien fi fl ffi")
    document.add_paragraph("السلام عليكم ورحمة الله 12")
    spread = document.add_paragraph().add_run("KEPUTUSAN KEPALA")
    spread._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="80"/>'))
    document.add_paragraph()._p.append(
        parse_xml(
            f"<w:r {nsdecls('w')} xmlns:v='urn:schemas-microsoft-com:vml'><w:pict>"
            "<v:shape style='position:absolute;width:120pt;height:40pt'><v:textbox><w:txbxContent>"
            "<w:p><w:r><w:t>Kotak teks 7</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape>"
            "</w:pict></w:r>"
        )
    )
    table = document.add_table(60, 3)
    for number, row in enumerate(table.rows):
        row.cells[0].text = str(number)
        row.cells[1].text = f"uraian yang panjang nomor {number} " * 3
        row.cells[2].text = "Rp 1.250.000"
    section = document.add_section()
    section._sectPr.append(parse_xml(f'<w:cols {nsdecls("w")} w:num="2"/>'))
    document.add_paragraph("kalimat dua kolom yang dibaca berurutan " * 40)
    add_field(document.add_paragraph("Halaman "), "PAGE")
    return document


@pytest.mark.soffice
def test_no_alarm_on_a_busy_document(tmp_path: Path) -> None:
    outcome = convert(tmp_path, busy())
    assert (outcome.ok, outcome.note) == (True, None)


@pytest.mark.soffice
@pytest.mark.parametrize("template", ["keras", "surat_dinas", "surat_pengantar"])
def test_any_damage_to_a_real_pdf_is_found(tmp_path: Path, template: str) -> None:
    sources = [write_letter(tmp_path / f"{n}.docx", template, 3 * n) for n in range(3)]
    jobs = [Job(source, source.with_suffix(".pdf"), "x") for source in sources]
    chance = random.Random(template)
    for outcome in convert_all(jobs, soffice()):
        assert (outcome.ok, outcome.note) == (True, None)
        source, texts = shown_in_file(outcome.job.source), texts_of(outcome.job.target.read_bytes())
        assert texts is not None
        assert lost_words(source, texts) == []
        for _ in range(40):
            passage = chance.choice([each for each in source.passages if each.on is None])
            number, whole = chance.choice(
                [(n, text) for n, text in enumerate(texts) if passage.text.strip() in text]
                or [(0, "")]
            )
            if not whole:
                continue  # it goes over a line
            words = passage.text.split()
            words[chance.randrange(len(words))] = chance.choice(["", "asing", "77"])
            damaged = whole.replace(passage.text.strip(), " ".join(words))
            pages = [*texts[:number], damaged, *texts[number + 1 :]]
            assert damaged == whole or lost_words(source, pages), (passage.text, words)


REFERENCES = ("REF tidakada", "PAGEREF tidakada", "REF tidakada \\h")


@pytest.mark.soffice
@pytest.mark.parametrize("field", REFERENCES)
def test_a_broken_reference_shows_what_it_shows_in_the_file(tmp_path: Path, field: str) -> None:
    document = docx.Document()
    add_field(document.add_paragraph("Lihat halaman dan pasal pada "), field)
    outcome = convert(tmp_path, document)
    assert outcome.ok and outcome.note is None
    text = " ".join(page_texts(outcome.job.target))
    assert "Lihat halaman dan pasal pada" in text and "Error" not in text


def test_an_error_text_of_libreoffice_is_named_with_its_page() -> None:
    source = Shown(fields=frozenset({"REF"}))
    pages = ("halaman satu", "Lihat Error: Reference source not found di sini")
    assert error_texts(source, pages) == [(2, "Error: Reference source not found")]


def test_marks_of_notes_may_stand_right_beside_words() -> None:
    passages = tuple(
        Passage(text=text, letters="".join(words), words=tuple(words))
        for text in ("Menurut pasal", "Honor satu juta")
        for words in [tokens(plain(text))]
    )
    assert lost_words(Shown(passages=passages), ["Menurut pasal12\r\n1Honor satu juta"]) == []
    assert lost_words(Shown(passages=passages), ["Menurut pasal12\r\n1Honor dua juta"]) != []


@pytest.mark.parametrize(
    "text",
    [
        "Galat: Sumber acuan tak ditemukan",
        "Lihat Fehler: Verweis\r\nnicht gefunden",
        "Erreur : source de la référence non trouvée",
        "خطأ: لم يُعثر على مصدر المرجع",
    ],
)
def test_error_texts_in_other_languages(text: str) -> None:
    source = Shown(fields=frozenset({"REF"}))
    assert [number for number, _text in error_texts(source, ("", text))] == [2]


@pytest.mark.parametrize(
    "text", ["Err:502", "Jumlah Err:508 rupiah", "#REF!", "#NAME?", "Galat:522"]
)
def test_codes_of_errors(text: str) -> None:
    assert error_texts(shown("Jumlah"), [text])
    assert error_texts(shown(f"Arti {text} dalam Excel"), [f"Arti {text} dalam Excel"]) == []


def test_a_document_may_speak_of_such_errors() -> None:
    said = "Pesan Error: Reference source not found berarti rujukannya hilang."
    source = Shown(shown(said).passages, fields=frozenset({"REF"}))
    assert error_texts(source, [said]) == []


@pytest.mark.soffice
def test_no_alarm_on_the_shipped_templates(tmp_path: Path) -> None:
    # Where rows or pages have a fixed height, what a template says itself is too long for them.
    fixed = {ROOT / "templates/label.docx", ROOT / "templates/sop.docx"}
    templates = sorted({*(ROOT / "templates").glob("*.docx")} - fixed)
    jobs = [
        Job(path, tmp_path / f"{path.stem}.pdf", path.stem, frozenset(("{{", "}}", "{%", "%}")))
        for path in templates
    ]
    assert [(each.job.title, each.note) for each in convert_all(jobs, soffice())] == [
        (path.stem, None) for path in templates
    ]
