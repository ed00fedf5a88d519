"""Electronically signed PDFs: one original that must never be saved again.

A PDF is signed when a signature field has a value that is a signature over bytes of the file
(:mod:`~docgen.signatures.fields`). An empty field waits for one, and usage rights are
none.
"""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
from pikepdf import Pdf

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.model.file_kinds import really, says_pdf
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import read_bytes
from docgen.signatures.fields import signature_fields

# Only where a locked file lets nobody look: then it is taken as signed when it may be.
_RANGE_KEY = b"/ByteRange"


def is_signed(path: Path) -> bool:
    """Whether the PDF holds a signature. Raises FindingsError (``bundle-not-a-pdf``)."""
    return holds_signature(read_pdf(path))


def holds_signature(data: bytes) -> bool:
    """The same for bytes; one that cannot be opened is signed if it looks so, to be safe."""
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            return is_sealed(pdf, len(data))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return _RANGE_KEY in data


def is_sealed(pdf: Pdf, size: int) -> bool:
    """The same for an open PDF whose file has ``size`` bytes."""
    return any(field.is_signed(size) for field in signature_fields(pdf))


def read_pdf(path: Path) -> bytes:
    """The bytes of a PDF. Raises FindingsError (``bundle-not-a-pdf``) for anything else."""
    try:
        data = read_bytes(path)
    except OSError as problem:
        raise not_a_pdf(path, os_reason(problem)) from problem
    if not says_pdf(data):
        raise not_a_pdf(path, really(data) or "isinya bukan PDF")
    return data


def open_pdf(data: bytes, path: Path) -> pikepdf.Pdf:
    """An open PDF with pages, all of it in memory so that a thousand parts need no thousand open
    files. Raises FindingsError (``bundle-not-a-pdf``)."""
    try:
        pdf = pikepdf.open(io.BytesIO(data))
        if not len(pdf.pages):
            raise not_a_pdf(path, "tidak punya halaman")
        return pdf
    except pikepdf.PasswordError as problem:
        raise not_a_pdf(path, "terkunci dengan kata sandi") from problem
    except pikepdf.PdfError as problem:
        raise not_a_pdf(path, "rusak atau terpotong") from problem


def open_unsealed(data: bytes, path: Path) -> pikepdf.Pdf | None:
    """The same; None for a file that holds a signature, or that cannot be looked into and may."""
    try:
        pdf = open_pdf(data, path)
    except FindingsError:
        if _RANGE_KEY in data:
            return None
        raise
    try:
        sealed = is_sealed(pdf, len(data))
    except pikepdf.PdfError:
        sealed = _RANGE_KEY in data
    return None if sealed else pdf


def not_a_pdf(path: Path, reason: str) -> FindingsError:
    """The error for a file that cannot be copied or bundled."""
    message = f"PDF tidak dapat dipakai: {reason}. Buat ulang atau pindai ulang berkas ini."
    return FindingsError((error("bundle-not-a-pdf", Where(str(path)), message),))
