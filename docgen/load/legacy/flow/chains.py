"""Lines that are drawn in pieces, one behind another, put together to the arrows that they are.

A line that ends in the middle of another goes on with that one; one that begins there comes from
where that one does.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from docgen.load.legacy.drawn import Connector, Point

# Ends so close to each other, or to a line, are one place, points.
MEET, TOUCH = 4.0, 3.0
# An end this close to a symbol belongs to it, whatever else is there.
AT_SYMBOL = 2.5
MOST_PIECES = 400


def chained(
    connectors: Sequence[Connector], to_symbol: Callable[[Point], float]
) -> list[Connector]:
    """The same lines, pieces joined; ``to_symbol`` tells how far the nearest symbol is."""
    whole = [each for each in connectors if any(each.glued) or len(each.path) < 2 or (each.name
             and each.name.startswith(("Panah ", "Garis ")))]  # fmt: skip
    pieces = [each for each in connectors if each not in whole]
    if len(pieces) > MOST_PIECES:
        return list(connectors)
    pieces = _ends_joined(pieces, to_symbol)
    return [*whole, *_branches(pieces, [*whole, *pieces], to_symbol)]


def _free(point: Point, to_symbol: Callable[[Point], float]) -> bool:
    return to_symbol(point) > AT_SYMBOL


def _ends_joined(pieces: list[Connector], to_symbol: Callable[[Point], float]) -> list[Connector]:
    """Pieces whose free ends meet, and no third's, become one."""
    joined = True
    while joined:
        joined = False
        for number, one in enumerate(pieces):
            for end in (0, 1):
                place = one.path[-end]
                if one.heads[end] or not _free(place, to_symbol):
                    continue
                met = [
                    (other_number, other_end)
                    for other_number, other in enumerate(pieces)
                    for other_end in (0, 1)
                    if other_number != number
                    and not other.heads[other_end]
                    and other.path[-other_end].distance(place) <= MEET
                ]
                if len(met) != 1:
                    continue
                other_number, other_end = met[0]
                pieces[number] = _join(one, end, pieces[other_number], other_end)
                del pieces[other_number]
                joined = True
                break
            if joined:
                break
    return pieces


def _join(one: Connector, end: int, other: Connector, other_end: int) -> Connector:
    """One line of two: the end of the first meets that of the second."""
    before = one.path if end == 1 else one.path[::-1]
    after = other.path if other_end == 0 else other.path[::-1]
    heads = (one.heads[1 - end], other.heads[1 - other_end])
    return replace(one, path=(*before, *after), heads=heads, order=min(one.order, other.order))


def _branches(
    pieces: Sequence[Connector], lines: Sequence[Connector], to_symbol: Callable[[Point], float]
) -> list[Connector]:
    """Lines that end or begin in the middle of another."""
    found = []
    for piece in pieces:
        path, heads, glued = piece.path, piece.heads, piece.glued
        backward = heads[0] and not heads[1]
        for end in (0, 1):
            place = path[-end]
            if not _free(place, to_symbol):
                continue
            trunk = next((each for each in lines if each is not piece and _on(place, each)), None)
            if trunk is None:
                continue
            # Where it flows to (or comes from), and what that end of the trunk is glued to.
            forward_end = 0 if trunk.heads[0] and not trunk.heads[1] else 1
            is_target = (end == 1) != backward
            which = forward_end if is_target else 1 - forward_end
            far = trunk.path[-which]
            path = (*path, far) if end == 1 else (far, *path)
            heads = (heads[0], heads[1] or is_target) if end == 1 else (
                heads[0] or is_target, heads[1])  # fmt: skip
            if trunk.glued[which]:
                glued = (glued[0], trunk.glued[which]) if end == 1 else (
                    trunk.glued[which], glued[1])  # fmt: skip
        found.append(replace(piece, path=path, heads=heads, glued=glued))
    return found


def _on(place: Point, line: Connector) -> bool:
    """Whether a place lies on a line, not at its ends."""
    if (
        len(line.path) < 2
        or min(place.distance(line.path[0]), place.distance(line.path[-1])) < MEET
    ):
        return False
    return any(segment_distance(place, a, b) <= TOUCH for a, b in pairwise(line.path))


def segment_distance(place: Point, a: Point, b: Point) -> float:
    """How far a place is from a stretch of a line, points."""
    dx, dy = b.x - a.x, b.y - a.y
    length = dx * dx + dy * dy
    share = 0.0 if length == 0 else ((place.x - a.x) * dx + (place.y - a.y) * dy) / length
    share = max(0.0, min(1.0, share))
    return place.distance(Point(a.x + share * dx, a.y + share * dy))
