"""What the check takes for a signed PDF, and that asking costs no further reading."""

from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Pdf

from docgen.bundle.pdf.signed import holds_signature
from docgen.check.documents.print_files import check_prints
from docgen.check.expectations import ExpectedPrint
from docgen.check.files import Files
from docgen.check.pdf.reading import ReadPdf, read_pdf
from docgen.check.pdf.signed import is_signed, looks_signed
from tests.support.hostile_pdfs import saved
from tests.support.pdfs import plain_pdf, sign


def nothing(_pdf: Pdf) -> None:
    """A form without any signature at all."""


def usage_rights(pdf: Pdf) -> None:
    """What Adobe's programs put into a form that their free reader may fill in."""
    sign(pdf)
    rights = pdf.pages[0].obj.Annots[0].V
    del pdf.Root.AcroForm, pdf.pages[0].obj.Annots
    pdf.Root.Perms = Dictionary(UR3=rights)


def older_usage_rights(pdf: Pdf) -> None:
    usage_rights(pdf)
    pdf.Root.Perms = Dictionary(UR=pdf.Root.Perms.UR3)


def usage_rights_and_an_empty_field(pdf: Pdf) -> None:
    usage_rights(pdf)
    rights = pdf.Root.Perms
    sign(pdf)
    del pdf.pages[0].obj.Annots[0].V
    pdf.Root.Perms = rights


def usage_rights_and_a_signature(pdf: Pdf) -> None:
    usage_rights(pdf)
    sign(pdf)


def certified(pdf: Pdf) -> None:
    """The permissions of a certified file name the value of a field."""
    sign(pdf)
    pdf.Root.Perms = Dictionary(DocMDP=pdf.pages[0].obj.Annots[0].V)


def a_field_of_text(pdf: Pdf) -> None:
    """A signature's dictionary, but in a field that is for words."""
    sign(pdf)
    pdf.pages[0].obj.Annots[0].FT = pikepdf.Name.Tx


def value_above_the_field(pdf: Pdf) -> None:
    sign(pdf)
    field = pdf.pages[0].obj.Annots[0]
    above = pdf.make_indirect(Dictionary(FT=field.FT, V=field.V, Kids=Array([field])))
    del field.FT, field.V
    field.Parent, pdf.Root.AcroForm.Fields = above, Array([above])


def a_field_that_no_form_lists(pdf: Pdf) -> None:
    sign(pdf)
    del pdf.Root.AcroForm


def a_value_above_it_that_no_form_lists(pdf: Pdf) -> None:
    value_above_the_field(pdf)
    del pdf.Root.AcroForm


def below_another_field(pdf: Pdf) -> None:
    sign(pdf)
    child = pdf.Root.AcroForm.Fields[0]
    pdf.Root.AcroForm.Fields = Array([pdf.make_indirect(Dictionary(Kids=Array([child])))])


def empty_field(pdf: Pdf) -> None:
    sign(pdf)
    del pdf.pages[0].obj.Annots[0].V


def a_word(pdf: Pdf) -> None:
    pdf.docinfo["/Subject"] = "kata /ByteRange saja"


def elsewhere(pdf: Pdf) -> None:
    """A signature that no field names."""
    sign(pdf)
    pdf.Root.Lama = pdf.pages[0].obj.Annots[0].V
    del pdf.pages[0].obj.Annots[0].V


def write(path: Path, change: Callable[[Pdf], None]) -> Path:
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        change(pdf)
        path.write_bytes(saved(pdf, object_stream_mode=pikepdf.ObjectStreamMode.disable))
    return path


CASES = [
    (sign, True),
    (below_another_field, True),
    (certified, True),
    (value_above_the_field, True),
    (a_field_that_no_form_lists, True),
    (a_value_above_it_that_no_form_lists, True),
    (usage_rights_and_a_signature, True),
    (usage_rights, False),
    (older_usage_rights, False),
    (usage_rights_and_an_empty_field, False),
    (a_field_of_text, False),
    (nothing, False),
    (empty_field, False),
    (a_word, False),
    (elsewhere, False),
]


@pytest.mark.parametrize(("change", "signed"), CASES)
def test_what_is_signed(change: Callable[[Pdf], None], signed: bool, tmp_path: Path) -> None:
    path = write(tmp_path / "surat.pdf", change)
    data = path.read_bytes()
    assert is_signed(data) is signed
    assert holds_signature(data) is signed  # what makes the bundle sees the same
    read = read_pdf(path)
    assert read and read.signed is signed
    assert looks_signed(path) is signed
    assert Files(tmp_path).is_signed(path.name) is signed


def test_what_nobody_can_open_is_signed_when_it_seems_so(tmp_path: Path) -> None:
    for change, signed in ((sign, True), (nothing, False)):
        path = tmp_path / "terkunci.pdf"
        buffer = io.BytesIO()
        with pikepdf.open(write(path, change)) as pdf:
            lock = pikepdf.Encryption(owner="x", user="y")
            pdf.save(
                buffer,
                encryption=lock,
                object_stream_mode=pikepdf.ObjectStreamMode.disable,
            )
        path.write_bytes(buffer.getvalue())
        assert read_pdf(path) is None
        assert looks_signed(path) is signed


def test_a_copy_that_was_read_is_not_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[Path] = []

    def read(path: Path) -> ReadPdf | None:
        asked.append(path)
        return read_pdf(path)

    path = write(tmp_path / "surat.pdf", sign)
    files = Files(tmp_path, read)
    assert files.pdf(path.name)
    files.forget(path.name)
    monkeypatch.setattr("docgen.check.files.looks_signed", asked.append)
    assert files.is_signed(path.name)
    assert asked == [path]


def test_a_copy_that_only_speaks_of_signatures_must_be_printed(tmp_path: Path) -> None:
    write(tmp_path / "kata.pdf", a_word)
    write(tmp_path / "tte.pdf", sign)
    for name, codes in (("kata.pdf", ["print-missing"]), ("tte.pdf", [])):
        expected = ExpectedPrint(pdf="cetak.pdf", copies=(("ASLI 1", name),))
        assert [each.code for each in check_prints(Files(tmp_path), expected)] == codes


@pytest.mark.parametrize("damage", ["locked", "cut off", "no PDF"])
def test_an_enclosure_that_cannot_be_opened_keeps_its_letter_out(
    damage: str, tmp_path: Path
) -> None:
    """The advice leads on: no build can print it, however often it is run."""
    for name in ("a/a.asli-1.pdf", "b/b.asli-1.pdf", "kunci.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(plain_pdf())
    broken = tmp_path / "kunci.pdf"
    if damage == "locked":
        with pikepdf.open(io.BytesIO(plain_pdf())) as pdf:
            pdf.save(broken, encryption=pikepdf.Encryption(owner="a", user="b"))
    else:
        broken.write_bytes(plain_pdf()[:100] if damage == "cut off" else b"bukan PDF")
    expected = ExpectedPrint(
        pdf="cetak.pdf",
        copies=(("ASLI 1", "a/a.asli-1.pdf"), ("ASLI 1", "b/b.asli-1.pdf")),
        enclosures={"b/b.asli-1.pdf": ("kunci.pdf",)},
    )
    left_out, missing = check_prints(Files(tmp_path), expected)
    assert (left_out.code, left_out.where.file) == ("print-letter-left-out", "kunci.pdf")
    assert "«b»" in left_out.message and "«a»" not in left_out.message
    assert missing.code == "print-missing"
    alone = ExpectedPrint(
        pdf="cetak.pdf", copies=expected.copies[1:], enclosures=expected.enclosures
    )
    assert [each.code for each in check_prints(Files(tmp_path), alone)] == ["print-letter-left-out"]
