"""All sensible ways from one symbol to another, grouped by bends, fewest first.

A way is a list of points with right angles that leaves a symbol at the middle of a side and
arrives at the middle of a side. Up to four bends: what Word's bent connectors can draw.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, product
from typing import Literal

from docgen.flowchart.geometry import Box, Node, Point
from docgen.flowchart.lines import Way, length
from docgen.flowchart.tracks import Tracks

Side = Literal["N", "E", "S", "W"]


def port(box: Box, side: Side) -> Point:
    """The middle of one side."""
    x, y = box.centre
    return {
        "N": Point(x, box.top),
        "S": Point(x, box.bottom),
        "W": Point(box.left, y),
        "E": Point(box.right, y),
    }[side]


def ways(source: Node, target: Node, tracks: Tracks) -> Iterator[list[Way]]:
    """Yield the ways with no bend, one and two; each group is sorted by length."""
    for build in (_straight, _one_bend, _two_bends):
        yield _sorted(build(source, target, tracks))


def long_ways(source: Node, target: Node, tracks: Tracks) -> Iterator[list[Way]]:
    """Yield the ways with three bends and four: there are some between any two symbols."""
    for build in (_three_bends, _four_bends):
        yield _sorted(build(source, target, tracks))


def joint_ways(source: Node, target: Node, tracks: Tracks) -> Iterator[list[Way]]:
    """Ways for the plain line between two actors of one step: side to side, else under them."""
    straight = (port(source.box, "E"), port(target.box, "W"))
    if straight[0].y == straight[1].y:
        yield [straight]
    under: list[Way] = []
    for way_y in (*tracks.below[source.row], *tracks.above[source.row]):
        side: Side = "S" if way_y > source.box.centre.y else "N"
        a, b = port(source.box, side), port(target.box, side)
        under.append((a, Point(a.x, way_y), Point(b.x, way_y), b))
    yield under


def _sorted(found: Iterator[Way]) -> list[Way]:
    return sorted({way for way in found if _is_proper(way)}, key=lambda way: (length(way), way))


def _straight(s: Node, t: Node, _tracks: Tracks) -> Iterator[Way]:
    for out, into in (("S", "N"), ("N", "S"), ("E", "W"), ("W", "E")):
        a, b = port(s.box, out), port(t.box, into)  # type: ignore[arg-type]
        if a.x == b.x or a.y == b.y:
            yield (a, b)


def _one_bend(s: Node, t: Node, _tracks: Tracks) -> Iterator[Way]:
    for out in ("E", "W"):
        a, b = port(s.box, out), port(t.box, "N")
        yield (a, Point(b.x, a.y), b)
        b = port(t.box, "S")
        yield (a, Point(b.x, a.y), b)
    for into in ("E", "W"):
        for out in ("S", "N"):
            a, b = port(s.box, out), port(t.box, into)  # type: ignore[arg-type]
            yield (a, Point(a.x, b.y), b)


def _two_bends(s: Node, t: Node, tracks: Tracks) -> Iterator[Way]:
    for (a, leave), (b, arrive) in product(_vertical_out(s, tracks), _vertical_in(t, tracks)):
        for y in sorted({*leave, *arrive}):
            yield (a, Point(a.x, y), Point(b.x, y), b)
    for out, into in product(("E", "W"), ("E", "W")):
        a, b = port(s.box, out), port(t.box, into)  # type: ignore[arg-type]
        for x in tracks.verticals:
            yield (a, Point(x, a.y), Point(x, b.y), b)


def _three_bends(s: Node, t: Node, tracks: Tracks) -> Iterator[Way]:
    for (a, leave), into in product(_vertical_out(s, tracks), ("E", "W")):
        b = port(t.box, into)  # type: ignore[arg-type]
        for y, x in product(leave, tracks.verticals):
            yield (a, Point(a.x, y), Point(x, y), Point(x, b.y), b)
    for out, (b, arrive) in product(("E", "W"), _vertical_in(t, tracks)):
        a = port(s.box, out)  # type: ignore[arg-type]
        for y, x in product(arrive, tracks.verticals):
            yield (a, Point(x, a.y), Point(x, y), Point(b.x, y), b)


def _four_bends(s: Node, t: Node, tracks: Tracks) -> Iterator[Way]:
    for (a, leave), (b, arrive) in product(_vertical_out(s, tracks), _vertical_in(t, tracks)):
        for y1, y2, x in product(leave, arrive, tracks.verticals):
            yield (a, Point(a.x, y1), Point(x, y1), Point(x, y2), Point(b.x, y2), b)


def _vertical_out(node: Node, tracks: Tracks) -> list[tuple[Point, tuple[int, ...]]]:
    return [
        (port(node.box, "S"), tracks.below[node.row]),
        (port(node.box, "N"), tracks.above[node.row]),
    ]


def _vertical_in(node: Node, tracks: Tracks) -> list[tuple[Point, tuple[int, ...]]]:
    return [
        (port(node.box, "N"), tracks.above[node.row]),
        (port(node.box, "S"), tracks.below[node.row]),
    ]


def _is_proper(way: Way) -> bool:
    """No stretch of no length, and none that turns back on the one before."""
    for a, b in pairwise(way):
        if a == b or (a.x != b.x and a.y != b.y):
            return False
    return all((a.x == b.x) != (b.x == d.x) for a, b, d in zip(way, way[1:], way[2:], strict=False))
