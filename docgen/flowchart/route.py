"""Pass *route*: choose a way for every line of a page.

The ranked contract: valid, then fewest crossings, fewest bends, shortest; ties go to the way
that comes first. Lines are routed easiest first, then each is taken up and laid again as long
as that makes the page better.
"""

from __future__ import annotations

import itertools
from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.flowchart import constants as c
from docgen.flowchart.candidates import Way, joint_ways, length, port, ways
from docgen.flowchart.geometry import Box, Drawing, Edge, Node, Page, Point
from docgen.flowchart.tracks import Tracks, tracks_of
from docgen.model.sop import Symbol

# Taking up and laying again converges at once on real sheets; the bound only stops a cycle.
ROUNDS = 4

Cost = tuple[int, int, int, int, int]  # conflicts, crossings, bends, unusual sides, length


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A straight part of a line. ``low``/``high`` run along it, ``at`` is its other coordinate."""

    upright: bool
    at: int
    low: int
    high: int

    @classmethod
    def of(cls, a: Point, b: Point) -> _Stretch:
        if a.x == b.x:
            return cls(True, a.x, min(a.y, b.y), max(a.y, b.y))
        return cls(False, a.y, min(a.x, b.x), max(a.x, b.x))

    def hits(self, box: Box) -> bool:
        if self.upright:
            return box.left < self.at < box.right and self.low < box.bottom and box.top < self.high
        return box.top < self.at < box.bottom and self.low < box.right and box.left < self.high

    def crosses(self, other: _Stretch) -> bool:
        """Whether they cross at a right angle or one ends on the other."""
        return (
            self.upright != other.upright
            and other.low <= self.at <= other.high
            and self.low <= other.at <= self.high
        )

    def runs_along(self, other: _Stretch) -> bool:
        """Whether they are too close side by side to be told apart."""
        return (
            self.upright == other.upright
            and abs(self.at - other.at) < c.TRACK // 2
            and self.low < other.high
            and other.low < self.high
        )


def route(drawing: Drawing) -> Drawing:
    """Give every edge its points. Needs the nodes."""
    pages = tuple(_route_page(page, tracks_of(page, drawing.lanes)) for page in drawing.pages)
    return replace(drawing, pages=pages)


def stretches(way: Way) -> tuple[_Stretch, ...]:
    """The straight parts of a way, in order."""
    return tuple(_Stretch.of(a, b) for a, b in itertools.pairwise(way))


def _route_page(page: Page, tracks: Tracks) -> Page:
    nodes = {node.id: node for node in page.nodes}
    boxes = {node.id: node.box.grown(c.CLEARANCE) for node in page.nodes}
    marks = [mark.grown(c.CLEARANCE) for mark in page.marks]
    chosen: dict[int, Way] = {}
    costs: dict[int, Cost] = {}

    def lay(number: int) -> None:
        edge = page.edges[number]
        others = [(page.edges[n], way, stretches(way)) for n, way in chosen.items() if n != number]
        best: tuple[Cost, Way] | None = None
        source, target = nodes[edge.source], nodes[edge.target]
        for bends, group in (ways if edge.arrow else joint_ways)(source, target, tracks):
            if best and best[0][:2] == (0, 0):
                break
            for way in group:
                blocked = _blocked(way, edge, boxes, marks)
                if best and blocked > best[0][0]:
                    continue
                conflicts, crossings = _meetings(edge, way, others)
                cost = (
                    blocked + conflicts,
                    crossings,
                    bends,
                    _unusual(way, source, target),
                    length(way),
                )
                if best is None or cost < best[0]:
                    best = (cost, way)
        assert best is not None  # four bends exist between any two symbols
        costs[number], chosen[number] = best

    order = sorted(range(len(page.edges)), key=lambda n: _difficulty(page.edges[n], n, nodes))
    for number in order:
        lay(number)
    for _round in range(ROUNDS):
        if not any(cost[0] or cost[1] for cost in costs.values()):
            break
        before = dict(chosen)
        for number in order:
            lay(number)
        if chosen == before:
            break
    edges = tuple(replace(edge, points=chosen[n]) for n, edge in enumerate(page.edges))
    return replace(page, edges=edges)


def _difficulty(edge: Edge, number: int, nodes: dict[str, Node]) -> tuple[int, int, int, int]:
    """Plain lines first (they have one good way), then short flows, then loops back."""
    source, target = nodes[edge.source], nodes[edge.target]
    rows = target.row - source.row
    return (int(edge.arrow), int(rows <= 0), abs(rows), number)


def _blocked(way: Way, edge: Edge, boxes: dict[str, Box], marks: Sequence[Box]) -> int:
    """How many symbols and marks the way runs through, and whether its arrow head has no room.

    Its own two symbols may be touched at the ends.
    """
    parts = stretches(way)
    count = sum(part.hits(mark) for part in parts for mark in marks)
    for name, box in boxes.items():
        for n, part in enumerate(parts):
            at_own_end = (name == edge.source and n == 0) or (
                name == edge.target and n == len(parts) - 1
            )
            # The first and last stretch touch their own symbol's border, not more.
            if part.hits(box.grown(-c.CLEARANCE) if at_own_end else box):
                count += 1
    a, b = way[-2:]
    return count + int(edge.arrow and abs(a.x - b.x) + abs(a.y - b.y) < c.ARROW_ROOM)


def _meetings(
    edge: Edge, way: Way, others: Sequence[tuple[Edge, Way, tuple[_Stretch, ...]]]
) -> tuple[int, int]:
    """Conflicts (lines on one another) and crossings with the lines already laid."""
    parts = stretches(way)
    conflicts = crossings = 0
    for other, other_way, other_parts in others:
        if _same_port(way, other_way) and not _may_join(edge, way, other, other_way):
            conflicts += 1
            continue
        joining = (
            edge.arrow and other.arrow and edge.target == other.target and way[-1] == other_way[-1]
        )
        for n, part in enumerate(parts):
            for m, other_part in enumerate(other_parts):
                at_join = joining and (n == len(parts) - 1 or m == len(other_parts) - 1)
                if part.runs_along(other_part):
                    conflicts += not (joining and n == len(parts) - 1 and m == len(other_parts) - 1)
                elif part.crosses(other_part):
                    crossings += not at_join
    return conflicts, crossings


def _same_port(way: Way, other: Way) -> bool:
    return bool({way[0], way[-1]} & {other[0], other[-1]})


def _may_join(edge: Edge, way: Way, other: Edge, other_way: Way) -> bool:
    """Two arrows may share the port that both arrive at; nothing else shares a port."""
    return (
        edge.arrow
        and other.arrow
        and way[-1] == other_way[-1]
        and way[0] not in (other_way[0], other_way[-1])
        and other_way[0] != way[-1]
    )


def _unusual(way: Way, source: Node, target: Node) -> int:
    """Readers expect flow to enter from above and to leave downwards or sideways.

    Counted after bends: a straight or simple way is worth more than a usual side.
    """
    if source.step == target.step and source.row == target.row:
        return 0
    count = int(way[-1] == port(target.box, "S")) * 2
    count += int(way[0] == port(source.box, "N")) * 2
    count += int(way[-1] != port(target.box, "N"))
    if source.symbol is not Symbol.KEPUTUSAN and target.row > source.row:
        count += int(way[0] != port(source.box, "S") and len(way) > 3)
    return count
