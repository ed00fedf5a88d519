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
from pypdfium2 import PdfDocument, PdfiumError

INFO_PREFIX = "/docgen:"
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
        info: Mapping[str, object] = PdfReader(path).metadata or {}
        properties = {
            key.removeprefix(INFO_PREFIX): str(value)
            for key, value in info.items()
            if key.startswith(INFO_PREFIX)
        }
    # A damaged file raises whatever its damage meets first.
    except (
        PdfiumError,
        PyPdfError,
        OSError,
        ValueError,
        KeyError,
        TypeError,
        AttributeError,
        RecursionError,
    ):
        return None
    return ReadPdf(pages, properties, b"/ByteRange" in data) if pages else None


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
