"""The index page of a bundle as it is printed: each line against the document it leads to.

A line is found by its link; its words are those that stand at the height of the link.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdfium2 import PdfDocument, PdfPage, PdfTextPage

from docgen.check.claims import Member
from docgen.check.pdf import DAMAGE, letters_of

# A page by the name of its file ("": this one) and its number from 0.
Place = tuple[str, int]
# Letters reach a little over the box of their link, points.
SLACK = 1.0
FIELDS = ("number", "date", "description")


@dataclass(frozen=True, slots=True)
class IndexLine:
    """What stands in a line of the index, and the words right of its link."""

    text: str
    words: tuple[str, ...]
    right: tuple[str, ...]

    def says(self, label: str) -> bool:
        """Whether a page number stands in it: right of the link, where anything stands there."""
        numbers = [word for word in self.right if word.isdigit()]
        return label in (numbers or self.words)

    def shows(self, text: str) -> bool:
        """Whether its words hold a text."""
        return letters_of(text) in self.text


@dataclass(slots=True)
class _Link:
    """The box of a link on a page, or of several to one place (points, PDF's own axes)."""

    left: float
    bottom: float
    right: float
    top: float

    def add(self, other: _Link) -> None:
        self.left, self.bottom = min(self.left, other.left), min(self.bottom, other.bottom)
        self.right, self.top = max(self.right, other.right), max(self.top, other.top)


def index_lines(path: Path, reader: PdfReader, front: int) -> Mapping[Place, IndexLine]:
    """The lines of the index by where they lead to; the front matter has ``front`` pages."""
    found: dict[Place, IndexLine] = {}
    try:
        with PdfDocument(path) as document:
            for number, links in enumerate(_links(reader, front)):
                if links:
                    found |= dict(_lines(document[number], links))
    except DAMAGE:
        return found
    return found


def wrong_fields(lines: Mapping[Place, IndexLine], members: Sequence[tuple[Member, Place]]
                 ) -> Iterator[tuple[Member, str]]:  # fmt: skip
    """Documents with the field that their line does not show.

    A field that no line shows is one that the office's template leaves out.
    """
    for field in FIELDS:
        shown = [
            (member, lines[place].shows(getattr(member, field)))
            for member, place in members
            if place in lines and getattr(member, field)
        ]
        if any(is_shown for _member, is_shown in shown):
            yield from ((member, getattr(member, field)) for member, is_shown in shown
                        if not is_shown)  # fmt: skip


def _lines(page: PdfPage, links: Mapping[Place, _Link]) -> Iterator[tuple[Place, IndexLine]]:
    text = page.get_textpage()
    width = page.get_width()
    ordered = sorted(links.items(), key=lambda item: -item[1].top)
    ends = [link.top + SLACK for _place, link in ordered[1:]] + [0.0]
    for (place, link), end in zip(ordered, ends, strict=True):
        top = link.top + SLACK
        row = _between(text, 0, min(end, link.bottom), width, top)
        right = _between(text, link.right + SLACK, min(end, link.bottom), width, top)
        yield place, IndexLine(letters_of(row), tuple(row.split()), tuple(right.split()))


def _between(text: PdfTextPage, left: float, bottom: float, right: float, top: float) -> str:
    return str(text.get_text_bounded(left=left, bottom=bottom, right=right, top=top))


def _links(reader: PdfReader, front: int) -> Iterator[dict[Place, _Link]]:
    """For each page of the front matter, the boxes of its links by where they lead to."""
    numbers: Mapping[int, int] = {
        page.indirect_reference.idnum: number
        for number, page in enumerate(reader.pages)
        if page.indirect_reference
    }
    for page in reader.pages[:front]:
        found: dict[Place, _Link] = {}
        for reference in page.get("/Annots") or ():
            annotation = reference.get_object()
            place = _place(annotation, numbers)
            if place is None:
                continue
            x1, y1, x2, y2 = (float(each) for each in annotation["/Rect"])
            link = _Link(min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
            found.setdefault(place, link).add(link)
        yield found


def _place(annotation: Any, numbers: Mapping[int, int]) -> Place | None:
    """Where a link leads, None when it is none."""
    action = annotation.get("/A", {}).get_object() if "/A" in annotation else {}
    target = action.get("/D", annotation.get("/Dest"))
    if target and hasattr(target, "get_object"):
        target = target.get_object()
    if target and hasattr(target[0], "idnum"):
        return "", numbers.get(target[0].idnum, -1)
    if target and action.get("/S") == "/GoToR":
        return str(action["/F"]), int(target[0])
    return None
