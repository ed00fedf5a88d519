"""word2pdf: what it may draw, what it must not, and what becomes of its PDFs."""

from __future__ import annotations

import io
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from pypdfium2 import PdfDocument

from docgen.convert import Absent, Embedded, Job, Outcome, find_engine
from tests.support.hard_letters import add_field, logo, write_hard_letter
from tests.support.workspaces import built_sample

WORDS = "Dalam rangka evaluasi kinerja, kami mengundang Saudara. "
A_LINE = 17.0  # points, with the space below it
MATH = "http://schemas.openxmlformats.org/officeDocument/2006/math"
FRAME = f'<w:framePr {nsdecls("w")} w:wrap="around" w:vAnchor="page" w:x="6000" w:y="3000"/>'
FLOATS = f'<w:tblpPr {nsdecls("w")} w:vertAnchor="text" w:horzAnchor="page" w:tblpX="7000"/>'
SHAPE = (
    f'<w:r {nsdecls("w")}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/'
    'markup-compatibility/2006"><mc:Choice Requires="wps"><w:drawing/></mc:Choice>'
    "</mc:AlternateContent></w:r>"
)
VML = f"<w:r {nsdecls('w')}><w:pict/></w:r>"


def convert(source: Path) -> Outcome:
    (outcome,) = Embedded().convert([Job(source, source.with_suffix(".pdf"), "Surat <1>")])
    return outcome


def saved(document: docx.document.Document, path: Path) -> Path:
    document.save(str(path))
    return path


def new() -> docx.document.Document:
    document = docx.Document()
    document.styles["Normal"].font.name = "Arial"
    return document


def test_a_letter_with_all_that_is_drawn_right(tmp_path: Path) -> None:
    document = new()
    section = document.sections[0]
    section.page_width, section.page_height = Mm(215), Mm(330)
    section.different_first_page_header_footer = True
    section.first_page_header.paragraphs[0].text = "KEPALA SURAT"
    section.header.paragraphs[0].text = "lanjutan"
    for footer in (section.footer, section.first_page_footer):
        add_field(footer.paragraphs[0], "PAGE")
        footer.paragraphs[0].add_run("/")
        add_field(footer.paragraphs[0], "NUMPAGES")
    line = document.add_paragraph("Nama\tisi")
    stops = line.paragraph_format.tab_stops
    stops.add_tab_stop(Mm(60), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)
    line._p.get_or_add_pPr().append(
        parse_xml(
            f'<w:pBdr {nsdecls("w")}><w:bottom w:val="thickThinMediumGap" w:sz="24" w:space="1" '
            'w:color="auto"/></w:pBdr>'
        )
    )
    document.add_picture(logo(3), width=Mm(20))
    for style in ("List Bullet", "List Number", "List Number 2"):
        document.add_paragraph("butir", style=style)
    table = document.add_table(2, 2, style="Table Grid")
    table.cell(0, 1).add_table(1, 1).cell(0, 0).text = "bersarang"
    table.cell(1, 0).merge(table.cell(1, 1)).text = "gabung ☐ ☒"
    for _ in range(40):
        document.add_paragraph(WORDS * 2)
    outcome = convert(saved(document, tmp_path / "surat.docx"))
    assert outcome.finding is None
    assert outcome.pages == 3
    assert outcome.hint and outcome.hint.code == "engine-preview"
    with PdfDocument(outcome.job.target) as pdf:
        assert [round(side) for side in pdf[0].get_size()] == [609, 935]
        texts = [page.get_textpage().get_text_range() for page in pdf]
        tops = [line for text in texts for line in text.splitlines()[:1]]
    assert tops == ["KEPALA SURAT", "lanjutan", "lanjutan"]
    assert all(f"{number}/3" in text for number, text in enumerate(texts, 1))
    assert "☐ ☒" in texts[0]
    with pikepdf.open(outcome.job.target) as pdf:
        assert str(pdf.docinfo["/Title"]) == "Surat <1>"
        assert str(pdf.Root.Lang) == "id-ID"
        assert "/Metadata" not in pdf.Root  # nothing that says PDF/A
        fonts = [each for each in pdf.objects if is_font(each)]
        assert fonts and all("/FontFile2" in font.FontDescriptor for font in fonts)


def is_font(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == pikepdf.Name.Font


def test_the_same_bytes_whatever_was_drawn_before(tmp_path: Path) -> None:
    sources = []
    for number, word in enumerate(("satu", "dua ☐", "tiga")):
        document = new()
        document.add_heading(word, 1)
        document.add_paragraph(word)
        document.add_picture(logo(number), width=Mm(20))
        sources.append(saved(document, tmp_path / f"{number}.docx"))
    results = []
    for order in ((0, 1, 2), (2, 1, 0)):
        jobs = [Job(sources[n], tmp_path / f"{n}.pdf", "Surat") for n in order]
        assert all(outcome.ok for outcome in Embedded().convert(jobs))
        results.append([(tmp_path / f"{n}.pdf").read_bytes() for n in range(3)])
    assert results[0] == results[1]


def with_run(xml: str) -> docx.document.Document:
    document = new()
    document.add_paragraph("isi")._p.append(parse_xml(xml))
    return document


def with_property(xml: str) -> docx.document.Document:
    document = new()
    document.add_paragraph("isi")._p.get_or_add_pPr().insert(0, parse_xml(xml))
    return document


def with_cell_property(xml: str) -> docx.document.Document:
    document = new()
    cell = document.add_table(1, 1).cell(0, 0)
    cell.text = "putar"
    cell._tc.get_or_add_tcPr().append(parse_xml(xml))
    return document


def with_anchor(wrap: str) -> docx.document.Document:
    document = new()
    document.add_picture(logo(1), width=Mm(20))
    inline = document.element.body.find(f".//{qn('wp:inline')}")
    inline.tag = qn("wp:anchor")
    inline.insert(1, parse_xml(f"<wp:{wrap} {nsdecls('wp')}/>"))
    return document


def with_footnote(tmp_path: Path) -> docx.document.Document:
    return docx.Document(str(write_hard_letter(tmp_path / "keras.docx", 1)))


def with_tall_row() -> docx.document.Document:
    document = new()
    document.add_table(1, 2).cell(0, 0).text = "\n".join(["baris"] * 90)
    return document


def with_borders() -> docx.document.Document:
    document = new()
    section = document.add_section()
    section.orientation = WD_ORIENT.LANDSCAPE
    section._sectPr.append(
        parse_xml(f'<w:pgBorders {nsdecls("w")}><w:top w:val="single" w:sz="12"/></w:pgBorders>')
    )
    return document


def with_floating_table() -> docx.document.Document:
    document = new()
    document.add_table(1, 1)._tbl.tblPr.insert(1, parse_xml(FLOATS))
    return document


def with_own_lines() -> docx.document.Document:
    document = new()
    document.styles["Normal"].element.get_or_add_pPr().append(
        parse_xml(f'<w:pBdr {nsdecls("w")}><w:top w:val="wave" w:sz="6"/></w:pBdr>')
    )
    document.add_paragraph("isi")
    return document


def run(inside: str) -> str:
    return f"<w:r {nsdecls('w')}>{inside}</w:r>"


REFUSED = {
    "bentuk": lambda: with_run(SHAPE),
    "VML": lambda: with_run(VML),
    "rumus": lambda: with_run(f'<m:oMath xmlns:m="{MATH}"><m:r><m:t>a=b</m:t></m:r></m:oMath>'),
    "simbol": lambda: with_run(run('<w:sym w:font="Wingdings" w:char="F0FE"/>')),
    "terlacak": lambda: with_run(f"<w:moveTo {nsdecls('w')} w:id='1'>{run('')}</w:moveTo>"),
    "bidang DATE": lambda: with_run(f'<w:fldSimple {nsdecls("w")} w:instr=" DATE "/>'),
    "bidang PAGE": lambda: with_run(f'<w:fldSimple {nsdecls("w")} w:instr="PAGE \\* roman"/>'),
    "tautan ke dalam": lambda: with_run(f'<w:fldSimple {nsdecls("w")} w:instr="HYPERLINK a"/>'),
    "Arab": lambda: with_run(run("<w:t>بسم</w:t>")),
    "u «wave»": lambda: with_run(run('<w:rPr><w:u w:val="wave"/></w:rPr><w:t>a</w:t>')),
    "tanda ": lambda: with_run(run("<w:t>\U00013000</w:t>")),
    "bingkai": lambda: with_property(FRAME),
    "diputar": lambda: with_cell_property(f'<w:textDirection {nsdecls("w")} w:val="btLr"/>'),
    "dikelilingi": lambda: with_anchor("wrapSquare"),
    "di depan teks": lambda: with_anchor("wrapNone"),
    "tepi halaman": with_borders,
    "mengapung": with_floating_table,
    "garis «wave»": with_own_lines,
    "lebih tinggi": with_tall_row,
}  # fmt: skip


@pytest.mark.parametrize("reason", REFUSED)
def test_what_would_be_drawn_wrongly_is_refused(reason: str, tmp_path: Path) -> None:
    outcome = convert(saved(REFUSED[reason](), tmp_path / "surat.docx"))
    assert outcome.finding is not None
    assert outcome.finding.code == "engine-refuses"
    assert reason in outcome.finding.message
    assert "Pasang LibreOffice" in outcome.finding.message
    assert not outcome.job.target.exists()


def test_notes_and_workbooks_are_refused_and_others_go_on(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "rekap.xlsx")
    letter = new()
    letter.add_paragraph("isi")
    (tmp_path / "rusak.docx").write_text("bukan Word", encoding="utf-8")
    sources = [
        tmp_path / "rekap.xlsx",
        write_hard_letter(tmp_path / "catatan.docx", 1),
        tmp_path / "rusak.docx",
        saved(letter, tmp_path / "surat.docx"),
    ]
    jobs = [Job(path, path.with_suffix(".pdf"), path.stem) for path in sources]
    codes = [o.finding.code if o.finding else "" for o in Embedded().convert(jobs)]
    assert codes == ["engine-refuses", "engine-refuses", "convert-not-a-document", ""]


def test_a_style_that_nothing_uses_is_no_obstacle(tmp_path: Path) -> None:
    document = new()
    style = document.styles.add_style("Bingkai", 1)
    style.element.get_or_add_pPr().append(parse_xml(FRAME))
    document.add_paragraph("isi")
    assert convert(saved(document, tmp_path / "a.docx")).ok
    document.paragraphs[0].style = style
    outcome = convert(saved(document, tmp_path / "b.docx"))
    assert outcome.finding and "framePr" in outcome.finding.message


def test_leftover_tags_are_found_as_by_any_engine(tmp_path: Path) -> None:
    document = new()
    document.add_paragraph("Yth. {{ tujuan }}")
    outcome = convert(saved(document, tmp_path / "surat.docx"))
    assert outcome.finding and outcome.finding.code == "convert-leftover-tag"


def test_a_library_that_fails_is_a_finding(tmp_path: Path, monkeypatch) -> None:
    from docgen.convert.embedded import word2pdf_pages

    def fail(*_args: object) -> None:
        raise AttributeError("tak terduga")

    monkeypatch.setattr(word2pdf_pages, "parse_document", fail)
    document = new()
    document.add_paragraph("isi")
    outcome = convert(saved(document, tmp_path / "surat.docx"))
    assert outcome.finding and outcome.finding.code == "convert-failed"
    assert "tak terduga" in outcome.finding.message


def test_without_the_library_it_is_absent(monkeypatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    engine = find_engine("embedded", {})
    assert isinstance(engine, Absent)
    assert "docgen-naskah[embedded]" in engine.advice


@pytest.mark.soffice
def test_letters_come_out_as_libreoffice_draws_them(tmp_path: Path) -> None:
    """The same words on the same pages; a paragraph may have a line less, but never two."""
    sources = [
        path
        for path in sorted(built_sample().glob("output/*/*/*/*.docx"))
        if path.stem != "pembinaan-2025"  # a draft, whose mark stands in a frame
    ]
    assert len(sources) >= 8
    jobs = [Job(path, tmp_path / f"{path.stem}.pdf", path.stem) for path in sources]
    for outcome in Embedded().convert(jobs):
        assert outcome.finding is None
        mine = words_with_places(outcome.job.target.read_bytes())
        theirs = words_with_places(outcome.job.source.with_suffix(".pdf").read_bytes())
        assert len(mine) == len(theirs) == outcome.pages
        for one, other in zip(mine, theirs, strict=True):
            assert one.keys() == other.keys()
            away = [abs(one[word] - other[word]) for word in one]
            assert max(away) < A_LINE, outcome.job.source.name


def words_with_places(data: bytes) -> list[dict[str, float]]:
    """On each page how high each longer word stands that is there once."""
    pages = []
    with PdfDocument(io.BytesIO(data)) as pdf:
        for page in pdf:
            text = page.get_textpage()
            content = text.get_text_range()
            words = {word for word in content.split() if len(word) > 5}
            once = [word for word in words if content.count(word) == 1]
            pages.append({word: text.get_charbox(content.index(word))[1] for word in once})
    return pages
