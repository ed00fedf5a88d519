"""Reading PDFs back, with other libraries than the one that wrote them.

pypdf reads the structure; PDFium, the reader inside Chrome, opens the file and gives the words of
its pages, some fifteen times faster than pypdf does.
"""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdf.errors import PyPdfError
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument, PdfiumError

INFO_PREFIX = "/docgen:"
PDFA_MARK = b"pdfaid:part"
# A damaged file raises whatever its damage meets first.
DAMAGE = (
    PdfiumError, PyPdfError, OSError, ValueError, KeyError, TypeError, AttributeError,
    IndexError, RecursionError,
)  # fmt: skip
# pypdf logs what it repairs; a damaged file is a finding here, not a line on stderr.
logging.getLogger("pypdf").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class ReadPdf:
    """A PDF's pages as text (white space folded) and docgen's own properties."""

    pages: tuple[str, ...]
    properties: Mapping[str, str]
    signed: bool


def read_pdf(path: Path) -> ReadPdf | None:
    """The PDF, None when it cannot be opened or has no pages."""
    try:
        data = path.read_bytes()
        if b"%%EOF" not in data[-1024:]:
            return None
        with PdfDocument(data) as document:
            pages = tuple(fold(page.get_textpage().get_text_range()) for page in document)
        reader = PdfReader(path)
        info: Mapping[str, object] = reader.metadata or {}
        properties = {
            key.removeprefix(INFO_PREFIX): str(value)
            for key, value in info.items()
            if key.startswith(INFO_PREFIX)
        }
        signed = _is_signed(reader)
    except DAMAGE:
        return None
    return ReadPdf(pages, properties, signed) if pages else None


def bundle_facts(path: Path) -> tuple[int, bool]:
    """How many pages a PDF has, and whether it says that it is PDF/A. Raises one of DAMAGE."""
    reader = PdfReader(path)
    metadata = reader.root_object.get("/Metadata")
    archival = metadata is not None and PDFA_MARK in metadata.get_object().get_data()
    return len(reader.pages), archival


def _is_signed(reader: PdfReader) -> bool:
    """Whether a field has a signature for its value (ISO 32000-1, 12.7.4.5)."""
    form = reader.root_object.get("/AcroForm")
    waiting = [form.get_object().get("/Fields")] if form is not None else []
    seen: set[int] = set()
    while waiting:
        group = waiting.pop()
        for reference in group.get_object() if group is not None else ():
            number = getattr(reference, "idnum", 0)
            if number in seen:
                continue
            seen.update({number} - {0})
            field = reference.get_object()
            value = field.get("/V")
            value = value.get_object() if value is not None else None
            if isinstance(value, DictionaryObject) and "/ByteRange" in value:
                return True
            waiting.append(field.get("/Kids"))
    return False


def fold(text: str) -> str:
    """``text`` with each run of white space as one blank."""
    return " ".join(text.split())


def bare(text: str) -> str:
    """``text`` without any white space: line breaks fall differently in every reader."""
    return "".join(text.split())


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
