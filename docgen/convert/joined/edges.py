"""Whether a letter has anything so near the edge of a page that a hair could move it to another.

Joined letters are laid out as single ones, but for what stands between two letters. Only where the
end of a letter all but meets the end of its page, or the beginning of its last one, could that
tell. And LibreOffice lays out tables in tables in several attempts when they come to the end of a
page. Such letters are converted alone. All measures are points, and rather too large than too
small: too many go alone then, never too few.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from lxml import etree

from docgen.convert.inspect.office_file import parse
from docgen.convert.joined.ends import cells_with_text, end_paragraph, end_row
from docgen.convert.joined.letter import Letter
from docgen.convert.joined.names import WP, R, w
from docgen.convert.joined.sections import sections_of

# A line of a header or footer, a line of text without a height of its own, and what is near.
_HEAD_LINE, _SIZE, _SPACING, _NEAR = 16.0, 12.0, 1.5, 4.0
# Characters that fit into any line of a letter.
_LETTERS_A_LINE = 60
_PARAGRAPH, _ROW, _BREAK = w("p"), w("tr"), w("br")
_NESTED = f".//{w('tbl')}"
# Heads that letters of one template share are measured once.
_KEPT = 64
_ROW_HEIGHT = f"{w('trPr')}/{w('trHeight')}"
_TWIPS, _EMU, _AUTO_LINE = 20, 12700, 240


@dataclass(frozen=True, slots=True)
class Place:
    """Where a paragraph begins: the page in the joined document, how far above the page's foot,
    and the height of that page."""

    page: int
    above: float
    height: float


@dataclass(frozen=True, slots=True)
class Edge:
    """Heights on a letter's pages: their margins, the room of the last paragraph, and of the
    watched paragraphs of each row (see :func:`watched`)."""

    top: float
    bottom: float
    room: float
    rows: tuple[tuple[float, ...], ...] = ()

    def is_met(self, first: int, end: Place, rows: Sequence[Sequence[Place]]) -> bool:
        """Whether anything is at an edge: ``end``, the last paragraph, or one of ``rows``.

        ``first`` is the page on which the letter starts.
        """
        if self._is_near(end, self.room) or self._is_over(end, first):
            return True
        for places, rooms in zip(rows, self.rows, strict=True):
            if len({place.page for place in places}) > 1 or self._is_over(places[0], first):
                return True
            if any(self._is_near(*each) for each in zip(places, rooms, strict=True)):
                return True
        return False

    def _is_near(self, place: Place, room: float) -> bool:
        return place.above - room < self.bottom + _NEAR

    def _is_over(self, place: Place, first: int) -> bool:
        """Whether it came to the top of a later page, as it did not fit on the one before."""
        return place.page > first and place.above > place.height - self.top - _NEAR


def watched(body: etree._Element) -> list[list[etree._Element]]:
    """For each row that holds a table, and one that ends the letter: its first paragraph with text,
    and the last of each cell. Raises NotJoinableError.

    Those without text stay unmarked: LibreOffice drops an empty one behind a table in a cell, but
    not with a bookmark in it.
    """
    last = end_row(body)
    found = []
    for row in body.iter(_ROW):
        if next(row.iterancestors(_ROW), None) is not None:
            continue
        if row is last or row.find(_NESTED) is not None:
            shown = cells_with_text(row)
            if shown:
                found.append([shown[0][0], *(paragraphs[-1] for paragraphs in shown)])
    return found


def edge_of(letter: Letter) -> Edge:
    """The edge of a letter that is still whole. Raises NotJoinableError."""
    section = sections_of(letter)[-1]
    margins = section.find(w("pgMar"))
    sides = {} if margins is None else {str(key): str(each) for key, each in margins.items()}
    top, header = _points(sides.get(w("top"))), _points(sides.get(w("header")))
    bottom, footer = _points(sides.get(w("bottom"))), _points(sides.get(w("footer")))
    return Edge(
        max(abs(top), header + _heads(letter, section, "header")),
        max(abs(bottom), footer + _heads(letter, section, "footer")),
        _room(end_paragraph(letter.body)),
        tuple(tuple(map(_room_in_row, row)) for row in watched(letter.body)),
    )


def _room(paragraph: etree._Element) -> float:
    """The height of a paragraph at most."""
    text = "".join(each.text or "" for each in paragraph.iter(w("t")))
    breaks = sum(1 for _ in paragraph.iter(w("br"), w("cr")))
    lines = 1 + len(text) // _LETTERS_A_LINE + breaks
    size = max([_SIZE, *(_number(each.get(w("val"))) / 2 for each in paragraph.iter(w("sz")))])
    line, before = size * 1.2 * _SPACING, 0.0
    spacing = paragraph.find(f"{w('pPr')}/{w('spacing')}")
    if spacing is not None:
        before = _points(spacing.get(w("before")))
        asked = spacing.get(w("line"))
        if asked is not None and spacing.get(w("lineRule")) in ("exact", "atLeast"):
            line = max(_points(asked), 0 if spacing.get(w("lineRule")) == "exact" else size * 1.2)
        elif asked is not None:
            line = size * 1.2 * _number(asked) / _AUTO_LINE
    return before + lines * line + sum(_pictures(paragraph))


def _room_in_row(paragraph: etree._Element) -> float:
    """The height of a paragraph or of its row, what is more."""
    row = next(paragraph.iterancestors(_ROW))
    height = row.find(_ROW_HEIGHT)
    return max(_room(paragraph), 0.0 if height is None else _points(height.get(w("val"))))


def _heads(letter: Letter, section: etree._Element, kind: str) -> float:
    """The height of the highest header or footer of a section's later pages, at most."""
    heights = [0.0]
    for reference in section.iter(w(f"{kind}Reference")):
        relation = letter.relations.get(reference.get(f"{{{R}}}id", ""))
        if relation is not None and relation.target in letter.parts:
            heights.append(_height(letter.parts[relation.target]))
    return max(heights)


@lru_cache(_KEPT)
def _height(head: bytes) -> float:
    root = parse(head)
    lines = sum(1 for _ in root.iter(_PARAGRAPH, _BREAK))
    return lines * _HEAD_LINE + sum(_pictures(root))


def _pictures(root: etree._Element) -> Iterator[float]:
    for each in root.iter(f"{{{WP}}}extent"):
        yield _number(each.get("cy")) / _EMU


def _points(twips: str | None) -> float:
    return _number(twips) / _TWIPS


def _number(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0
