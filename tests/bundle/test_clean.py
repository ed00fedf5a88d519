"""Foreign PDFs: what runs or asks goes, what shows stays, what does not fit is put beside."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Encryption, Name, String
from pypdfium2 import PdfDocument

from docgen.bundle.foreign.clean import clean
from docgen.bundle.foreign.take_in import Foreign, pdfa_obstacles, take_in
from docgen.errors import FindingsError
from docgen.findings import Severity, Where
from tests.support import hostile_pdfs as hostile
from tests.support.hostile_pdfs import BESIDE, MENDED, plain, saved
from tests.support.steps import counting_steps

WHERE = Where("surat_lain.pdf")
SAID = {
    "scripts": {"pdf-actions-removed"},
    "launching_links": {"pdf-actions-removed"},
    "chained_actions": {"pdf-actions-removed"},
    "attachment": {"pdf-attachments-removed"},
    "media": {"pdf-media-removed"},
    "notes": {"pdf-notes-flattened", "pdf-comments-removed"},
    "acting_fields": {"pdf-actions-removed"},
    "form": {"pdf-form-flattened", "pdf-actions-removed"},
    "xfa": {"pdf-xfa-removed"},
    "empty_signature_field": {"pdf-form-flattened"},
    "old_names": {"pdf-links-removed"},
    "boxes": {"pdf-page-mended"},
    "layers": {"pdf-layers-flattened"},
    "forbidden_content": {"pdf-content-mended"},
}


def taken(data: bytes, folder: Path) -> tuple[Foreign, Path]:
    source, target = folder / "asal.pdf", folder / "bersih.pdf"
    source.write_bytes(data)
    return take_in(source, target, WHERE), target


def spoilt(*names: str, pages: int = 3) -> bytes:
    with plain(pages) as pdf:
        for name in names:
            MENDED[name](pdf)
        return saved(pdf)


@pytest.mark.parametrize("name", MENDED)
def test_each_is_mended_and_said(name: str, tmp_path: Path) -> None:
    result, target = taken(spoilt(name), tmp_path)
    assert result.fits and result.pages == 3
    assert pdfa_obstacles(target) == []
    assert all(finding.severity is Severity.HINT for finding in result.findings)
    assert {finding.code for finding in result.findings} >= SAID.get(name, set())
    again = tmp_path / "lagi"
    again.mkdir()
    assert taken(spoilt(name), again)[1].read_bytes() == target.read_bytes()
    with pikepdf.open(target) as pdf:
        everything = b"\n".join(item.unparse(resolved=True) for item in pdf.objects)
    for word in (
        b"JavaScript",
        b"Launch",
        b"/AA",
        b"EmbeddedFile",
        b"/XFA",
        b"AcroForm",
        b"docgen:",
    ):
        assert word not in everything


@pytest.mark.parametrize("name", BESIDE)
def test_what_does_not_fit_is_a_warning_with_advice(name: str, tmp_path: Path) -> None:
    spoil, code = BESIDE[name]
    with plain() as pdf:
        spoil(pdf)
        data = saved(pdf)
    result, target = taken(data, tmp_path)
    assert not result.fits and not target.exists()
    (finding,) = [each for each in result.findings if each.severity is Severity.WARNING]
    assert finding.code == code
    assert "di luar berkas arsip" in finding.message and finding.where == WHERE


@pytest.mark.parametrize(
    ("data", "code"),
    [(hostile.long_chain(), "pdf-too-deep"), (hostile.bomb(), "pdf-too-much")],
    ids=["chain", "bomb"],
)
def test_what_would_crash_stays_beside(data: bytes, code: str, tmp_path: Path) -> None:
    before = pikepdf.settings.get_qpdf_limits()
    result, target = taken(data, tmp_path)
    assert not result.fits and not target.exists()
    assert result.findings[-1].code == code
    assert pikepdf.settings.get_qpdf_limits() == before


@pytest.mark.parametrize(
    "data",
    [
        b"", b"halo", b"%PDF-1.7\n", saved(plain())[:40], hostile.deep_tree(),
        hostile.looping_tree(), hostile.written([hostile.CATALOGUE, b"<</Type/Pages/Kids[]>>"]),
        hostile.written([b"<</Type/Catalog>>"]), hostile.written([b"7"]),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_an_error(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(FindingsError) as caught:
        taken(data, tmp_path)
    (finding,) = caught.value.findings
    assert (finding.code, finding.where.file) == ("bundle-not-a-pdf", WHERE.file)
    assert not (tmp_path / "bersih.pdf").exists()


def test_a_missing_file_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(FindingsError):
        take_in(tmp_path / "tidak ada.pdf", tmp_path / "x.pdf", WHERE)


def test_locks(tmp_path: Path) -> None:
    with plain() as pdf:
        open_lock = saved(pdf, encryption=Encryption(owner="x", user="", R=6))
        real_lock = saved(pdf, encryption=Encryption(owner="x", user="y", R=6))
    result, target = taken(open_lock, tmp_path)
    assert result.fits and [finding.code for finding in result.findings] == ["pdf-unlocked"]
    with pikepdf.open(target) as pdf:
        assert not pdf.is_encrypted
    target.unlink()
    result, target = taken(real_lock, tmp_path)
    assert not result.fits and not target.exists()
    assert [finding.code for finding in result.findings] == ["pdf-locked"]


def test_broken_references_are_repaired_and_said(tmp_path: Path) -> None:
    result, _target = taken(hostile.broken_references(), tmp_path)
    assert result.fits and result.pages == 3
    assert [finding.code for finding in result.findings] == ["pdf-repaired"]


def shown(data: bytes, page: int = 0) -> bytes:
    with PdfDocument(data) as document:
        return document[page].render(scale=0.25).to_pil().convert("L").tobytes()


@pytest.mark.parametrize("name", ["form", "stamps", "media", "layers", "boxes", "attachment"])
def test_pages_look_as_before(name: str, tmp_path: Path) -> None:
    with plain() as pdf:
        MENDED[name](pdf)
        if name == "boxes":
            pdf.pages[-1].obj.Rotate = 0
        data = saved(pdf)
    _result, target = taken(data, tmp_path)
    # PDFium draws forms apart from the page: what is compared must not be blank.
    with PdfDocument(data) as document:
        document.init_forms()
        before = document[0].render(scale=0.25, may_draw_forms=True).to_pil().convert("L")
    assert shown(target.read_bytes()) == before.tobytes()
    assert len(set(before.tobytes())) > 1


def test_every_action_is_counted(tmp_path: Path) -> None:
    result, _target = taken(spoilt("acting_fields"), tmp_path)
    (said,) = [each for each in result.findings if each.code == "pdf-actions-removed"]
    assert said.message.startswith("3 ")  # the field, the bookmark, the drawing


def test_links_keep_their_frames(tmp_path: Path) -> None:
    _result, target = taken(spoilt("framed_links"), tmp_path)
    with pikepdf.open(target) as pdf:
        links = list(pdf.pages[0].obj.Annots)
        assert [[int(side) for side in link.Border] for link in links] == [
            [0, 0, 3], [0, 0, 1], [0, 0, 1], [0, 0, 0],
        ]  # fmt: skip
        assert [int(part) for part in links[0].C] == [1, 0, 0]
        assert (links[1].BS.W, links[1].BS.S) == (4, Name.U)
        assert all(link.A.URI == "https://a.go.id" for link in links)
    with PdfDocument(target.read_bytes()) as document:  # the picture of the last
        assert document[0].render().to_pil().getpixel((125, 842 - 395))[:3] == (255, 0, 0)


def test_page_boxes_and_rotation_are_kept(tmp_path: Path) -> None:
    _result, target = taken(spoilt("boxes"), tmp_path)
    with pikepdf.open(target) as pdf:
        first, last = pdf.pages[0].obj, pdf.pages[-1].obj
        assert [float(side) for side in first.CropBox] == [-100, 0, 100, 700]
        assert "/TrimBox" not in first and first.Rotate == 90 and first.UserUnit == 2
        assert "/Rotate" not in last


def targets(pdf: pikepdf.Pdf) -> list[list[int]]:
    numbers = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
    return [
        [numbers[link.Dest[0].objgen] for link in page.obj.get("/Annots", Array())]
        for page in pdf.pages
    ]


def test_links_work_inside_the_bundle(tmp_path: Path) -> None:
    _result, target = taken(spoilt("named_links", "old_names", "chained_actions"), tmp_path)
    with pikepdf.open(target) as source, pikepdf.new() as bundle:
        bundle.add_blank_page()
        uri = source.pages[0].obj.Annots[-1]
        assert str(uri.A.URI) == "https://contoh.go.id" and "/Next" not in uri.A
        del source.pages[0].obj.Annots[-1]
        assert targets(source) == [[2, 2], [0], [1]]
        bundle.add_pages_from(source)
        assert targets(bundle) == [[], [3, 3], [1], [2]]


def test_thousands_of_names_in_linear_steps() -> None:
    def steps(pages: int) -> int:
        with pikepdf.open(io.BytesIO(spoilt("named_links", pages=pages))) as pdf:
            with counting_steps() as count:
                assert clean(pdf, WHERE) == []
            assert targets(pdf) == [[(number + 2) % pages] for number in range(pages)]
            return count()

    assert steps(2000) < 10 * steps(200) * 1.2  # quadratic would be 100 times


def test_fields_of_one_name_do_not_collide(tmp_path: Path) -> None:
    _result, target = taken(spoilt("form"), tmp_path)
    with pikepdf.open(target) as pdf:
        assert "/AcroForm" not in pdf.Root
        assert not any("/T" in item for item in pdf.objects if isinstance(item, Dictionary))


def test_a_value_without_appearance_is_drawn() -> None:
    with plain() as pdf:
        hostile.form(pdf)
        field = pdf.pages[0].obj.Annots[-1]
        del field.AP
        field.DA = String("/Helv 12 Tf 0 g")
        font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
        pdf.Root.AcroForm.DR = Dictionary(Font=Dictionary(Helv=font))
        clean(pdf, WHERE)
        with PdfDocument(saved(pdf)) as document:
            assert "Budi" in document[0].get_textpage().get_text_range()


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    names=st.lists(st.sampled_from([*MENDED, *BESIDE]), max_size=6, unique=True),
    cut=st.one_of(st.none(), st.integers(0, 6000)),
    flips=st.lists(st.tuples(st.integers(0, 8000), st.integers(0, 255)), max_size=4),
    lock=st.booleans(),
)
def test_any_mixture_is_taken_in_or_refused(
    names: list[str], cut: int | None, flips: list[tuple[int, int]], lock: bool, tmp_path: Path
) -> None:
    with plain() as pdf:
        for name in names:
            try:
                (MENDED.get(name) or BESIDE[name][0])(pdf)
            except (TypeError, ValueError, AttributeError, KeyError):
                continue  # one that another had spoilt already
        data = bytearray(
            saved(pdf, **({"encryption": Encryption(user="", owner="x")} if lock else {}))
        )
    for place, value in flips:
        data[place % len(data)] = value
    try:
        result, target = taken(bytes(data[:cut]), tmp_path)
    except FindingsError as problem:
        assert [finding.code for finding in problem.findings] == ["bundle-not-a-pdf"]
        return
    assert result.fits == target.exists()
    if result.fits:
        assert pdfa_obstacles(target) == []
        with pikepdf.open(target) as pdf:
            assert len(pdf.pages) == result.pages
            assert pdf.check_pdf_syntax() == []
        target.unlink()
