from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf.pdfa import resolve_save_kwargs

from docgen.bundle import (
    Order,
    Written,
    copied,
    find_font,
    is_signed,
    make_copies,
    pdfa_findings,
)
from docgen.bundle.pdf.save import AS_PDFA
from docgen.bundle.pdf.xmp import NAMESPACE
from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.model.copies import Copy, Role
from docgen.workers.carried import Carried, Kept
from tests.support.hostile.pdfs import written

COPIES = (
    Copy(letter="s-1", role=Role.ASLI, number=1, recipient="Kepala Dinas Ş"),
    Copy(letter="s-1", role=Role.TEMBUSAN, number=2, recipient="Wali Kota <Contoh> & Wakil"),
    Copy(letter="s-1", role=Role.ARSIP, number=1, recipient="Arsip"),
)


@pytest.fixture(params=["by hand", pytest.param("LibreOffice", marks=pytest.mark.soffice)])
def source(request, make_pdf) -> Path:
    if request.param == "by hand":
        return make_pdf("a.pdf", ((0, 0, 595, 842), 0), ((0, 0, 595, 842), 90))
    return request.getfixturevalue("papers") / "sop.pdf"


def test_marks_metadata_and_pdfa(source: Path, tmp_path: Path) -> None:
    written = make_copies(source, COPIES, "9.8.7")
    assert list(written) == ["s-1.asli-1.pdf", "s-1.tembusan-2.pdf", "s-1.arsip.pdf"]
    for copy in COPIES:
        path = tmp_path / copy.file_name
        path.write_bytes(written[copy.file_name])
        assert pdfa_findings(path, Where(str(path))) == ()
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)
        reader = pypdf.PdfReader(path)
        assert len(reader.pages) == 2
        for page in reader.pages:
            text = " ".join(page.extract_text().split())
            assert copy.mark in text
            assert not [other.mark for other in COPIES if other != copy and other.mark in text]
        values = {
            "letter": "s-1", "role": str(copy.role), "recipient": copy.recipient,
            "version": "9.8.7",
        }  # fmt: skip
        assert {key: reader.metadata[f"/docgen:{key}"] for key in values} == values
        with pikepdf.open(path) as pdf:
            packet = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
            assert {key: packet[f"{{{NAMESPACE}}}{key}"] for key in values} == values
            assert packet["dc:title"] == str(pdf.docinfo["/Title"])


def test_same_bytes_and_one_copy_does_not_depend_on_the_order(source: Path) -> None:
    first = make_copies(source, COPIES, "1")
    assert make_copies(source, COPIES, "1") == first
    assert make_copies(source, COPIES[::-1], "1") == first


def test_a_copy_of_a_copy_is_described_once(source: Path, tmp_path: Path) -> None:
    path = tmp_path / "copy.pdf"
    path.write_bytes(make_copies(source, COPIES[:1], "1")["s-1.asli-1.pdf"])
    (again,) = make_copies(path, COPIES[2:], "2").values()
    assert pdfa_findings(again, Where("again")) == ()
    assert again.count(b"<pdfaSchema:prefix>docgen<") == 1


@pytest.mark.parametrize("mode", pikepdf.ObjectStreamMode.__members__.values())
def test_nothing_is_left_of_what_a_source_said_that_is_a_copy(
    make_pdf, tmp_path: Path, mode: pikepdf.ObjectStreamMode
) -> None:
    """Saved again by another program, it says it in the one way or the other."""
    path = tmp_path / "copy.pdf"
    path.write_bytes(make_copies(make_pdf("a.pdf"), COPIES[1:2], "1")["s-1.tembusan-2.pdf"])
    with pikepdf.open(path) as pdf:
        pdf.save(tmp_path / "again.pdf", object_stream_mode=mode)
    for data in make_copies(tmp_path / "again.pdf", COPIES[2:], "2").values():
        assert b"Wali Kota" not in data


def _packet(pdf: pikepdf.Pdf, packing: str) -> None:
    pdf.Root.Metadata = pdf.make_stream(b"")
    pdf.Root.Metadata.write(b"neither packed nor XML", filter=pikepdf.Name(packing))


@pytest.mark.parametrize(
    "spoil",
    [
        lambda pdf: _packet(pdf, "/FlateDecode"),
        lambda pdf: _packet(pdf, "/Unknown"),
        lambda pdf: setattr(pdf.Root, "Metadata", pikepdf.Dictionary()),
        lambda pdf: setattr(pdf.trailer, "Info", pdf.make_indirect(pikepdf.Array([1]))),
        lambda pdf: setattr(pdf.trailer, "Info", pikepdf.String("Kantor")),
        lambda pdf: setattr(pdf.trailer, "Info", pikepdf.Dictionary(Title="Kantor")),
    ],
)
def test_a_scan_that_says_nothing_legible_of_itself(
    tmp_path: Path, spoil: Callable[[pikepdf.Pdf], None]
) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        spoil(pdf)
        kept = pikepdf.StreamDecodeLevel.none
        pdf.save(tmp_path / "scan.pdf", fix_metadata_version=False, stream_decode_level=kept)
    for name, data in make_copies(tmp_path / "scan.pdf", COPIES, "1").items():
        (tmp_path / name).write_bytes(data)
        subprocess.run(["qpdf", "--check", tmp_path / name], check=True, capture_output=True)
        info = pypdf.PdfReader(tmp_path / name).metadata
        assert info is not None
        assert info["/docgen:letter"] == "s-1"


def test_a_copy_is_its_letter_and_an_update(source: Path) -> None:
    for data in make_copies(source, COPIES, "1").values():
        assert data.startswith(source.read_bytes())


def test_undescribed_or_foreign_properties_are_still_found(make_pdf) -> None:
    (data,) = make_copies(make_pdf("a.pdf"), COPIES[:1], "1").values()
    undescribed = data.replace(b"<pdfaProperty:name>letter<", b"<pdfaProperty:name>lutter<")
    foreign = data.replace(b"<dc:title>", b"<dc:tutle>").replace(b"</dc:title>", b"</dc:tutle>")
    assert undescribed != data != foreign
    for wrong in (undescribed, foreign):
        assert "pdfa-violation" in {f.code for f in pdfa_findings(wrong, Where("x"))}


def test_a_scan_without_any_metadata(tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        del pdf.pages[0].obj["/Resources"]
        pdf.save(tmp_path / "scan.pdf")
    written = make_copies(tmp_path / "scan.pdf", COPIES, "1")
    assert len(set(written.values())) == 3
    assert make_copies(tmp_path / "scan.pdf", COPIES, "1") == written


def test_a_signed_original_is_never_touched(signed_pdf: Path, make_pdf) -> None:
    assert is_signed(signed_pdf)
    assert not is_signed(make_pdf("a.pdf"))
    written = make_copies(signed_pdf, COPIES, "1")
    assert set(written.values()) == {signed_pdf.read_bytes()}
    assert list(written) == [copy.file_name for copy in COPIES]


NO_PAGES = written([b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"])


@pytest.mark.parametrize("content", [b"", b"halo", b"%PDF-1.7\nhalo", NO_PAGES])
def test_not_a_pdf(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.pdf").write_bytes(content)
    with pytest.raises(FindingsError) as caught:
        make_copies(tmp_path / "a.pdf", COPIES, "1")
    assert [finding.code for finding in caught.value.findings] == ["bundle-not-a-pdf"]


def test_a_missing_source(tmp_path: Path) -> None:
    with pytest.raises(FindingsError):
        make_copies(tmp_path / "none.pdf", COPIES, "1")


@pytest.mark.parametrize("flavour", ["2b", "3b"])
def test_files_are_written_as_pikepdf_wants_a_pdfa(flavour: str) -> None:
    chosen = {key: AS_PDFA[key] for key in ("deterministic_id", "object_stream_mode")}
    assert resolve_save_kwargs(flavour, **chosen) == AS_PDFA


def test_a_worker_that_makes_copies_does_not_load_what_judges_files() -> None:
    probe = (
        "import sys, docgen.bundle.marks.ordered;"
        "print([name for name in ('pikepdf.pdfa', 'jsonschema') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert said.stdout.strip() == "[]"


def test_copies_are_written_by_whoever_makes_them(make_pdf, tmp_path: Path) -> None:
    source, font = make_pdf("a.pdf", ((0, 0, 595, 842), 0)), find_font(os.environ)
    targets = (tmp_path / "1", tmp_path / "tidak ada" / "2", tmp_path / "3")
    order = Order(
        source=Carried(source),
        copies=COPIES,
        version="1",
        font=Kept(font.name, font),
        foreign=False,
    )
    sent = copied(order)
    laid = copied(replace(order, targets=targets))
    assert isinstance(sent, dict) and isinstance(laid, dict) and list(laid) == list(sent)
    for (name, data), target in zip(sent.items(), targets, strict=True):
        if target.parent.is_dir():
            assert target.read_bytes() == data
            assert laid[name] == Written(hashlib.sha256(data).hexdigest())
        else:
            assert laid[name] == data  # for whoever ordered it to say why
