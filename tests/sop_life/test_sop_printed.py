"""Marks on every page, and the table of the history, as they stand in the Word document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import docx
import pikepdf
import pytest
from lxml import etree

from docgen.bundle import find_font, stamp_state
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.load.workspace import default_profile
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.ooxml.usual import template_bytes
from docgen.render.sop.history import history_place
from docgen.render.sop.sheet import render_sop, sop_sheet
from docgen.render.sop.state_mark import with_mark
from tests.support.documents import docx_of
from tests.support.pdfs import page_texts, plain_pdf
from tests.support.sops import sop
from tests.support.workspaces import ROOT

TEMPLATE = template_bytes(ROOT / "templates/sop.docx")
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ENTRY = {"tanggal": "1 Juni 2025", "alasan": "UU <baru> & lain", "disahkan_oleh": "Ratna"}


def profile(place: str) -> Profile:
    shipped = default_profile()
    rules = shipped.sop.model_copy(update={"riwayat_tercetak": place})
    return shipped.model_copy(update={"sop": rules})


def rendered(checked: Sop, rules: Profile, mark: str = "") -> bytes:
    where = Where("sop.docx")
    sheet = sop_sheet(checked, TEMPLATE, where, None, rules)
    drawing = lay_out(checked, sheet, lambda *path: where).value
    assert drawing is not None
    place = history_place(checked, rules)
    return render_sop(drawing, TEMPLATE, where, None, history=place, mark=mark)


def headers(data: bytes) -> list[str]:
    """The texts of all headers that the sections refer to, by kind."""
    document = docx.Document(io.BytesIO(data))
    found = []
    for section in document.sections:
        found.append("".join(p.text for p in section.header.paragraphs))
        if section.different_first_page_header_footer:
            found.append("".join(p.text for p in section.first_page_header.paragraphs))
    return found


def test_without_a_state_nothing_changes() -> None:
    data = rendered(sop(), default_profile())
    assert with_mark(data, "") is data
    assert "RIWAYAT" not in document_xml(data)


def document_xml(data: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return package.read("word/document.xml").decode()


@pytest.mark.parametrize("title_page", [False, True])
def test_a_draft_says_so_on_every_page(title_page: bool) -> None:
    found = headers(rendered(sop(halaman_judul=title_page), default_profile(), "KONSEP"))
    assert found == ["KONSEP"] * len(found) and len(found) == 2


def test_headers_of_the_office_stay() -> None:
    document = docx.Document(io.BytesIO(docx_of("Isi")))
    document.sections[0].header.paragraphs[0].text = "Kepala kantor"
    document.add_section()
    buffer = io.BytesIO()
    document.save(buffer)
    data = with_mark(buffer.getvalue(), "DICABUT <1> & 2")
    found = headers(data)
    assert found == ["DICABUT <1> & 2Kepala kantor"] * 2  # the second section has the first's


def history_rows(data: bytes) -> list[list[str]]:
    for table in docx.Document(io.BytesIO(data)).tables:
        rows = [[cell.text for cell in row.cells] for row in table.rows]
        if rows[0][0] == "No" and "Disahkan oleh" in rows[0]:
            return rows
    return []


@pytest.mark.parametrize(
    ("asked", "own", "title_page", "before"),
    [
        ("tidak", None, False, ""),
        ("halaman judul", "tidak", True, ""),
        ("halaman judul", None, True, "Dasar Hukum"),
        ("halaman judul", None, False, "Uraian Prosedur"),  # there is no title page
        ("di belakang identitas", None, True, "Uraian Prosedur"),
        ("tidak", "di belakang identitas", False, "Uraian Prosedur"),
    ],
)
def test_where_the_history_stands(
    asked: str, own: str | None, title_page: bool, before: str
) -> None:
    layout = {"riwayat": own} if own else {}
    checked = sop(riwayat=[ENTRY], halaman_judul=title_page, tata_letak=layout)
    data = rendered(checked, profile(asked))
    rows = history_rows(data)
    if not before:
        assert rows == []
        return
    assert rows == [
        ["No", "Tanggal", "Uraian Perubahan", "Disahkan oleh"],
        ["1", "1 Juni 2025", "UU <baru> & lain", "Ratna"],
    ]
    text = document_xml(data)
    assert text.index("RIWAYAT PERUBAHAN") < text.index(before)
    if before == "Uraian Prosedur":
        assert text.index("Dasar Hukum") < text.index("RIWAYAT PERUBAHAN")


def test_a_long_history_survives_page_breaks() -> None:
    """Rows stay whole, the head is repeated; no row has a fixed height that would cut a text."""
    checked = sop(riwayat=[{**ENTRY, "alasan": "panjang " * 40}] * 60)
    data = rendered(checked, profile("di belakang identitas"))
    body = etree.fromstring(document_xml(data).encode())
    table = next(t for t in body.iter(f"{W}tbl") if "Uraian Perubahan" in "".join(t.itertext()))
    rows = table.findall(f"{W}tr")
    assert len(rows) == 61
    assert [row.find(f"{W}trPr/{W}tblHeader") is not None for row in rows] == [True] + [False] * 60
    assert all(row.find(f"{W}trPr/{W}cantSplit") is not None for row in rows)
    rules = {row.find(f"{W}trPr/{W}trHeight").get(f"{W}hRule") for row in rows}  # type: ignore[union-attr]
    assert rules == {"atLeast"}


def test_a_stamp_stands_on_every_page() -> None:
    font = find_font({})
    data = stamp_state(plain_pdf(3), "DIGANTIKAN OLEH 9", "abc", font)
    assert [" ".join(text.split()) for text in page_texts(data)] == ["DIGANTIKAN OLEH 9"] * 3
    with pikepdf.open(io.BytesIO(data)) as pdf:
        assert str(pdf.docinfo["/docgen:source"]) == "abc"
    assert stamp_state(plain_pdf(3), "DIGANTIKAN OLEH 9", "abc", font) == data


def test_forms_are_there() -> None:
    for name in ("monitoring_sop", "evaluasi_sop"):
        assert (Path(ROOT) / f"templates/{name}.docx").is_file()
