"""How a SOP is signed, and how its paper lies: the QR, the sentences, upright sheets."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
from pypdfium2 import PdfDocument

from docgen.convert import Job, convert_all
from docgen.findings import Where
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.workspace import load_profile
from docgen.model.profile import Profile
from docgen.model.sop import Sop
from docgen.render.sop.sheet import render_sop, sop_sheet
from tests.support.flowchart.sops import plain_spec
from tests.support.workspaces import ROOT, soffice

TEMPLATE, WHERE = (ROOT / "templates" / "sop.docx").read_bytes(), Where("sop.docx")
BY = {"jabatan": "Kepala Dinas", "nama": "Budi", "cara_ttd": "elektronik"}
LINK = {"tautan": "https://contoh.go.id/v/1"}
OVER_NAME, FOOT = "Ditandatangani secara elektronik", "sertifikat elektronik"
DARK = 100  # of 255


def profile(**sop_rules: Any) -> Profile:
    usual = load_profile(ROOT, "default").value
    assert usual is not None
    changed = usual.sop.model_copy(update=sop_rules)
    return usual.model_copy(update={"sop": changed})


def made(rules: Profile, **spec: Any) -> tuple[Drawing, bytes]:
    """The drawing and the document of a SOP of two steps."""
    layout = {"kertas": "A4"} | spec.pop("tata_letak", {})
    data = plain_spec(["menerima", "menyimpan"], lanes=4) | spec | {"tata_letak": layout}
    sop = Sop.model_validate(data)
    sheet = sop_sheet(sop, TEMPLATE, WHERE, None, rules)
    drawing = lay_out(sop, sheet, lambda *_: WHERE).value
    assert drawing is not None
    return drawing, render_sop(drawing, TEMPLATE, WHERE, None, rules.surat)


def parts(document: bytes) -> tuple[str, str, int]:
    """Body, feet, and how many pictures."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        names = package.namelist()
        feet = "".join(package.read(n).decode() for n in names if n.startswith("word/footer"))
        pictures = sum(name.startswith("word/media/") for name in names)
        return package.read("word/document.xml").decode(), feet, pictures


@pytest.mark.parametrize("who", ["disahkan_oleh", "penutup"])
@pytest.mark.parametrize("link", [{}, LINK])
def test_an_electronic_signature_has_its_words_and_qr(who: str, link: dict[str, str]) -> None:
    _drawing, document = made(profile(), **{who: BY | link})
    body, feet, pictures = parts(document)
    assert body.count(OVER_NAME) == 1
    assert FOOT in feet
    assert pictures == len(link)


def test_ink_has_none_of_it() -> None:
    body, feet, pictures = parts(made(profile(), disahkan_oleh={"jabatan": "J", "nama": "Budi"})[1])
    assert OVER_NAME not in body and FOOT not in feet and pictures == 0


def test_a_closing_block_with_a_qr_has_more_room() -> None:
    ink, code = (made(profile(), penutup={**BY, **way})[0].sheet.closing
                 for way in ({"cara_ttd": "basah"}, LINK))  # fmt: skip
    assert code > ink


@pytest.mark.parametrize(
    ("stated", "of_profile", "upright"),
    [
        ({}, "mendatar", False),
        ({}, "tegak", True),
        ({"arah": "tegak"}, "mendatar", True),
        ({"arah": "mendatar"}, "tegak", False),
    ],
)
def test_how_the_paper_lies(stated: dict[str, str], of_profile: str, upright: bool) -> None:
    drawing, document = made(profile(arah=of_profile), tata_letak=stated)
    assert (drawing.sheet.height > drawing.sheet.width) == upright
    assert ('w:orient="portrait"' in parts(document)[0]) == upright


@pytest.mark.parametrize("may_turn", [True, False])
def test_titles_are_turned_where_the_profile_lets_them(may_turn: bool) -> None:
    spec = plain_spec(["menerima"], lanes=9)["pelaksana"] | {"p1": "Pertanggungjawaban"}
    drawing, _document = made(profile(kepala_tegak=may_turn), pelaksana=spec)
    assert any(column.turned for column in drawing.columns) == may_turn


@pytest.mark.soffice
@pytest.mark.parametrize("layout", ["mendatar", "tegak"])
def test_the_sentence_is_seen_at_the_foot_of_every_page(layout: str, tmp_path: Path) -> None:
    """Also on a title page; LibreOffice may give words in a PDF that it does not draw."""
    drawing, document = made(
        profile(arah=layout), halaman_judul=True, disahkan_oleh=BY | LINK, penutup=BY | LINK
    )
    (tmp_path / "sop.docx").write_bytes(document)
    job = Job(tmp_path / "sop.docx", tmp_path / "sop.pdf", "sop")
    (outcome,) = convert_all([job], soffice())
    assert outcome.finding is None
    with PdfDocument(tmp_path / "sop.pdf") as pdf:
        assert len(pdf) == 1 + (drawing.pages[0].above == 0) + len(drawing.pages)
        for page in pdf:
            assert FOOT in page.get_textpage().get_text_range().replace("\r\n", " ")
            picture = page.render(scale=2).to_pil().convert("L")
            width, height = picture.size
            foot = picture.crop((width // 3, height * 94 // 100, width * 2 // 3, height))
            assert min(foot.tobytes()) < DARK
