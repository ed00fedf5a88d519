"""The pieces of text on the pages of a workbook's PDF, with their places: one is a cell's line."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2.raw as pdfium
from pypdfium2 import PdfDocument, PdfiumError, PdfPage

from docgen.convert.inspect.letters import plain, tokens
from docgen.convert.inspect.words import PDFIUM

# Pieces that are read at most: some hundred full pages, which takes about a second.
_MOST = 50_000
_DEPTH = 5  # of forms inside forms
# Of two pieces over each other one is cut off, or both cannot be read; points.
_LEAST_WIDE, _LEAST_HIGH = 1.5, 2.0


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text and its box, points from the lower left corner of its page (from 0)."""

    page: int
    text: str
    letters: str
    left: float
    bottom: float
    right: float
    top: float

    @property
    def middle(self) -> float:
        """Half-way between left and right."""
        return (self.left + self.right) / 2

    def covers(self, other: Piece) -> bool:
        """Whether the two are over each other."""
        return (
            min(self.right, other.right) - max(self.left, other.left) > _LEAST_WIDE
            and min(self.top, other.top) - max(self.bottom, other.bottom) > _LEAST_HIGH
        )


@dataclass(frozen=True, slots=True)
class Printed:
    """A page of a workbook: its pieces, and how wide it is, points."""

    pieces: tuple[Piece, ...]
    width: float


def read_pages(data: bytes) -> list[Printed]:
    """The pages of a PDF, as far as there are not too many pieces; none when it is damaged."""
    found: list[Printed] = []
    count = 0
    try:
        with PDFIUM, PdfDocument(data) as pdf:
            for number, page in enumerate(pdf):
                found.append(Printed(tuple(_pieces(page, number)), page.get_width()))
                count += len(found[-1].pieces)
                if count > _MOST:
                    break
    except PdfiumError:
        return []
    return found


def over_each_other(pieces: Sequence[Piece]) -> Iterator[tuple[Piece, Piece]]:
    """Pieces of one page that are printed over each other, the longer text first."""
    open_: list[Piece] = []
    for piece in sorted(pieces, key=lambda each: -each.top):
        open_ = [each for each in open_ if each.bottom < piece.top]
        for each in open_:
            if each.covers(piece):
                yield (each, piece) if len(each.letters) >= len(piece.letters) else (piece, each)
        open_.append(piece)


def _pieces(page: PdfPage, number: int) -> Iterator[Piece]:
    text_page = page.get_textpage()
    for item in page.get_objects(filter=[pdfium.FPDF_PAGEOBJ_TEXT], max_depth=_DEPTH):
        size = pdfium.FPDFTextObj_GetText(item, text_page, None, 0)
        buffer = (pdfium.FPDF_WCHAR * (size // 2 + 1))()
        pdfium.FPDFTextObj_GetText(item, text_page, buffer, size)
        text = ctypes.string_at(buffer, size).decode("utf-16-le", "replace").rstrip("\0")
        if text.strip():
            letters = "".join(tokens(plain(text)))
            yield Piece(number, text.strip(), letters, *item.get_bounds())
