"""Kata penyambung: at the foot of each page but the last, the first word of the next page.

Domain rules §2.2: at the bottom right, with three dots. PDFium gives the words with their places.
LibreOffice tags headers and footers as artifacts (ISO 32000-1, 14.8.2.2), which are no part of the
text; in a file without tags they are what stands at the same place on two pages.
"""

from __future__ import annotations

import ctypes
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pikepdf
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage
from pypdfium2 import raw as pdfium

from docgen.bundle.marks.font import load_font, rare_letters
from docgen.bundle.marks.stamp import POINTS_A_MM, Layers, draw_words, frame_of
from docgen.bundle.pdf.save import save

DOTS = "..."
SIZE = 10.0
LEADING = 1.3
GAP = 2.0  # to a footer, points
# Printers leave the edge blank; a word never goes nearer to it.
EDGE = 8 * POINTS_A_MM
ARTIFACT_NAME = "Artifact\0"
_PAGE_WORDS = ("halaman", "hal.", "hal", "page")
_ROMAN = frozenset("ivxlc")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    text: str
    left: float
    right: float
    bottom: float
    top: float
    artifact: bool = False

    @property
    def place(self) -> tuple[str, int, int]:
        """Equal for what is repeated; a page number counts as any other number."""
        text = "#" if self.text.strip("-–—.()").isdigit() else self.text
        # To four points: a header may sit a hair lower where a line is taller.
        return text, round(self.left / 4), round(self.bottom / 4)


def add_catchwords(data: bytes, font: Path) -> bytes:
    """The PDF with kata penyambung on its pages; the same bytes when it has one page only.

    Args:
        data: A PDF that LibreOffice wrote: its pages are not rotated.
        font: From :func:`~docgen.bundle.marks.font.find_font`.
    """
    words = _words(data)
    if len(words) < 2 or not any(page.body for page in words[1:]):
        return data
    nexts = [_catchword(page) for page in words[1:]]
    subset = load_font(font, rare_letters("".join(nexts)))
    with pikepdf.open(io.BytesIO(data)) as pdf:
        layers = Layers(pdf, subset)
        for page, own, word in zip(list(pdf.pages)[:-1], words[:-1], nexts, strict=True):
            if not word:  # a page of pictures, or an empty one
                continue
            frame = frame_of(page)
            width = subset.width(word, SIZE)
            x, y = _place(own, frame.width, width)
            stream = pdf.make_stream(draw_words([(word, x, y)], subset, SIZE, frame))
            layers.put(page, stream)
        return save(pdf)


def _place(page: _Page, wide: float, width: float) -> tuple[float, float]:
    """Flush with the right edge of the text, a line below it, above the footer."""
    right = max((word.right for word in page.body), default=wide - 2 * EDGE)
    lowest = min((word.bottom for word in page.body), default=2 * EDGE)
    y = lowest - SIZE * (LEADING - 0.2)
    below = [word.top for word in page.repeated if word.top <= lowest + GAP]
    y = max(y, EDGE, *(top + GAP + 0.2 * SIZE for top in below))
    return max(EDGE, min(right, wide - EDGE) - width), y


@dataclass(frozen=True, slots=True)
class _Page:
    """The words of a page: its text, and what is repeated on other pages."""

    body: tuple[_Word, ...]
    repeated: tuple[_Word, ...]


def _words(data: bytes) -> list[_Page]:
    with PdfDocument(data) as document:
        pages = [_read(page) for page in document]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        is_tagged = "/StructTreeRoot" in pdf.Root
    if is_tagged:
        return [_by_tags(page) for page in pages]
    counts = Counter(place for page in pages for place in {word.place for word in page})
    return [_by_place(page, counts) for page in pages]


def _by_tags(words: Sequence[_Word]) -> _Page:
    body = [word for line in _lines(word for word in words if not word.artifact) for word in line]
    return _Page(tuple(body), tuple(word for word in words if word.artifact))


def _by_place(words: Sequence[_Word], counts: Counter[tuple[str, int, int]]) -> _Page:
    body: list[_Word] = []
    repeated: list[_Word] = []
    for line in _lines(words):
        again = all(counts[word.place] > 1 for word in line) or _is_page_number(line)
        (repeated if again else body).extend(line)
    return _Page(tuple(body), tuple(repeated))


def _catchword(page: _Page) -> str:
    """``Demikian...``; ``2...`` of an item that begins with 2."""
    return f"{page.body[0].text.rstrip('.')}{DOTS}" if page.body else ""


def _lines(words: Iterable[_Word]) -> list[list[_Word]]:
    """Words by line from the top, each line from the left."""
    lines: list[list[_Word]] = []
    for word in sorted(words, key=lambda word: (-(word.bottom + word.top), word.left)):
        middle = (word.bottom + word.top) / 2
        if lines and lines[-1][0].bottom < middle < lines[-1][0].top:
            lines[-1].append(word)
        else:
            lines.append([word])
    return [sorted(line, key=lambda word: word.left) for line in lines]


def _is_page_number(line: Sequence[_Word]) -> bool:
    """``2``, ``- 2 -``, ``ii``, ``Halaman 2 dari 3``."""
    words = [stripped for word in line if (stripped := word.text.casefold().strip("-–—()."))]
    if not words or len(words) > 4:
        return not words
    if words[0] in _PAGE_WORDS:
        return len(words) > 1 and words[1].isdigit()
    return len(words) == 1 and (words[0].isdigit() or set(words[0]) <= _ROMAN)


def _read(page: PdfPage) -> list[_Word]:
    text = page.get_textpage()
    words: list[_Word] = []
    run: list[int] = []
    count = text.count_chars()
    for index in range(count + 1):
        character = text.get_text_range(index, 1) if index < count else ""
        if character.strip():
            run.append(index)
        elif run:
            words.append(_join(text, run))
            run = []
    return words


def _join(text: PdfTextPage, run: Sequence[int]) -> _Word:
    """The characters of a word, by number."""
    boxes = [text.get_charbox(index, loose=True) for index in run]
    word = text.get_text_range(run[0], len(run))
    return _Word(
        text="".join(character for character in word if character.isprintable()),
        left=min(box[0] for box in boxes),
        right=max(box[2] for box in boxes),
        bottom=min(box[1] for box in boxes),
        top=max(box[3] for box in boxes),
        artifact=_is_artifact(text, run[0]),
    )


def _is_artifact(text: PdfTextPage, index: int) -> bool:
    """Whether the file itself says that the character is no part of its text."""
    piece = pdfium.FPDFText_GetTextObject(text, index)
    for number in range(pdfium.FPDFPageObj_CountMarks(piece) if piece else 0):
        mark = pdfium.FPDFPageObj_GetMark(piece, number)
        name = (ctypes.c_ushort * len(ARTIFACT_NAME))()  # UTF-16
        written = ctypes.c_ulong()
        fits = pdfium.FPDFPageObjMark_GetName(mark, name, ctypes.sizeof(name), written)
        if fits and bytes(name) == ARTIFACT_NAME.encode("utf-16-le"):
            return True
    return False
