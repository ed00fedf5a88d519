"""Lines made of straight stretches, and how two of them may meet.

Two arrows to one symbol may join: from the joint on they are one line. Two arrows from one
symbol may fork: up to the fork they are one. Everything else that runs on or ends on another line
is a conflict; passing straight over it is a crossing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Edge, Point

Way = tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """A straight part of a line. ``low``/``high`` run along it, ``at`` is its other coordinate."""

    upright: bool
    at: int
    low: int
    high: int

    @classmethod
    def of(cls, a: Point, b: Point) -> Stretch:
        """The stretch between two points with one coordinate in common."""
        if a.x == b.x:
            return cls(True, a.x, min(a.y, b.y), max(a.y, b.y))
        return cls(False, a.y, min(a.x, b.x), max(a.x, b.x))

    def hits(self, box: Box) -> bool:
        """Whether it runs through the inside of a box."""
        if self.upright:
            return box.left < self.at < box.right and self.low < box.bottom and box.top < self.high
        return box.top < self.at < box.bottom and self.low < box.right and box.left < self.high

    def meets(self, other: Stretch) -> bool:
        """Whether they have a point in common at a right angle."""
        return (
            self.upright != other.upright
            and other.low <= self.at <= other.high
            and self.low <= other.at <= self.high
        )

    def passes_over(self, other: Stretch) -> bool:
        """Whether they cross at a right angle, both going on."""
        return (
            self.upright != other.upright
            and other.low < self.at < other.high
            and self.low < other.at < self.high
        )

    def runs_along(self, other: Stretch) -> bool:
        """Whether they are too close side by side to be told apart."""
        return (
            self.upright == other.upright
            and abs(self.at - other.at) < c.TRACK // 2
            and self.low < other.high
            and other.low < self.high
        )


@dataclass(frozen=True, slots=True)
class Line:
    """A line that has its way."""

    edge: Edge
    way: Way
    parts: tuple[Stretch, ...]

    @classmethod
    def of(cls, edge: Edge, way: Way) -> Line:
        """An edge along a way."""
        return cls(edge, way, stretches(way))


def stretches(way: Sequence[Point]) -> tuple[Stretch, ...]:
    """The straight parts of a way, in order."""
    return tuple(Stretch.of(a, b) for a, b in pairwise(way))


def length(way: Sequence[Point]) -> int:
    """Length along the way, twips."""
    return sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in pairwise(way))


def may_join(one: Edge, other: Edge) -> bool:
    """Whether two lines may become one on their way: arrows to the same symbol."""
    return one.arrow and other.arrow and one.target == other.target


def may_fork(one: Edge, other: Edge) -> bool:
    """Whether two lines may begin as one: arrows from the same symbol, not a decision's exits."""
    both = one.arrow and other.arrow and one.source == other.source
    return both and one.exit is None and other.exit is None


def before_joint(way: Way, other: Way) -> tuple[Way, Point | None]:
    """``way`` up to the point from which it runs on ``other`` to their common end.

    The whole way and None when they do not share their last stretch.
    """
    if way[-1] != other[-1]:
        return way, None
    mine, theirs = list(way), list(other)
    while len(mine) > 1 and len(theirs) > 1:
        end = mine[-1]
        a, b = mine[-2], theirs[-2]
        if not _same_direction(a, b, end):
            break
        if a == b:
            mine.pop()
            theirs.pop()
            continue
        # The shorter stretch ends on the longer: there they join, unless it is the very start.
        nearer = (
            a if abs(a.x - end.x) + abs(a.y - end.y) < abs(b.x - end.x) + abs(b.y - end.y) else b
        )
        if nearer == a:
            mine.pop()
        else:
            mine[-1] = b
        break
    return (way, None) if mine[-1] == way[-1] and len(mine) == len(way) else (tuple(mine), mine[-1])


def meetings(line: Line, other: Line) -> tuple[int, int]:
    """Conflicts and crossings of two lines."""
    if not line.edge.arrow and not other.edge.arrow and line.edge.from_step == other.edge.from_step:
        return 0, 0  # the plain lines between the actors of one step are one figure
    way = line.way
    allowed: set[Point | None] = set()
    if may_join(line.edge, other.edge):
        way, joint = before_joint(way, other.way)
        allowed |= {joint, line.way[-1]}
    if may_fork(line.edge, other.edge) and len(way) > 1:
        reversed_way, fork = before_joint(way[::-1], other.way[::-1])
        way = reversed_way[::-1]
        allowed |= {fork, line.way[0]}
    if len(way) < 2:  # it would be wholly the other line
        return 1, 0
    parts = line.parts if way is line.way else stretches(way)
    conflicts = crossings = 0
    for part in parts:
        for other_part in other.parts:
            if part.upright == other_part.upright:
                conflicts += part.runs_along(other_part)
            elif part.meets(other_part):
                here = (
                    Point(part.at, other_part.at) if part.upright else Point(other_part.at, part.at)
                )
                if here in allowed:
                    continue
                if part.passes_over(other_part):
                    crossings += 1
                else:
                    conflicts += 1
    return conflicts, crossings


def _same_direction(a: Point, b: Point, end: Point) -> bool:
    """Whether a and b lie on the same side of ``end`` on one straight line with it."""
    if a.x == b.x == end.x:
        return (a.y < end.y) == (b.y < end.y)
    if a.y == b.y == end.y:
        return (a.x < end.x) == (b.x < end.x)
    return False
