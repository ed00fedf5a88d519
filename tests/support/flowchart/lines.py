"""How the lines of a drawing lie to symbols and to each other, told without the router."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

from docgen.flowchart.geometry import Box, Drawing, Edge, Point

Segment = tuple[Point, Point]


def segments(edge: Edge) -> Iterator[Segment]:
    return itertools.pairwise(edge.points)


def is_inside(inner: Box, outer: Box) -> bool:
    return (
        outer.left <= inner.left
        and outer.top <= inner.top
        and inner.right <= outer.right
        and inner.bottom <= outer.bottom
    )


def is_on_border(point: Point, box: Box) -> bool:
    upright = point.x in (box.left, box.right) and box.top <= point.y <= box.bottom
    level = point.y in (box.top, box.bottom) and box.left <= point.x <= box.right
    return upright or level


def runs_through(segment: Segment, box: Box) -> bool:
    """Whether any of the segment lies within the box, not only on its border."""
    (ax, ay), (bx, by) = segment
    if ax == bx:
        return box.left < ax < box.right and min(ay, by) < box.bottom and box.top < max(ay, by)
    return box.top < ay < box.bottom and min(ax, bx) < box.right and box.left < max(ax, bx)


def on_one_line(one: Segment, other: Segment) -> bool:
    """Whether two segments share more than a point."""
    for axis in (0, 1):  # 0: both upright, 1: both level
        values = {point[axis] for point in (*one, *other)}
        if len(values) == 1:
            along = 1 - axis
            a, b = (sorted(point[along] for point in each) for each in (one, other))
            return max(a[0], b[0]) < min(a[1], b[1])
    return False


def told_apart(edge: Edge, other: Edge) -> tuple[list[Segment], list[Segment]]:
    """The segments of two lines without those that they rightly share.

    Arrows to one symbol may run as one from where they join to the end; arrows from one symbol,
    when no exit of a decision is among them, from the start to where they fork.
    """
    cuts = {point for line in (edge, other) for point in line.points}
    a, b = _pieces(edge, cuts), _pieces(other, cuts)
    if edge.arrow and other.arrow and edge.target == other.target:
        while a and b and a[-1] == b[-1]:
            a.pop()
            b.pop()
    if edge.source == other.source and edge.exit is None and other.exit is None:
        while a and b and a[0] == b[0]:
            del a[0], b[0]
    return a, b


def _pieces(edge: Edge, cuts: set[Point]) -> list[Segment]:
    """The segments of a line, cut wherever a corner of either line could meet them."""
    pieces = []
    for a, b in segments(edge):
        between = {Point(p.x, a.y) if a.y == b.y else Point(a.x, p.y) for p in cuts}
        stops = sorted(p for p in between | {a, b} if min(a, b) <= p <= max(a, b))
        pieces += itertools.pairwise(stops if a < b else stops[::-1])
    return pieces


def arrows_through_symbols(drawing: Drawing) -> list[str]:
    return [
        f"page {page.number}: {edge.source} -> {edge.target} through {node.id}"
        for page in drawing.pages
        for edge in page.edges
        for node in page.nodes
        if any(runs_through(segment, node.box) for segment in segments(edge))
    ]


def arrows_through_marks(drawing: Drawing) -> list[str]:
    return [
        f"page {page.number}: {edge.source} -> {edge.target} through a mark"
        for page in drawing.pages
        for edge in page.edges
        for mark in page.marks
        if any(runs_through(segment, mark) for segment in segments(edge))
    ]


def shared_lines(drawing: Drawing) -> list[str]:
    """Pairs of lines that lie on one another where they do not join or fork."""
    return [
        f"page {page.number}: {a.source} -> {a.target} on {b.source} -> {b.target}"
        for page in drawing.pages
        for a, b in itertools.combinations(page.edges, 2)
        if (a.arrow or b.arrow or a.from_step != b.from_step)
        and any(on_one_line(s, t) for s, t in itertools.product(*told_apart(a, b)))
    ]


def touching_lines(drawing: Drawing) -> list[str]:
    """Pairs of which one bends or ends on the other where they do not join or fork.

    Lines that cross go straight over each other; at a corner one cannot tell which goes where.
    """
    return [
        f"page {page.number}: {a.source} -> {a.target} touches {b.source} -> {b.target}"
        for page in drawing.pages
        for a, b in itertools.combinations(page.edges, 2)
        if (a.arrow or b.arrow or a.from_step != b.from_step) and _touch(a, b)
    ]


def _touch(edge: Edge, other: Edge) -> bool:
    corners = {*edge.points, *other.points}
    a, b = told_apart(edge, other)
    if not a or not b:
        return False
    if edge.points[-1] == other.points[-1]:  # where they join
        corners -= {a[-1][1]} if a[-1][1] == b[-1][1] else set()
    if edge.points[0] == other.points[0]:  # where they fork
        corners -= {a[0][0]} if a[0][0] == b[0][0] else set()
    return any(
        _is_on(point, s) and _is_on(point, t)
        for point in corners
        for s, t in itertools.product(a, b)
    )


def _is_on(point: Point, segment: Segment) -> bool:
    (ax, ay), (bx, by) = segment
    return min(ax, bx) <= point.x <= max(ax, bx) and min(ay, by) <= point.y <= max(ay, by)
