"""docgen check: the bundle holds its documents, and its index and bookmarks lead to them."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pikepdf import Pdf

from tests.check.office import BuiltOffice

pytestmark = pytest.mark.soffice

FRONT = 2  # cover and index


def change(path: Path, damage: Callable[[Pdf], None]) -> None:
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        damage(pdf)
        pdf.save(path)


def blank_page(pdf: Pdf) -> None:
    pdf.add_blank_page()
    pdf.pages[FRONT] = pdf.pages[-1]
    del pdf.pages[-1]


def other_page(pdf: Pdf) -> None:
    pdf.pages[-1] = pdf.pages[FRONT]


def lost_page(pdf: Pdf) -> None:
    del pdf.pages[-1]


def page_too_many(pdf: Pdf) -> None:
    pdf.add_blank_page()


def turned_order(pdf: Pdf) -> None:
    first = pdf.pages[-2]
    pdf.pages.append(first)
    del pdf.pages[-3]


def no_bookmarks(pdf: Pdf) -> None:
    del pdf.Root.Outlines


def bookmarks_to_the_cover(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        for group in outline.root:
            for item in group.children:
                item.destination = pikepdf.make_page_destination(pdf, 0)
                item.action = None


def no_links(pdf: Pdf) -> None:
    for page in pdf.pages[:FRONT]:
        if "/Annots" in page:
            del page.Annots


def links_to_the_cover(pdf: Pdf) -> None:
    for page in pdf.pages[:FRONT]:
        for link in page.get("/Annots", ()):
            link.A.D[0] = pdf.pages[0].obj


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        (blank_page, "bundle-member-wrong"),
        (other_page, "bundle-member-wrong"),
        (turned_order, "bundle-member-wrong"),
        (lost_page, "bundle-pages-wrong"),
        (page_too_many, "bundle-pages-wrong"),
        (no_bookmarks, "bundle-bookmark-wrong"),
        (bookmarks_to_the_cover, "bundle-bookmark-wrong"),
        (no_links, "bundle-link-wrong"),
        (links_to_the_cover, "bundle-link-wrong"),
    ],
)
def test_damage(office: BuiltOffice, damage: Callable[[Pdf], None], code: str) -> None:
    change(office.root / "output/bundle/arsip.pdf", damage)
    assert (code, "arsip.pdf") in office.refutes()


def other_number(pdf: Pdf) -> None:
    """The last page says another number: its stamp is the last thing drawn on it."""
    page = pdf.pages[-1]
    page.Contents[-1] = pdf.pages[0].Contents[-1]
    page.Resources = pdf.pages[0].Resources


def test_a_page_without_its_stamp(office: BuiltOffice) -> None:
    change(office.root / "output/bundle/arsip.pdf", other_number)
    assert ("bundle-stamp-missing", "arsip.pdf") in office.refutes()


def test_the_signed_original_beside_the_bundle(office: BuiltOffice) -> None:
    kept = office.root / "output/bundle/arsip.asli/letters.keluar.tte.pdf"
    assert kept.read_bytes() == (office.root / "ttd/tte.pdf").read_bytes()
    kept.write_bytes(kept.read_bytes() + b"\n")
    assert office.refutes() == [("bundle-original-differs", kept.name)]
    kept.unlink()
    assert office.refutes() == [("bundle-original-missing", kept.name)]


def test_every_document_without_a_link_is_named(office: BuiltOffice) -> None:
    change(office.root / "output/bundle/arsip.pdf", no_links)
    messages = [f["message"] for f in office.check()[1] if f["code"] == "bundle-link-wrong"]
    names = ("SOP Uji", "Undangan Rapat", "ARSIP", "Surat elektronik")
    for message, name in zip(messages, names, strict=True):
        assert name in message


def test_gone_and_cut(office: BuiltOffice) -> None:
    path = office.root / "output/bundle/arsip.pdf"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2])
    assert office.refutes() == [("bundle-unreadable", "arsip.pdf")]
    path.unlink()
    assert office.refutes() == [("bundle-missing", "arsip.pdf")]


def test_no_longer_an_archive_format(office: BuiltOffice) -> None:
    def forget(pdf: Pdf) -> None:
        del pdf.Root.Metadata

    change(office.root / "output/bundle/arsip.pdf", forget)
    code, findings = office.check()
    assert (code, [f["code"] for f in findings]) == (1, ["bundle-not-pdfa", "checksum-wrong"])


def test_a_lost_source_does_not_shift_the_blame(office: BuiltOffice) -> None:
    """Without the first document nobody knows its length; the others are still found."""
    (office.root / "output/sop/clean.pdf").unlink()
    assert office.refutes() == [("paper-missing", "clean.pdf")]
    change(office.root / "output/bundle/arsip.pdf", other_page)
    assert [code for code, _place in office.refutes()].count("bundle-member-wrong") == 1
