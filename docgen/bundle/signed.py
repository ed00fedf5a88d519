"""Electronically signed PDFs: one original that must never be saved again."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary

from docgen.errors import FindingsError
from docgen.findings import Where, error

# A signature covers the file except its own value; any other byte that changes breaks it.
_RANGE_KEY = "/ByteRange"


def is_signed(path: Path) -> bool:
    """Whether the PDF holds a signature dictionary (ISO 32000-1, 12.8.1)."""
    return holds_signature(read_pdf(path))


def holds_signature(data: bytes) -> bool:
    """The same for bytes; a file that cannot be read closer is taken as signed, to be safe."""
    # A signature dictionary names places in the file, so it is never inside a compressed object.
    if _RANGE_KEY.encode() not in data:
        return False
    try:
        with pikepdf.open(io.BytesIO(data)) as pdf:
            return any(_is_signature(item) for item in pdf.objects)
    except pikepdf.PdfError:
        return True


def _is_signature(item: pikepdf.Object) -> bool:
    if not isinstance(item, Dictionary):
        return False
    if isinstance(item.get(_RANGE_KEY), Array):
        return True
    value = item.get("/V")  # the signature may stand inside its field
    return isinstance(value, Dictionary) and isinstance(value.get(_RANGE_KEY), Array)


def read_pdf(path: Path) -> bytes:
    """The bytes of a PDF. Raises FindingsError (``bundle-not-a-pdf``) for anything else."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise not_a_pdf(path, problem.strerror or "tidak dapat dibaca") from problem
    # Readers allow some bytes before the header (ISO 32000-1, Annex H, note 13).
    if b"%PDF-" not in data[:1024]:
        raise not_a_pdf(path, "isinya bukan PDF")
    return data


def open_pdf(data: bytes, path: Path) -> pikepdf.Pdf:
    """An open PDF, all of it in memory so that a thousand parts need no thousand open files."""
    try:
        return pikepdf.open(io.BytesIO(data))
    except pikepdf.PasswordError as problem:
        raise not_a_pdf(path, "terkunci dengan kata sandi") from problem
    except pikepdf.PdfError as problem:
        raise not_a_pdf(path, "rusak atau terpotong") from problem


def not_a_pdf(path: Path, reason: str) -> FindingsError:
    """The error for a file that cannot be copied or bundled."""
    message = f"PDF tidak dapat dipakai: {reason}. Buat ulang atau pindai ulang berkas ini."
    return FindingsError((error("bundle-not-a-pdf", Where(str(path)), message),))
