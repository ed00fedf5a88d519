"""Pass *label*: the words at the exits of a decision, off every line and symbol.

A place costs its distance from the exit and what it would rather keep off: the borders of the
table and the heads of arrows. Standing on a line, a symbol or another label is a fault.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Drawing, Edge, Label, Page, Point, mm
from docgen.flowchart.lines import Stretch, length, stretches

# Between the words and the line they belong to.
GAP = c.PADDING_Y // 2
# Words slide along their line in steps of this size.
SLIDE = mm(1)
# How far words would rather slide than stand on a border of rows (which one follows with the eye)
# or of lanes, touch an arrow head or take a line more.
OFF_ROWS = mm(20)
OFF_BORDER = mm(10)
OFF_HEAD = mm(6)
OFF_LINE = mm(1)
# How far words would rather slide than come nearer than GAP to others' lines, or to other words.
OFF_OTHERS = mm(5)
# How far words move aside, off a border of rows, and how near they may come to a line then: what
# is lacking is often less than the white over their letters.
ASIDE = c.TRACK
LEAST_GAP = mm(0.1)
# How many lanes wide the lines of words may be.
LANES_WIDE = (2, 1.5, 1, 0.5)
# Half the width of an arrow head.
HALF_HEAD = mm(0.9)

Lines = tuple[str, ...]


def label(drawing: Drawing) -> Drawing:
    """Place the label of each edge that has a text. Needs the routed points."""
    return replace(drawing, pages=tuple(_label_page(page, drawing) for page in drawing.pages))


def label_faults(page: Page) -> int:
    """How often the labels of a page stand on a line, a symbol or another label."""
    boxes = [edge.label.box for edge in page.edges if edge.label]
    lines = [part for edge in page.edges for part in stretches(edge.points)]
    count = sum(part.hits(box) for box in boxes for part in lines)
    taken = [node.box for node in page.nodes] + list(page.marks)
    for number, box in enumerate(boxes):
        count += sum(box.overlaps(other) for other in (*taken, *boxes[:number]))
    return count


def label_trouble(page: Page) -> set[int]:
    """The rows in which words stand on something."""
    boxes = [edge.label.box for edge in page.edges if edge.label]
    lines = [part for edge in page.edges for part in stretches(edge.points)]
    found = set()
    for number, box in enumerate(boxes):
        taken = (*(node.box for node in page.nodes), *page.marks, *boxes[:number])
        if any(part.hits(box) for part in lines) or any(map(box.overlaps, taken)):
            y = box.centre.y
            found |= {n for n, row in enumerate(page.rows) if row.top <= y < row.bottom}
    return found


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """What stands on a page where words may go."""

    inside: Box  # the lanes
    verticals: tuple[int, ...]  # borders of lanes
    levels: tuple[int, ...]  # borders of rows
    parts: tuple[Stretch, ...]
    heads: tuple[Box, ...]

    @classmethod
    def of(cls, page: Page, drawing: Drawing) -> _Surroundings:
        """The surroundings on one page; labels that have their place come on top."""
        lanes = drawing.lanes
        return cls(
            Box(lanes[0].left, page.rows[0].top, lanes[-1].right, page.bottom),
            tuple(lane.left for lane in lanes[1:]),
            tuple(row.top for row in page.rows[1:]),
            tuple(part for edge in page.edges for part in stretches(edge.points)),
            tuple(_head(*edge.points[-2:]) for edge in page.edges if edge.arrow),
        )

    def collisions(self, box: Box, taken: Sequence[Box], gap: int) -> int:
        """What the words must not stand on, nor come nearer than ``gap``."""
        around = box.grown(gap)
        count = sum(around.overlaps(other) for other in taken)
        count += sum(part.hits(around) for part in self.parts)
        within = self.inside
        outside = box.left < within.left or box.right > within.right
        return count + int(outside or box.top < within.top or box.bottom > within.bottom)

    def beside_borders(self, box: Box) -> Iterator[tuple[int, Box]]:
        """The box moved wholly over and wholly under a border of rows in it, and how far."""
        for y in self.levels:
            if box.top < y < box.bottom:
                for by in (y - box.bottom, y - box.top):
                    if abs(by) <= ASIDE:
                        yield abs(by), box._replace(top=box.top + by, bottom=box.bottom + by)

    def is_over_border(self, box: Box) -> bool:
        """Whether a border of the table runs through the words."""
        across = any(box.left < x < box.right for x in self.verticals)
        return across or any(box.top < y < box.bottom for y in self.levels)

    def blemishes(self, box: Box, words: Sequence[Box]) -> int:
        """What the words would rather keep off, as a distance they would slide for it.

        ``words`` are the other ones.
        """
        roomy = box.grown(GAP)
        others = sum(part.hits(roomy) for part in self.parts) + sum(map(roomy.overlaps, words))
        borders = sum(box.left - GAP < x < box.right + GAP for x in self.verticals) * OFF_BORDER
        borders += sum(box.top < y < box.bottom for y in self.levels) * OFF_ROWS
        heads = sum(map(box.overlaps, self.heads))
        return borders + heads * OFF_HEAD + others * OFF_OTHERS


def _head(before: Point, tip: Point) -> Box:
    """The arrow head at the end of a stretch."""
    x = tip.x + max(-c.ARROW_ROOM, min(c.ARROW_ROOM, before.x - tip.x))
    y = tip.y + max(-c.ARROW_ROOM, min(c.ARROW_ROOM, before.y - tip.y))
    box = Box(min(x, tip.x), min(y, tip.y), max(x, tip.x), max(y, tip.y))
    return box.grown(HALF_HEAD)


def _label_page(page: Page, drawing: Drawing) -> Page:
    taken = [node.box for node in page.nodes] + list(page.marks)
    words: list[Box] = []
    surroundings = _Surroundings.of(page, drawing)
    edges = []
    for edge in page.edges:
        if edge.text:
            found = _best(edge, edge.text, surroundings, (taken, words), drawing)
            words.append(found.box)
            edge = replace(edge, label=found)
        edges.append(edge)
    return replace(page, edges=tuple(edges))


def _best(
    edge: Edge,
    text: str,
    surroundings: _Surroundings,
    others: tuple[list[Box], list[Box]],
    drawing: Drawing,
) -> Label:
    """The words at the place that collides with least and costs least; ties to the nearest.

    ``others`` are symbols and marks, and words that have their place.
    """
    symbols, words = others
    options: list[tuple[int, Label, int]] = []
    for lines in _wraps(text, drawing):
        for distance, box in _places(edge.points, _size(lines)):
            far = distance + len(lines) * OFF_LINE
            options.append((far, Label(lines, box), 0))
            for by, aside in surroundings.beside_borders(box):
                options.append((far + by, Label(lines, aside), LEAST_GAP))
    options.sort(key=lambda option: option[0])
    best: tuple[tuple[int, int], Label] | None = None
    for far, option, gap in options:
        if best and best[0] <= (0, far):  # what comes is farther
            break
        collisions = surroundings.collisions(option.box, (*symbols, *words), gap)
        cost = (collisions, far + surroundings.blemishes(option.box, words))
        if best is None or cost < best[0]:
            best = (cost, option)
    assert best is not None
    return replace(best[1], over_border=surroundings.is_over_border(best[1].box))


def _wraps(text: str, drawing: Drawing) -> list[Lines]:
    """The words in lines that fit into some of these widths; no word is broken."""
    lane = drawing.lanes[0].width
    word = c.LABEL_TEXT.longest_piece(text)
    rooms = [max(word, int(lane * share) - 2 * GAP) for share in LANES_WIDE]
    return list(dict.fromkeys(tuple(c.LABEL_TEXT.lines(text, room)) for room in rooms))


def _size(lines: Lines) -> tuple[int, int]:
    """Width and height of the words."""
    return max(map(c.LABEL_TEXT.width, lines)), len(lines) * c.LABEL_TEXT.line_height


def _places(points: Sequence[Point], size: tuple[int, int]) -> Iterator[tuple[int, Box]]:
    """Places beside the first three stretches, both sides, with their distance from the exit."""
    width, height = size
    gone = 0
    for a, b in list(pairwise(points))[:3]:
        far = length((a, b))
        for slid in range(0, far + 1, SLIDE):
            if a.x == b.x:
                y = a.y + slid + GAP if b.y > a.y else a.y - slid - GAP - height
                yield gone + slid, _box(a.x + GAP, y, width, height)
                yield gone + slid, _box(a.x - GAP - width, y, width, height)
            else:
                x = a.x + slid + GAP if b.x > a.x else a.x - slid - GAP - width
                yield gone + slid, _box(x, a.y - GAP - height, width, height)
                yield gone + slid, _box(x, a.y + GAP, width, height)
        gone += far


def _box(left: int, top: int, width: int, height: int) -> Box:
    return Box(left, top, left + width, top + height)
