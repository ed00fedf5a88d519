"""Electronically signed PDFs: one original that must never be saved again.

A PDF is signed when a signature field has a value, or the catalogue grants usage rights, and that
value is a signature dictionary whose ``/ByteRange`` lies in the file (ISO 32000-1, 12.7.4.5, 12.8).
An empty field waits for a signature and is none.
"""

from __future__ import annotations

import contextlib
import io
from collections.abc import Iterator
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, ObjectSet, Pdf, String

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.model.file_kinds import really
from docgen.model.writing.os_reasons import os_reason

# Only where a locked file lets nobody look: then it is taken as signed when it may be.
_RANGE_KEY = b"/ByteRange"
# Readers allow some bytes before the header (ISO 32000-1, Annex H, note 13).
HEADER_WITHIN = 1024


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
    return any(_is_signature(value, size) for value in _values(pdf))


def _values(pdf: Pdf) -> Iterator[object]:
    """The values of signature fields, of those on pages that no form lists too."""
    permissions = pdf.Root.get("/Perms")
    if isinstance(permissions, Dictionary):
        yield from (permissions.get(key) for key in permissions.keys())  # noqa: SIM118
    form = pdf.Root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    waiting: list[tuple[object, object]] = [(fields, None)]
    with contextlib.suppress(pikepdf.PdfError):  # a broken page tree: the form still tells
        waiting += [(page.obj.get("/Annots"), None) for page in pdf.pages]
    seen = ObjectSet()
    while waiting:
        group, kind = waiting.pop()
        if not isinstance(group, Array):
            continue
        for field in group:
            if not isinstance(field, Dictionary) or (field.is_indirect and not seen.add(field)):
                continue
            own = field.get("/FT", kind)
            if own == Name.Sig or "/FT" not in field:
                yield field.get("/V")
            waiting.append((field.get("/Kids"), own))


def _is_signature(value: object, size: int) -> bool:
    """Whether it is a signature dictionary over bytes that the file has."""
    if not isinstance(value, Dictionary) or not isinstance(value.get("/Contents"), String):
        return False
    spans = value.get("/ByteRange")
    given: list[object] = list(spans) if isinstance(spans, Array) else []
    numbers: list[int] = [number for number in given if isinstance(number, int)]
    if len(numbers) < 4 or len(numbers) % 2 or len(numbers) < len(given):
        return False
    end = 0
    for start, length in zip(numbers[::2], numbers[1::2], strict=True):
        if start < end or length < 0:
            return False
        end = start + length
    return 0 < end <= size


def read_pdf(path: Path) -> bytes:
    """The bytes of a PDF. Raises FindingsError (``bundle-not-a-pdf``) for anything else."""
    try:
        data = path.read_bytes()
    except OSError as problem:
        raise not_a_pdf(path, os_reason(problem)) from problem
    if b"%PDF-" not in data[:HEADER_WITHIN]:
        raise not_a_pdf(path, really(data) or "isinya bukan PDF")
    return data


def open_pdf(data: bytes, path: Path) -> pikepdf.Pdf:
    """An open PDF, all of it in memory so that a thousand parts need no thousand open files."""
    try:
        return pikepdf.open(io.BytesIO(data))
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
