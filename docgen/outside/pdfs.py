"""PDFs of other origin, and what to say when reading one is too much for a modest PC."""

from __future__ import annotations

import io
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

import pikepdf
from pikepdf import Array, Pdf
from pypdfium2 import PdfDocument, PdfiumError

from docgen.errors import FindingsError
from docgen.findings import Finding, Where, error
from docgen.guard import guarded_once
from docgen.limits import MOST_NOTES, MOST_VOLUME, PDF, Limits, Stopped, pdf_limits
from docgen.outside.files import fits, read_bytes

# A broken file raises what its damage meets first, inside pikepdf too.
_DAMAGE = (
    pikepdf.PdfError, ValueError, TypeError, LookupError, AttributeError, RuntimeError,
)  # fmt: skip
AGAIN = "Cetak ke PDF (Print to PDF) atau pindai ulang, lalu pakai hasilnya."


def too_much(where: Where, stopped: Stopped, limits: Limits = PDF) -> Finding:
    """The finding ``pdf-too-much``: by which limit the work was ended."""
    message = f"membaca PDF ini {stopped.said(limits)}, jadi tidak dipakai. {AGAIN}"
    return error("pdf-too-much", where, message)


def look_at(path: Path, where: Where) -> Finding | None:
    """Whether a PDF can be opened and its pages loaded within the limits; ``pdf-too-much`` if not.

    A damaged one is told of by whoever needs it.
    """
    try:
        about = path.stat()
    except OSError:
        return None
    try:
        stopped = _stopped(path, about.st_size, about.st_mtime_ns)
    except FindingsError as problem:
        return replace(problem.findings[0], where=where)
    return too_much(where, stopped) if stopped else None


@lru_cache(maxsize=1024)
def _stopped(path: Path, size: int, _time: int) -> Stopped | None:
    """One file may go with many letters."""
    return guarded_once(load_pages, path, pdf_limits(size))


def load_pages(path: Path) -> None:
    """Do with each page what docgen does with pages; what comes of it is not kept.

    Raises FindingsError (``pdf-too-much``) for a page with more notes than anybody can read.
    """
    try:
        with pikepdf.open(fits(path, MOST_VOLUME)) as pdf, Pdf.new() as other:
            pages = [page.obj for page in pdf.pages]
            for page in pages:  # as they are when they come into another file
                notes = page.get("/Annots")
                if isinstance(notes, Array) and len(notes) > MOST_NOTES:
                    words = f"punya {len(notes)} catatan atau isian, paling banyak {MOST_NOTES}"
                    message = f"satu halaman PDF ini {words}. {AGAIN}"
                    raise FindingsError([error("pdf-too-much", Where(str(path)), message)])
                for key in ("/Type", "/Parent"):
                    if key in page:
                        del page[key]
            other.copy_foreign(pdf.make_indirect(Array(pages)))
        with PdfDocument(path) as document:
            for page in document:
                page.get_textpage().close()
                page.close()
    except (*_DAMAGE, pikepdf.PasswordError, PdfiumError, OSError):
        return


def is_damaged(path: Path) -> bool:
    """Whether a file is no PDF with pages, or lost its end; one that is locked, or too large, may
    well be whole."""
    try:
        data = read_bytes(path)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            is_cut = data.rfind(b"%%EOF") < data.rfind(b"endobj") and pdf.get_warnings()
            return bool(is_cut) or not pdf.pages
    except (OSError, pikepdf.PasswordError):
        return False
    except _DAMAGE:
        return True
