"""The index page of a bundle as it is printed: each line against the document it leads to.

A line is found by its link; its words are those that stand at the height of the link.
"""

from __future__ import annotations

import ctypes
import unicodedata
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pypdfium2 import PdfDocument, PdfPage, PdfTextPage, raw

from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.reading import letters_of, runs_of

if TYPE_CHECKING:  # whoever only reads need not load what the check expects
    from docgen.check.expectations import ExpectedPart

# A page by the name of its file ("": this one) and its number from 0.
Place = tuple[str, int]
# Letters reach a little over the box of their link, points.
SLACK = 1.0
_LEFTWARD = frozenset({"R", "AL"})  # of Unicode's bidirectional classes
FIELDS = ("number", "date", "description")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """What stands in a line of the index; ``numbers`` are those inside its links, else those right
    of them, else all."""

    text: str
    numbers: frozenset[str]

    def says(self, label: str) -> bool:
        """Whether the page number stands in it."""
        return label in self.numbers

    def shows(self, text: str) -> bool:
        """Whether its words hold a text; of one that runs from right to left, its letters."""
        due = letters_of(text)
        leftward = any(unicodedata.bidirectional(letter) in _LEFTWARD for letter in due)
        # Readers give such words in the order in which they are seen, or read.
        if leftward and Counter(due) - Counter(self.text):
            return False
        return all(run in self.text for run in runs_of(text))


Lines = Mapping[Place, Sequence[IndexLine]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Link:
    """A link and its box (points, PDF's own axes)."""

    place: Place
    left: float
    bottom: float
    right: float
    top: float

    def is_beside(self, other: _Link) -> bool:
        """Whether the two stand at one height."""
        return self.bottom < other.top - SLACK and other.bottom < self.top - SLACK


def index_lines(path: Path, front: int) -> Lines:
    """The lines of the index by where they lead to; the front matter has ``front`` pages."""
    found: dict[Place, list[IndexLine]] = {}
    try:
        with PdfDocument(path) as document:
            for number in range(front):
                page = document[number]
                links = [*_links(document, page)]
                for place, line in _lines(page, links) if links else ():
                    found.setdefault(place, []).append(line)
    except DAMAGE:
        return found
    return found


def wrong_fields(
    lines: Lines, parts: Sequence[tuple[ExpectedPart, Place]]
) -> Iterator[tuple[ExpectedPart, str]]:
    """Documents with the field that their line does not show.

    A field that no line shows is one that the office's template leaves out.
    """
    for field in FIELDS:
        shown = [
            (part, all(line.shows(getattr(part, field)) for line in lines[place]))
            for part, place in parts
            if place in lines and getattr(part, field)
        ]
        if any(is_shown for _member, is_shown in shown):
            yield from ((m, getattr(m, field)) for m, is_shown in shown if not is_shown)


def _lines(page: PdfPage, links: Sequence[_Link]) -> Iterator[tuple[Place, IndexLine]]:
    text = page.get_textpage()
    width = page.get_width()
    rows = _rows(links)
    tops = [max(link.top for link in row) for row in rows]
    for row, top, end in zip(rows, tops, [*tops[1:], 0.0], strict=True):
        bottom = min(end, *(link.bottom for link in row)) + SLACK
        words = _between(text, 0, bottom, width, top + SLACK)
        for place in dict.fromkeys(link.place for link in row):
            own = [link for link in row if link.place == place]
            numbers = [_between(text, x.left, x.bottom, x.right, x.top).strip() for x in own]
            if not any(map(str.isdigit, numbers)):
                right = max(link.right for link in own) + SLACK
                numbers = _between(text, right, bottom, width, top + SLACK).split()
            if not any(map(str.isdigit, numbers)):
                numbers = words.split()
            yield place, IndexLine(letters_of(words), frozenset(filter(str.isdigit, numbers)))


def _rows(links: Sequence[_Link]) -> list[list[_Link]]:
    """The links line by line, from the top; the lines of one long text count as one."""
    rows: list[list[_Link]] = []
    for link in sorted(links, key=lambda link: -link.top):
        last = rows[-1] if rows else []
        if any(link.is_beside(other) for other in last) or {link.place} == {x.place for x in last}:
            last.append(link)
        else:
            rows.append([link])
    return rows


def _between(text: PdfTextPage, left: float, bottom: float, right: float, top: float) -> str:
    return str(text.get_text_bounded(left=left, bottom=bottom, right=right, top=top))


def _links(document: PdfDocument, page: PdfPage) -> Iterator[_Link]:
    """The links of a page; one that names two places is as many links, for readers differ."""
    place, link, box = ctypes.c_int(0), raw.FPDF_LINK(), raw.FS_RECTF()
    while raw.FPDFLink_Enumerate(page.raw, place, link):
        if raw.FPDFLink_GetAnnotRect(link, box):
            for each in _places(document.raw, link):
                yield _Link(
                    place=each,
                    left=min(box.left, box.right),
                    bottom=min(box.bottom, box.top),
                    right=max(box.left, box.right),
                    top=max(box.bottom, box.top),
                )


def _places(document: raw.FPDF_DOCUMENT, link: raw.FPDF_LINK) -> Iterator[Place]:
    """Where a link leads by its action, and by itself."""
    action = raw.FPDFLink_GetAction(link)
    by_action = raw.FPDFAction_GetDest(document, action) if action else None
    if by_action:
        is_away = raw.FPDFAction_GetType(action) == raw.PDFACTION_REMOTEGOTO
        number = raw.FPDFDest_GetDestPageIndex(document, by_action)
        yield _file(action) if is_away else "", number
    by_itself = raw.FPDFLink_GetDest(document, link)  # the action's if there is no other
    if by_itself and not (by_action and _is_same(by_itself, by_action)):
        yield "", raw.FPDFDest_GetDestPageIndex(document, by_itself)


def _is_same(one: raw.FPDF_DEST, other: raw.FPDF_DEST) -> bool:
    return ctypes.addressof(one.contents) == ctypes.addressof(other.contents)


def _file(action: raw.FPDF_ACTION) -> str:
    size = raw.FPDFAction_GetFilePath(action, None, 0)
    name = ctypes.create_string_buffer(size)
    raw.FPDFAction_GetFilePath(action, name, size)
    return name.value.decode("utf-8", "replace")
