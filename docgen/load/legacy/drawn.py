"""What stands drawn in a document, whatever program made it: cells, symbols, connectors, labels.

Lengths are points (1/72 inch) from the top left corner of a :class:`Part`, which is a table of a
Word document or a sheet of a workbook; rows and columns count from 0. y grows down.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

EMU_A_POINT = 12700
TWIPS_A_POINT = 20


class Point(NamedTuple):
    """A place, points."""

    x: float
    y: float

    def distance(self, other: Point) -> float:
        """How far apart the two are."""
        return math.hypot(self.x - other.x, self.y - other.y)


ORIGIN = Point(0, 0)


class Box(NamedTuple):
    """A rectangle, points."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point((self.left + self.right) / 2, (self.top + self.bottom) / 2)

    @property
    def width(self) -> float:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Vertical extent."""
        return self.bottom - self.top

    def distance(self, point: Point) -> float:
        """How far a point is from the border or the inside, 0 inside."""
        return math.hypot(
            max(self.left - point.x, 0, point.x - self.right),
            max(self.top - point.y, 0, point.y - self.bottom),
        )

    def moved(self, x: float, y: float) -> Box:
        """The same box elsewhere."""
        return Box(self.left + x, self.top + y, self.right + x, self.bottom + y)


class Kind(StrEnum):
    """What a drawn shape is; ``UNKNOWN`` for a picture or a shape of no flowchart."""

    TERMINATOR = "terminator"
    PROCESS = "process"
    DECISION = "decision"
    OFFPAGE = "offpage"
    ONPAGE = "onpage"
    ROUNDED = "rounded"  # a box or an ellipse: its words and its place tell which
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """A cell with its rows and columns (first, last), and its words, a line an entry."""

    rows: tuple[int, int]
    columns: tuple[int, int]
    lines: tuple[str, ...] = ()
    marked: str = ""  # its words with marks around bold and italic ones, where some are so

    @property
    def text(self) -> str:
        """Its lines as one text."""
        return "\n".join(self.lines).strip()


@dataclass(frozen=True, slots=True, kw_only=True)
class Symbol:
    """A shape that may be a step's symbol; ``order`` is how far in front it lies."""

    box: Box
    kind: Kind
    key: str  # what connectors are glued to
    text: str = ""
    name: str = ""
    order: int = 0
    is_picture: bool = False
    odd: str = ""  # the shape's own word where the guideline has no such symbol


@dataclass(frozen=True, slots=True, kw_only=True)
class Connector:
    """A line; its ends may be glued to shapes (their keys) and may have heads.

    ``path`` has at least two points; of a ``vague`` one only its ends are known.
    """

    path: tuple[Point, ...]
    heads: tuple[bool, bool] = (False, False)
    glued: tuple[str, str] = ("", "")
    name: str = ""
    order: int = 0
    vague: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Words that stand free."""

    text: str
    box: Box


@dataclass(kw_only=True)
class Part:
    """A table or a sheet with what is drawn on it.

    ``sheet`` names a sheet; ``number`` counts tables or sheets from 1. ``columns`` and ``rows``
    are the edges of the grid, one more than there are of each. ``loose`` is said of a part whose
    heights or places are only estimated.
    """

    number: int
    cells: list[Cell]
    columns: tuple[float, ...]
    rows: tuple[float, ...]
    sheet: str = ""
    symbols: list[Symbol] = field(default_factory=list)
    connectors: list[Connector] = field(default_factory=list)
    labels: list[Label] = field(default_factory=list)
    loose: bool = False
    hidden: tuple[int, ...] = ()

    @cached_property
    def _at(self) -> dict[tuple[int, int], Cell]:
        return {
            (row, column): cell
            for cell in self.cells
            for row in range(cell.rows[0], cell.rows[1] + 1)
            for column in range(cell.columns[0], cell.columns[1] + 1)
        }

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers a place of the grid."""
        return self._at.get((row, column))

    def text(self, row: int, column: int) -> str:
        """The words there; a merged cell's stand in each of its places."""
        cell = self.cell(row, column)
        return cell.text if cell else ""

    @property
    def height(self) -> int:
        """How many rows there are."""
        return len(self.rows) - 1

    @property
    def width(self) -> int:
        """How many columns there are."""
        return len(self.columns) - 1

    def box(self, rows: tuple[int, int], columns: tuple[int, int]) -> Box:
        """Where a stretch of the grid lies."""
        return Box(
            self.columns[columns[0]],
            self.rows[rows[0]],
            self.columns[columns[1] + 1],
            self.rows[rows[1] + 1],
        )

    def in_row(self, row: int) -> Iterator[Cell]:
        """The cells that begin in a row, left to right."""
        yield from (cell for cell in self._by_row.get(row, ()))

    @cached_property
    def _by_row(self) -> dict[int, list[Cell]]:
        rows: dict[int, list[Cell]] = {}
        for cell in sorted(self.cells, key=lambda each: (each.rows[0], each.columns[0])):
            rows.setdefault(cell.rows[0], []).append(cell)
        return rows


@dataclass(slots=True, kw_only=True)
class Papers:
    """A whole document: its parts in order, and what it says of its paper and itself.

    ``paragraphs`` are the lines outside tables. ``paper`` is the width and height of a page in
    points, None when it is not said; ``pictures`` counts those outside of tables.
    """

    parts: list[Part]
    paragraphs: Sequence[str] = ()
    paper: tuple[float, float] | None = None
    pictures: int = 0
    has_macros: bool = False
    hidden_sheets: tuple[str, ...] = ()
