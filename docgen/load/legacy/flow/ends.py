"""What a line leads from and to: the symbols that it is glued to, or those nearest to its ends.

Both ends are judged together. For each pair of symbols in reach: how far the ends are from their
borders, whether the line points at them, and whether the way makes sense (nothing leaves an end,
a process has one way on). The second best pair tells how sure the best one is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from docgen.load.legacy.doubts import Sure
from docgen.load.legacy.drawn import Connector, Kind, Point
from docgen.load.legacy.flow.nodes import Node
from docgen.load.legacy.words import is_end

# Points: a symbol further away from an end than this is not meant (12 mm).
REACH = 34.0
CLOSE, FAIR = 2.5, 9.0
# What makes a pair less likely, in points of distance.
MISSED, LOOP, OUT_OF_END, SAME_STEP, SECOND_WAY, TWIN = 7.0, 40.0, 25.0, 6.0, 10.0, 16.0
NEXT = 3.0
# A glued end this far from its symbol was left behind when the symbol moved.
TORN = 10.0
MARGIN_SURE, MARGIN_FAIR = 12.0, 5.0
RAY = 4.0  # how wide the beam in which a line points is


@dataclass(slots=True)
class Arrow:
    """A line read: from which symbol to which, in the direction of its head.

    ``why`` is said of an arrow that is not sure: what it was read from.
    """

    line: Connector
    path: tuple[Point, ...]
    source: Node
    target: Node
    sure: Sure
    why: str = ""
    is_exact: bool = False  # both ends are glued, and hold
    headless: bool = False


@dataclass(slots=True)
class _Pair:
    source: Node
    target: Node
    cost: float
    turned: bool = False  # against the way the line was drawn


class Reader:
    """Reads the lines of one part; what has been read makes the next more or less likely."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self._nodes = nodes
        self._by_key = {key: node for node in nodes for key in node.keys}
        self._out: dict[int, int] = {}
        self._pairs: set[tuple[int, int]] = set()

    def nearest(self, point: Point) -> float:
        """How far the nearest symbol is."""
        return min((node.distance(point) for node in self._nodes), default=1e9)

    def read(self, lines: Sequence[Connector]) -> tuple[list[Arrow], list[Connector]]:
        """The arrows among lines, the surest first, and the lines that lead nowhere."""
        waiting = [each for each in lines if len(each.path) > 1 or all(each.glued)]
        done = [(n, a) for n, each in enumerate(waiting) if (a := self._glued(each))]
        for _n, arrow in done:
            self._keep(arrow)
        taken = {n for n, _arrow in done}
        rest = [(n, each) for n, each in enumerate(waiting) if n not in taken]
        # Those whose ends lie on borders first: they say what the others cannot be.
        rest.sort(key=lambda item: self._loose(item[1]))
        lost: list[Connector] = []
        for number, line in rest:
            matched = self._matched(line)
            if matched is None:
                lost.append(line)
                continue
            self._keep(matched)
            done.append((number, matched))
        return [arrow for _n, arrow in sorted(done, key=lambda item: item[0])], lost

    def _keep(self, arrow: Arrow) -> None:
        self._out[arrow.source.key] = self._out.get(arrow.source.key, 0) + 1
        self._pairs.add((arrow.source.key, arrow.target.key))

    def _loose(self, line: Connector) -> float:
        return self.nearest(line.path[0]) + self.nearest(line.path[-1])

    def _glued(self, line: Connector) -> Arrow | None:
        nodes = [self._by_key.get(key) for key in line.glued]
        if nodes[0] is None or nodes[1] is None:
            return None
        start, end = nodes[0], nodes[1]
        torn = bool(line.path) and max(
            start.distance(line.path[0]), end.distance(line.path[-1])
        ) > TORN  # fmt: skip
        path, backward, headless = _directed(line)
        source, target = (end, start) if backward else (start, end)
        if headless and source.kind is Kind.TERMINATOR and is_end(source.text):
            # Drawn from where it comes to where it goes, but nothing comes from an end.
            source, target, path = target, source, path[::-1]
        sure = Sure.HARDLY if torn or headless else Sure.SURE
        why = ""
        if torn:
            why = "ujungnya tertempel pada simbol yang jauh darinya"
        elif headless:
            why = "garisnya tidak berkepala panah"
        return Arrow(line, path, source, target, sure, why, not torn and not headless, headless)

    def _matched(self, line: Connector) -> Arrow | None:
        path, _backward, headless = _directed(line)
        glued = line.glued[::-1] if path and path[0] != line.path[0] else line.glued
        starts = self._candidates(path[0], path[1], glued[0])
        ends = self._candidates(path[-1], path[-2], glued[1])
        pairs = [
            self._pair(source, target, away + other)
            for source, away in starts
            for target, other in ends
            if source is not target or len(path) > 3
        ]
        if headless:
            pairs += [
                replace(self._pair(target, source, away + other + 4), turned=True)
                for source, away in starts
                for target, other in ends
                if source is not target
            ]
        if not pairs:
            return None
        pairs.sort(key=lambda pair: pair.cost)
        best = pairs[0]
        others = [p for p in pairs[1:] if not _same_steps(p, best)]
        margin = others[0].cost - best.cost if others else REACH
        if best.turned:
            path = path[::-1]
        away = max(best.source.distance(path[0]), best.target.distance(path[-1]))
        known = not headless and not line.vague
        if known and away <= CLOSE and margin >= MARGIN_FAIR:
            sure, why = Sure.SURE, "ujungnya menyentuh simbol, tidak tertempel"
        elif known and away <= FAIR and margin >= MARGIN_SURE:
            sure, why = Sure.FAIRLY, "ujungnya tidak tertempel; simbol terdekat yang dipakai"
        else:
            sure = Sure.HARDLY
            why = "ujungnya tidak sampai ke simbol; simbol terdekat yang dipakai"
            if headless:
                why = "garisnya tidak berkepala panah"
        return Arrow(line, path, best.source, best.target, sure, why, headless=headless)

    def _candidates(self, end: Point, before: Point, key: str) -> list[tuple[Node, float]]:
        """The symbols that an end may be meant for, with how unlikely each is."""
        glued = self._by_key.get(key)
        if glued is not None:
            return [(glued, 0.0)]
        found = []
        for node in self._nodes:
            away = node.distance(end)
            if away <= REACH:
                missed = 0.0 if _points_at(before, end, node) or away < 0.5 else MISSED
                found.append((node, away + missed))
        return found

    def _pair(self, source: Node, target: Node, away: float) -> _Pair:
        cost = away
        if source.key == target.key:
            cost += LOOP if away > 2 * CLOSE else SAME_STEP
        elif source.step is not None and source.step == target.step:
            cost += SAME_STEP
        if source.kind is Kind.TERMINATOR and is_end(source.text):
            cost += OUT_OF_END
        out = self._out.get(source.key, 0)
        ways = 2 if source.kind is Kind.DECISION else 1
        if out >= ways:
            cost += SECOND_WAY
        if source.kind is Kind.UNKNOWN and out == 1:
            cost -= SECOND_WAY / 2
        if (source.key, target.key) in self._pairs:
            cost += TWIN
        if source.step is not None and target.step == source.step + 1:
            cost -= NEXT
        return _Pair(source, target, cost)


def _same_steps(one: _Pair, other: _Pair) -> bool:
    """Whether two pairs come to the same: symbols of the same steps."""
    return (
        one.source.step is not None
        and one.target.step is not None
        and (one.source.step, one.target.step) == (other.source.step, other.target.step)
    )


def _directed(line: Connector) -> tuple[tuple[Point, ...], bool, bool]:
    """The path in the direction of its head, whether that is backward, and whether it has none.

    A line with heads at both ends says no direction either.
    """
    start, end = line.heads
    backward = start and not end
    return (line.path[::-1] if backward else line.path), backward, start == end


def _points_at(before: Point, end: Point, node: Node) -> bool:
    """Whether the last stretch of a line, made longer, meets a symbol."""
    dx, dy = end.x - before.x, end.y - before.y
    box = node.box
    if abs(dx) >= abs(dy):
        ahead = box.right >= end.x - RAY if dx > 0 else box.left <= end.x + RAY
        slope = dy / dx if dx else 0.0
        reach = min(max(box.left, end.x), box.right) if dx > 0 else max(min(box.right, end.x),
                                                                        box.left)  # fmt: skip
        y = end.y + (reach - end.x) * slope
        return ahead and box.top - RAY <= y <= box.bottom + RAY
    ahead = box.bottom >= end.y - RAY if dy > 0 else box.top <= end.y + RAY
    reach = min(max(box.top, end.y), box.bottom) if dy > 0 else max(min(box.bottom, end.y), box.top)
    x = end.x + (reach - end.y) * dx / dy
    return ahead and box.left - RAY <= x <= box.right + RAY
