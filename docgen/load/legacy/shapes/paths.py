"""The way of a line in its frame: presets with their adjustments, turned and mirrored."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from docgen.load.legacy.drawn import Box, Kind, Point

FULL = 100000  # adjustments are in 1/100000 of the frame
HALF = FULL // 2
DEGREE = 60000
# How far a corner of a drawn outline may be from where it would be exactly, of its frame.
ROUGH = 0.12


@dataclass(frozen=True, slots=True)
class Turn:
    """How a shape is turned (degrees, clockwise) and mirrored in its frame."""

    degrees: float = 0
    flip_h: bool = False
    flip_v: bool = False

    def placed(self, points: Sequence[Point], frame: Box) -> tuple[Point, ...]:
        """Points of the frame (from its corner) as they stand on the page."""
        centre = frame.centre
        angle = math.radians(self.degrees)
        sin, cos = math.sin(angle), math.cos(angle)
        found = []
        for x, y in points:
            dx = (frame.width - x if self.flip_h else x) - frame.width / 2
            dy = (frame.height - y if self.flip_v else y) - frame.height / 2
            found.append(Point(centre.x + dx * cos - dy * sin, centre.y + dx * sin + dy * cos))
        return tuple(found)

    def box(self, frame: Box) -> Box:
        """The box around the turned frame."""
        if self.degrees % 180 == 0:
            return frame
        corners = [Point(0, 0), Point(frame.width, 0), Point(0, frame.height),
                   Point(frame.width, frame.height)]  # fmt: skip
        placed = self.placed(corners, frame)
        xs, ys = [p.x for p in placed], [p.y for p in placed]
        return Box(min(xs), min(ys), max(xs), max(ys))


def preset_path(
    preset: str, width: float, height: float, adjusted: Mapping[str, int]
) -> tuple[Point, ...]:
    """The corners of a preset line (ECMA-376, presetShapeDefinitions), from its frame's corner."""

    def share(name: str, length: float) -> float:
        return length * adjusted.get(name, HALF) / FULL

    start, end = Point(0, 0), Point(width, height)
    if preset == "lineInv":
        return (Point(0, height), Point(width, 0))
    bends = preset[-1] if preset[-1:].isdigit() and "straight" not in preset else "1"
    if bends == "2":
        return (start, Point(width, 0), end)
    x1 = share("adj1", width)
    if bends == "3":
        return (start, Point(x1, 0), Point(x1, height), end)
    y2 = share("adj2", height)
    if bends == "4":
        return (start, Point(x1, 0), Point(x1, y2), Point(width, y2), end)
    if bends == "5":
        x3 = share("adj3", width)
        return (start, Point(x1, 0), Point(x1, y2), Point(x3, y2), Point(x3, height), end)
    return (start, end)


def outline_kind(points: Sequence[Point], width: float, height: float) -> Kind:
    """What a closed outline is: a diamond, a box, a pentagon that points somewhere."""
    if width <= 0 or height <= 0:
        return Kind.UNKNOWN
    shares = [(p.x / width, p.y / height) for p in points]
    if len(shares) > 1 and _near(shares[0], shares[-1]):
        shares.pop()

    def has(*corners: tuple[float, float]) -> bool:
        return all(any(_near(each, corner) for each in shares) for corner in corners)

    if len(shares) == 4 and has((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)):
        return Kind.DECISION
    if len(shares) == 4 and has((0, 0), (1, 0), (1, 1), (0, 1)):
        return Kind.PROCESS
    if len(shares) == 5:
        return Kind.OFFPAGE
    return Kind.UNKNOWN


def _near(one: tuple[float, float], other: tuple[float, float]) -> bool:
    return abs(one[0] - other[0]) <= ROUGH and abs(one[1] - other[1]) <= ROUGH
