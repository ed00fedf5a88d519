"""PDFs that tests need in more than one place."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf


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
