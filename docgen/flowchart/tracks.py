"""Where arrows may run: tracks beside the symbols, parallel to the borders of lanes and rows."""

from __future__ import annotations

from dataclasses import dataclass

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Column, Page
from docgen.flowchart.place import symbol_width


@dataclass(frozen=True, slots=True)
class Tracks:
    """Coordinates of the tracks of one page.

    ``beside[lane]`` are x left and right of the lane's symbols, ``above[row]`` and
    ``below[row]`` are y over and under a row's symbols; each nearest the border first.
    """

    beside: dict[str, tuple[tuple[int, ...], tuple[int, ...]]]
    above: tuple[tuple[int, ...], ...]
    below: tuple[tuple[int, ...], ...]

    @property
    def verticals(self) -> tuple[int, ...]:
        """All x, left to right."""
        return tuple(sorted(x for sides in self.beside.values() for side in sides for x in side))

    @property
    def horizontals(self) -> tuple[int, ...]:
        """All y, from the top down."""
        return tuple(sorted({y for ys in (*self.above, *self.below) for y in ys}))


def tracks_of(page: Page, lanes: tuple[Column, ...]) -> Tracks:
    """The tracks of a page. At least one on each side of each lane and row."""
    beside = {}
    for lane in lanes:
        assert lane.lane is not None
        gutter = (lane.width - symbol_width(lane)) // 2
        offsets, room = _offsets(gutter), gutter - c.ARROW_ROOM
        left = _off_edge(offsets, room) if lane is lanes[0] else offsets
        right = _off_edge(offsets, room) if lane is lanes[-1] else offsets
        beside[lane.lane] = (
            tuple(lane.left + offset for offset in left),
            tuple(lane.right - offset for offset in right),
        )
    highest = [0] * len(page.rows)
    for node in page.nodes:
        highest[node.row] = max(highest[node.row], node.box.height)
    above, below = [], []
    for row, size in zip(page.rows, highest, strict=True):
        offsets, room = _row_offsets(row.height, size), (row.height - size) // 2 - c.ARROW_ROOM
        over = _off_edge(offsets, room) if row is page.rows[0] else offsets
        under = _off_edge(offsets, room) if row is page.rows[-1] else offsets
        above.append(tuple(row.top + offset for offset in over))
        below.append(tuple(row.bottom - offset for offset in under))
    return Tracks(beside, tuple(above), tuple(below))


def _off_edge(offsets: tuple[int, ...], room: int) -> tuple[int, ...]:
    """Tracks along the table's own border, farther from it as far as there is ``room``."""
    shift = max(0, min(c.EDGE, room - offsets[-1]))
    return tuple(offset + shift for offset in offsets)


def _offsets(gutter: int) -> tuple[int, ...]:
    """Distances from a border for tracks in a gutter, keeping clear of border and symbol."""
    if gutter < c.TRACK + c.CLEARANCE:
        return (gutter // 2,)
    return tuple(range(c.TRACK, gutter - c.CLEARANCE + 1, c.TRACK))


def _row_offsets(height: int, symbol: int) -> tuple[int, ...]:
    """As :func:`_offsets`, with room for an arrow head between track and symbol."""
    gap = max((height - symbol) // 2, 0)
    count = max(1, min(3, (gap - c.ARROW_ROOM) // c.TRACK))
    step = c.TRACK if gap - c.ARROW_ROOM >= c.TRACK else max(1, gap // 2)
    return tuple(step * n for n in range(1, count + 1))
