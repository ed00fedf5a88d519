"""Scanned pages of a PDF that are too coarse to be read: a picture as large as the page, few dots.

A picture behind words is no scan, so only pages that show nothing else are looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pypdfium2 import PdfDocument, PdfImage, PdfiumError, PdfPage, raw

from docgen.bundle.pdf.images import COARSE_DPI

# Of the page, as much as a scan covers at least.
_COVERED = 0.5
_POINTS = 72
# Words that a text recognition laid over its scan are drawn in this mode.
_INVISIBLE = 3


def coarse_pages(path: Path) -> list[tuple[int, int]]:
    """Numbers (from 1) and dots an inch of the pages that are too coarse; none of a file that
    cannot be read."""
    try:
        with PdfDocument(path) as document:
            return list(_coarse(document))
    except (PdfiumError, ValueError):
        return []


def _coarse(document: PdfDocument) -> Iterator[tuple[int, int]]:
    for number in range(len(document)):
        page = document[number]
        dpi = _scanned_dpi(page)
        page.close()
        if dpi is not None and dpi < COARSE_DPI:
            yield number + 1, round(dpi)


def _scanned_dpi(page: PdfPage) -> float | None:
    """The dots an inch of a page that is one picture; None for any other."""
    pictures: list[PdfImage] = []
    for thing in page.get_objects():
        if isinstance(thing, PdfImage):
            pictures.append(thing)
        elif not (
            thing.type == raw.FPDF_PAGEOBJ_TEXT
            and raw.FPDFTextObj_GetTextRenderMode(thing.raw) == _INVISIBLE
        ):
            return None
    if len(pictures) != 1:
        return None
    left, bottom, right, top = pictures[0].get_bounds()
    width, height = right - left, top - bottom
    page_width, page_height = page.get_size()
    if width * height < _COVERED * page_width * page_height:
        return None
    dots = pictures[0].get_px_size()
    # Of a picture that is turned, the longer side is the longer one all the same.
    return float(max(dots) * _POINTS / max(width, height, 1))
