"""The door of a bundle: what comes in as pages, and what stays beside it as it is.

Every part passes here once, before anything of it is copied. Whoever cleans PDFs (scripts, forms,
named destinations) does so on the open file between opening it and letting it in.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from docgen.bundle.parts import Beside, Part, Reason
from docgen.bundle.signed import holds_signature, not_a_pdf, read_pdf
from docgen.findings import Finding


@dataclass(frozen=True, slots=True)
class Admitted:
    """A part that came in: the open PDF (None when it stays beside), its size in bytes.

    ``findings`` are what was found, and mended, on the way in.
    """

    part: Part
    pdf: Pdf | None
    size: int
    pages: int
    beside: Beside | None = None
    findings: tuple[Finding, ...] = ()


def admit(part: Part) -> Admitted:
    """Open a part, or say that it stays beside. Raises FindingsError (``bundle-not-a-pdf``)."""
    data = read_pdf(part.path)
    if holds_signature(data):
        beside = Beside(Reason.SIGNED, hashlib.sha256(data).hexdigest(), _pages(part.path))
        return Admitted(part, None, 0, 1, beside)
    # From its path: what is not needed is never in memory.
    pdf = _open(part.path)
    if not pdf.pages:
        raise not_a_pdf(part.path, "tidak punya halaman")
    return Admitted(part, pdf, len(data), len(pdf.pages))


def _pages(path: Path) -> int:
    with _open(path) as pdf:
        return len(pdf.pages)


def _open(path: Path) -> Pdf:
    try:
        return pikepdf.open(path)
    except pikepdf.PasswordError as problem:
        raise not_a_pdf(path, "terkunci dengan kata sandi") from problem
    except pikepdf.PdfError as problem:
        raise not_a_pdf(path, "rusak atau terpotong") from problem
