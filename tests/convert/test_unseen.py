"""What stands in an office file unseen is told, and what is seen is what is printed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from openpyxl.comments import Comment

from docgen.convert import Job, convert_all, look_at_file, look_at_template
from docgen.convert.unseen.cleaned import cleaned
from docgen.convert.unseen.parts import OfficeParts
from docgen.findings import Severity, Where
from docgen.ooxml.names import W
from tests.support.packages import Added, package
from tests.support.pdfs import page_texts
from tests.support.unseen_documents import (
    CHANGES,
    DROPPED,
    FIELDS,
    PLACES,
    REFUSED,
    Kept,
    Place,
    comment,
    commented,
    field,
    in_body,
    para,
    seeded,
    simple_field,
    words,
)
from tests.support.workspaces import ROOT, soffice

HERE = Where("berkas")
LINKS = {"rIdX": "file:///C:/ada/di/tempat/lain.png"}


def codes(data: bytes, *, accept: bool = False) -> set[tuple[str, str]]:
    found = look_at_file(data, HERE, accept_changes=accept)
    return {(each.code, str(each.severity)) for each in found}


def in_template(data: bytes) -> set[tuple[str, str]]:
    return {(each.code, str(each.severity)) for each in look_at_template(data, HERE)}


def shown(data: bytes) -> str:
    """The text of all stories of a package, without what was struck out."""
    parts = OfficeParts(data)
    texts = []
    for name in parts.stories:
        root = parts.root(name)
        assert root is not None
        for paragraph in root.iter(f"{W}p"):
            texts.append("".join(each.text or "" for each in paragraph.iter(f"{W}t")))
    return " ".join(" ".join(texts).split())


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("kept", CHANGES, ids=lambda kept: kept.shows)
def test_tracked_changes_are_refused_or_accepted(kept: Kept, place: Place) -> None:
    data = place(kept.content)
    assert codes(data) == {("file-tracked-change", "error")}
    assert codes(data, accept=True) == {("file-tracked-change", "warning")}
    assert in_template(data) == {("template-tracked-change", "error")}
    printed = cleaned(data)
    assert printed is not None
    assert kept.shows in shown(printed)
    assert not kept.hides or kept.hides not in shown(printed)
    assert codes(printed) == set() and cleaned(printed) is None


def test_a_change_is_told_with_its_author_and_paragraph() -> None:
    (finding,) = look_at_template(in_body(CHANGES[0].content), HERE)
    assert "Ani" in finding.message and "terima atau tolak" in finding.message
    assert finding.where.paragraph and "Honor" in finding.where.paragraph


def test_rows_and_cells_that_were_struck_out_are_gone() -> None:
    by = 'w:id="1" w:author="Ani"'
    row = "<w:tr>{}<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc></w:tr>"
    table = (
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>"
        + row.format(f"<w:trPr><w:del {by}/></w:trPr>", "lama")
        + row.format(f"<w:trPr><w:ins {by}/></w:trPr>", "baru")
        + "</w:tbl>"
    )
    data = in_body(table)
    assert codes(data) == {("file-tracked-change", "error")}
    printed = cleaned(data)
    assert printed and "baru" in shown(printed) and "lama" not in shown(printed)


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
@pytest.mark.parametrize("kept", FIELDS, ids=lambda kept: kept.shows)
def test_fields_show_what_they_show_in_the_file(kept: Kept, place: Place) -> None:
    data = place(kept.content)
    assert codes(data) == set()
    printed = cleaned(data)
    assert printed and kept.shows in shown(printed)
    root = OfficeParts(printed)
    assert not any(root.holds(name, b"fldChar", b"fldSimple") for name in root.stories)
    assert in_template(data) == {("template-field", "error")}


@pytest.mark.parametrize("content", REFUSED)
@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.__name__)
def test_fields_that_reach_outside_are_refused(content: str, place: Place) -> None:
    assert codes(place(content)) == {("file-field-outside", "error")}
    assert in_template(place(content)) == {("file-field-outside", "error")}


@pytest.mark.parametrize(
    "content",
    [
        para(words("Halaman "), field("PAGE", "1"), words(" dari "), field("NUMPAGES", "2")),
        para('<w:bookmarkStart w:id="1" w:name="_Ref1"/>', words("Tabel 1"),
             '<w:bookmarkEnd w:id="1"/>', field("REF _Ref1 \\h", "Tabel 1")),
        para('<w:bookmarkStart w:id="1" w:name="pihak"/>', words("PIHAK"),
             '<w:bookmarkEnd w:id="1"/>', simple_field("pihak", "PIHAK")),
        para(words("Gambar "), simple_field("SEQ Gambar", "1")),
        para(words("lihat "), field('HYPERLINK "https://x.example"', "laman")),
    ],
)  # fmt: skip
def test_fields_that_pages_compute_are_nothing_to_tell(content: str) -> None:
    assert in_template(in_body(content)) == set()
    assert codes(in_body(content)) == set()


def test_fields_inside_fields_are_frozen_from_within() -> None:
    inner = field("DATE", "2 Januari 2025")
    outer = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> IF </w:instrText></w:r>'
        f'{inner}<w:r><w:instrText> = "x" "a" "b"</w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>' + words("hasil luar") +
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )  # fmt: skip
    printed = cleaned(in_body(para(words("Awal "), outer, words(" ujung"))))
    assert printed and "hasil luar ujung" in shown(printed)


@pytest.mark.parametrize(
    "content",
    [
        para(commented("Isi surat")),
        para(words("awal "), commented("tengah"), words(" akhir")),
        para(words("tanpa jangkar")),
    ],
)
def test_comments_stop_a_template_and_are_left_out_of_a_file(content: str) -> None:
    data = package(content, comment("jangan disebut"))
    assert in_template(data) == {("template-comment", "error")}
    assert codes(data) == {("file-comment", "warning")}
    (finding,) = look_at_template(data, HERE)
    assert "Ani" in finding.message and "jangan disebut" in finding.message


def test_comments_of_cells(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active["B2"] = 5
    book.active["B2"].comment = Comment("angka belum pasti", "Budi")
    target = io.BytesIO()
    book.save(target)
    (finding,) = look_at_template(target.getvalue(), HERE)
    assert finding.code == "template-comment" and "Budi" in finding.message
    assert codes(target.getvalue()) == {("file-comment", "warning")}


def workbook(formula: str = "", header: str = "") -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Rekap"
    book.active["B2"] = formula or "isi"
    book.active.oddHeader.left.text = header
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    ("formula", "header"),
    [
        ("=TODAY()", ""),
        ('="per "&TEXT(NOW(),"d/m/yyyy")', ""),
        ('=CELL("filename")', ""),
        ("=RANDBETWEEN(1,9)", ""),
        ("", "Dicetak &D"),
        ("", "&F"),
    ],
)
def test_what_a_workbook_computes_anew_is_told(formula: str, header: str) -> None:
    data = workbook(formula, header)
    assert codes(data) == {("file-computed-anew", "warning")}
    assert in_template(data) == {("template-field", "error")}
    (finding,) = look_at_template(data, HERE)
    assert finding.where.sheet == "Rekap"
    assert finding.where.cell == ("B2" if formula else None)


@pytest.mark.parametrize(
    ("formula", "header"),
    [
        ("=SUM(A1:A3)", ""),
        ('="TODAY() "&A1', ""),
        ("=KNOWN(1)", ""),
        ("", "Halaman &P dari &N, R&&D"),
    ],
)
def test_other_formulas_and_codes_are_nothing_to_tell(formula: str, header: str) -> None:
    data = workbook(formula, header)
    assert codes(data) == set() and in_template(data) == set()


@pytest.mark.parametrize("content", DROPPED)
def test_what_is_not_printed_is_told_before(content: str) -> None:
    data = package(para(words("Sebelum.")) + content + para(words("Sesudah.")), links=LINKS)
    assert codes(data) == {("content-not-printed", "warning")}
    assert in_template(data) == {("content-not-printed", "warning")}


def test_hidden_text_properties_and_ties() -> None:
    hidden = para("<w:r><w:rPr><w:vanish/></w:rPr><w:t>rahasia</w:t></w:r>", words("terlihat"))
    shown_again = para('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>biasa</w:t></w:r>')
    assert in_template(in_body(hidden)) == {("template-hidden-text", "warning")}
    assert in_template(in_body(shown_again)) == set()
    custom = Added(
        "docProps/custom.xml", "custom-properties",
        b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'custom-properties"><property name="Klasifikasi Internal"/></Properties>',
        "application/vnd.openxmlformats-officedocument.custom-properties+xml", ("rIdP",),
    )  # fmt: skip
    (finding,) = look_at_template(package(para(words("x")), custom), HERE)
    assert finding.code == "template-properties" and "Klasifikasi Internal" in finding.message


@pytest.mark.parametrize(
    "binding",
    [
        '<w:dataBinding w:xpath="/x"/>',
        '<x:dataBinding xmlns:x="http://schemas.microsoft.com/office/word/2012/wordml"/>',
        '<w:richText/><w15:dataBinding xmlns:w15="http://schemas.microsoft.com/office/word/2012/'
        'wordml" w:xpath="/x"/>',
    ],
)
def test_controls_lose_what_they_are_bound_to(binding: str) -> None:
    bound = para(
        f'<w:sdt><w:sdtPr><w:alias w:val="Judul"/>{binding}</w:sdtPr>'
        f"<w:sdtContent>{words('Judul lama')}</w:sdtContent></w:sdt>"
    )
    assert in_template(in_body(bound)) == {("template-bound-control", "warning")}
    printed = cleaned(in_body(bound))
    assert printed and b"dataBinding" not in zipfile.ZipFile(io.BytesIO(printed)).read(
        "word/document.xml"
    )


def test_damage_is_not_this_looks_business() -> None:
    for data in (b"", b"PK", in_body(para(words("x")))[:200]):
        assert look_at_template(data, HERE) == ()
        assert look_at_file(data, HERE, accept_changes=False) == ()
        assert cleaned(data) is None


@pytest.mark.parametrize("path", sorted((ROOT / "templates").glob("*.[dx][ol][cs]x")), ids=str)
def test_the_shipped_templates_hide_nothing(path: Path) -> None:
    data = path.read_bytes()
    assert look_at_template(data, HERE) == ()
    assert path.suffix == ".xlsx" or cleaned(data) is None


@pytest.mark.soffice
def test_sixty_documents_are_printed_as_they_are_seen_or_told_of(tmp_path: Path) -> None:
    """A field, change or dropped part in any place: the PDF shows the text, or a finding says."""
    program = soffice()
    jobs, due = [], []
    for number in range(60):
        _kind, place, feature = seeded(number)
        data = place(feature if isinstance(feature, str) else feature.content)
        found = look_at_file(data, HERE, accept_changes=True)
        source = tmp_path / f"{number}.docx"
        source.write_bytes(data)
        if isinstance(feature, str):
            assert found, (number, feature)
        else:
            target = tmp_path / f"{number}.pdf"
            jobs.append(Job(source=source, target=target, title="x", accept_changes=True))
            due.append(feature)
    for job, outcome, kept in zip(jobs, convert_all(jobs, program), due, strict=True):
        assert outcome.ok, outcome.finding
        text = " ".join(" ".join(page_texts(job.target)).split())
        assert kept.shows in text, (job.source.name, text)
        assert not kept.hides or kept.hides not in text
        assert "Error" not in text


@pytest.mark.soffice
def test_a_document_with_open_changes_is_never_printed_by_the_way(tmp_path: Path) -> None:
    source = tmp_path / "a.docx"
    source.write_bytes(in_body(CHANGES[0].content))
    (outcome,) = convert_all([Job(source=source, target=tmp_path / "a.pdf", title="a")], soffice())
    assert outcome.finding and outcome.finding.code == "file-tracked-change"
    assert outcome.finding.severity is Severity.ERROR
    assert not (tmp_path / "a.pdf").exists()


def test_namespaces_survive() -> None:
    printed = cleaned(in_body(FIELDS[0].content))
    assert printed
    root = etree.fromstring(zipfile.ZipFile(io.BytesIO(printed)).read("word/document.xml"))
    assert root.tag == f"{W}document"
