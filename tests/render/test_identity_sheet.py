"""The identity sheet of a SOP: on one page whenever it can, and what was measured is printed."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdf import PdfReader

from docgen.convert import Job, convert_all
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.render.sop.sheet import render_sop, sop_sheet
from tests.support.flowchart.sops import plain_spec
from tests.support.workspaces import ROOT, soffice

TEMPLATE, WHERE = (ROOT / "templates" / "sop.docx").read_bytes(), Where("sop.docx")
LAW = "Peraturan Daerah Kota Contoh Nomor 8 Tahun 2020 tentang Susunan Perangkat Daerah nomor {}"
# Names of the sheet's parts at its foot.
LAST = "Pencatatan dan Pendataan"


def drawing_of(laws: int, steps: int = 12, **more: object) -> Drawing:
    spec = plain_spec(["memeriksa berkas permohonan"] * steps, lanes=4)
    spec["dasar_hukum"] = [LAW.format(number) for number in range(laws)]
    spec["tata_letak"] |= more
    sop = Sop.model_validate(spec)
    sheet = sop_sheet(sop, TEMPLATE, WHERE, None, Profile(nama="uji"))
    drawing = lay_out(sop, sheet, lambda *_: WHERE).value
    assert drawing is not None
    return drawing


def test_it_is_as_large_as_fits() -> None:
    short, long = drawing_of(3), drawing_of(14)
    assert short.identity and short.identity.scale == 1
    assert long.identity and long.identity.scale < 1
    assert long.identity.height <= long.sheet.text_height


def test_the_ways_to_set_it_get_lower() -> None:
    heights = [way.height for way in drawing_of(14).sheet.identities]
    assert heights == sorted(heights, reverse=True)


def test_the_flowchart_begins_under_it_where_that_saves_a_page() -> None:
    assert drawing_of(2, steps=4).pages[0].above > 0
    assert drawing_of(2, steps=11).pages[0].above == 0


@pytest.mark.parametrize(("huruf", "size"), [(9, 9), (8.5, 8.5)])
def test_the_spec_fixes_the_size_of_the_text(huruf: float, size: float) -> None:
    assert drawing_of(2, huruf=huruf).style.size == size


def test_no_text_is_smaller_than_the_profile_lets_it_be() -> None:
    sop = Sop.model_validate(plain_spec(["memeriksa berkas " * 12] * 9))
    profile = Profile.model_validate({"nama": "uji", "sop": {"huruf_terkecil": 9}})
    assert min(sop_sheet(sop, TEMPLATE, WHERE, None, profile).texts) == 9


@pytest.mark.soffice
@pytest.mark.parametrize(("laws", "pages"), [(2, 1), (9, 1), (14, 1), (60, 3)])
def test_it_is_printed_as_measured(laws: int, pages: int, tmp_path: Path) -> None:
    """Its last part stands on the page before the flowchart, and no page has but its head."""
    drawing = drawing_of(laws)
    document = tmp_path / "sop.docx"
    document.write_bytes(render_sop(drawing, TEMPLATE, WHERE, None))
    (outcome,) = convert_all([Job(document, tmp_path / "sop.pdf", "sop")], soffice())
    assert outcome.finding is None
    texts = [page.extract_text() for page in PdfReader(tmp_path / "sop.pdf").pages]
    assert len(texts) - len(drawing.pages) in ({1} if pages == 1 else {2, 3})
    identity = texts[: len(texts) - len(drawing.pages)]
    assert LAST in identity[-1]
    assert all("nomor" in text for text in identity)
