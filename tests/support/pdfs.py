"""PDFs and pictures that come from elsewhere, and what a reader finds in a PDF."""

from __future__ import annotations

import io
from functools import cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf
from PIL import Image, ImageDraw
from pypdfium2 import PdfDocument

from tests.support.signing import SIGNER, signed, signer


def picture(kind: str, size: tuple[int, int] = (800, 600), **options: object) -> bytes:
    """A picture that shows where its top left is."""
    image = Image.new("RGB", size, "lightblue")
    ImageDraw.Draw(image).rectangle((0, 0, size[0] // 4, size[1] // 8), fill="red")
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def blank_pdf() -> bytes:
    """A page of A4 as PDF/A."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        target = io.BytesIO()
        pikepdf.pdfa.save(pdf, target, "2b", deterministic_id=True)
    return target.getvalue()


def plain_pdf(pages: int = 1) -> bytes:
    """Blank pages that claim nothing."""
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page(page_size=(595, 842))
        return saved(pdf)


def scan_pdf(place: int) -> bytes:
    """A page that is one picture; ``place`` makes pictures differ."""
    image = Image.new("L", (300, 420), 255)
    ImageDraw.Draw(image).rectangle((place, place, place + 90, place + 30), fill=0)
    target = io.BytesIO()
    image.save(target, "PDF", resolution=36)
    with pikepdf.open(target) as pdf:
        del pdf.docinfo
        return saved(pdf)


@cache
def sealed_pdf(name: str = SIGNER) -> bytes:
    """A blank page, signed electronically."""
    return signed(plain_pdf(), by=signer(name))


def saved(pdf: Pdf) -> bytes:
    """The bytes of a PDF, the same each time."""
    target = io.BytesIO()
    pdf.save(target, deterministic_id=True)
    return target.getvalue()


def sign(pdf: Pdf) -> None:
    """Put a signature dictionary on the first page: how a program knows a signed PDF."""
    signature = Dictionary(
        Type=Name.Sig, Filter=Name("/Adobe.PPKLite"), SubFilter=Name("/adbe.pkcs7.detached"),
        ByteRange=Array([0, 100, 200, 300]), Contents=pikepdf.String(b"\x30\x80" + bytes(20)),
    )  # fmt: skip
    field = Dictionary(
        FT=Name.Sig, T=pikepdf.String("ttd"), V=pdf.make_indirect(signature), Type=Name.Annot,
        Subtype=Name.Widget, Rect=Array([0, 0, 0, 0]), F=132,
    )  # fmt: skip
    field = pdf.make_indirect(field)
    pdf.Root.AcroForm = Dictionary(Fields=Array([field]), SigFlags=3)
    pdf.pages[0].obj.Annots = Array([field])


def page_texts(source: Path | bytes) -> list[str]:
    """The text of each page, spaces and line ends as one space."""
    with PdfDocument(source) as pdf:
        return [" ".join(page.get_textpage().get_text_range().split()) for page in pdf]


def bookmarks(source: Path | bytes) -> list[tuple[int, str, int]]:
    """Level, title and page (from 0) of each bookmark."""
    with PdfDocument(source) as pdf:
        return [(b.level, b.get_title(), b.get_dest().get_index()) for b in pdf.get_toc()]
