"""The records of a laid-out flowchart. Knows no docx and no svg.

Lengths are twips (1/1440 inch, 635 EMU): Word sizes rows and columns in twips, so geometry in
twips meets its table exactly. Origin of a page: the top left corner of its table; y grows down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from docgen.flowchart.text import Face
from docgen.model.sop import Sop, Symbol

TWIPS_AN_INCH = 1440
MM_AN_INCH = 25.4
EMU_A_TWIP = 635


def mm(length: float) -> int:
    """Millimetres to twips."""
    return round(length * TWIPS_AN_INCH / MM_AN_INCH)


def to_mm(length: int) -> float:
    """Twips to millimetres."""
    return length * MM_AN_INCH / TWIPS_AN_INCH


class Point(NamedTuple):
    """A point on a page."""

    x: int
    y: int


class Box(NamedTuple):
    """A rectangle on a page."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Horizontal extent."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Vertical extent."""
        return self.bottom - self.top

    @property
    def centre(self) -> Point:
        """The middle."""
        return Point((self.left + self.right) // 2, (self.top + self.bottom) // 2)

    def grown(self, by: int) -> Box:
        """The same box with a margin around it."""
        return Box(self.left - by, self.top - by, self.right + by, self.bottom + by)

    def overlaps(self, other: Box) -> bool:
        """Whether the two share more than a border."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


# Sizes of the table's text, points: offices print 8 to 10; smaller is hard to read in a copy.
TEXT_SIZES = (10.0, 9.5, 9.0, 8.5, 8.0)
EVEN = 0.5  # share of the width that each half of the identity sheet has


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """A way to set the identity sheet: how much smaller, how wide its left half, how high then."""

    height: int  # what it takes above the first table
    scale: float = 1  # of its text and the space around it
    left: float = EVEN  # share of the width


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """The paper: size and margins, and what the rest of the document needs of it."""

    width: int
    height: int
    left: int
    top: int
    right: int
    bottom: int
    closing: int = 0  # height of the closing block under the last table
    identities: tuple[Identity, ...] = ()  # ways to set the identity sheet, the best first
    texts: tuple[float, ...] = TEXT_SIZES  # sizes of the table's text, points
    may_turn: bool = True  # titles of lanes may be written upwards

    @property
    def text_width(self) -> int:
        """Width between the margins."""
        return self.width - self.left - self.right

    @property
    def text_height(self) -> int:
        """Height between the margins."""
        return self.height - self.top - self.bottom


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of the table; ``lane`` is the actor's key when it is a lane."""

    key: str
    title: tuple[str, ...]  # the lines of its head
    left: int
    width: int
    lane: str | None = None
    turned: bool = False  # the head is written upwards

    @property
    def right(self) -> int:
        """Where the next column begins."""
        return self.left + self.width


RowKind = Literal["step", "connectors"]


@dataclass(frozen=True, slots=True)
class Row:
    """A row of the table body: a step's, or one that holds off-page connectors."""

    kind: RowKind
    top: int
    height: int
    step: int | None = None  # index into sop.langkah

    @property
    def bottom(self) -> int:
        """Where the next row begins."""
        return self.top + self.height


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A symbol: of a step in the lane of one of its actors, or an off-page connector."""

    id: str
    symbol: Symbol | Literal["konektor"]
    lane: str
    row: int  # index into the page's rows
    box: Box
    step: str  # id of the step it belongs to; for a connector, of the step it leads to
    text: str = ""
    size: float = 0  # of the text, points


@dataclass(frozen=True, slots=True)
class Label:
    """The words at an exit of a decision, in lines; white behind them where a border runs."""

    lines: tuple[str, ...]
    box: Box
    over_border: bool = False

    @property
    def text(self) -> str:
        """The words in one line."""
        return " ".join(self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """A line between two nodes of one page; ``points`` has only right angles."""

    source: str
    target: str
    from_step: str
    to_step: str
    exit: Literal["ya", "tidak"] | None = None
    text: str | None = None
    arrow: bool = True
    points: tuple[Point, ...] = ()
    label: Label | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page's table: its head's height, its rows, symbols and lines."""

    number: int
    rows: tuple[Row, ...]
    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    marks: tuple[Box, ...] = ()
    last: bool = False
    above: int = 0  # height taken on this page above the table: the identity sheet

    @property
    def bottom(self) -> int:
        """Where the body ends."""
        return self.rows[-1].bottom if self.rows else 0

    @property
    def steps(self) -> tuple[int, ...]:
        """The steps on it, by their numbers."""
        return tuple(row.step for row in self.rows if row.step is not None)


class Spacing(NamedTuple):
    """How roomy rows are: the least white over and under a symbol, and the heights of symbols."""

    gap: int
    symbol: int
    decision: int


ROOMY = Spacing(mm(5), mm(7), mm(9))


@dataclass(frozen=True, slots=True)
class Style:
    """What is alike on all pages: the size of the text, and how roomy rows are."""

    size: float = 10  # of the table's text, points
    spacing: Spacing = ROOMY

    @property
    def body(self) -> Face:
        """The face of the table's text."""
        return Face("arial", self.size)

    @property
    def head(self) -> Face:
        """The face of the table's heads."""
        return Face("arial-bold", self.size)


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """The whole flowchart. ``heads`` are the heights of the repeated head rows.

    ``row_heights`` are the least that the steps' rows need; a page with room makes them higher.
    """

    sop: Sop
    sheet: Sheet
    style: Style = Style()
    identity: Identity | None = None  # how the identity sheet is set
    wished: tuple[int, ...] = ()  # how high each step's row should be for its arrows
    wide_lanes: bool = False  # lanes take their whole share, for the sake of arrows
    columns: tuple[Column, ...] = ()
    heads: tuple[int, ...] = ()
    row_heights: tuple[int, ...] = ()
    total_height: int = 0
    cut: int = 0  # by how much columns are narrower than their longest words
    breaks: frozenset[int] = frozenset()  # steps that must begin a page
    pages: tuple[Page, ...] = field(default=())

    @property
    def lanes(self) -> tuple[Column, ...]:
        """The columns that are lanes, left to right."""
        return tuple(column for column in self.columns if column.lane is not None)

    def lane(self, key: str) -> Column:
        """The lane of an actor."""
        return next(column for column in self.columns if column.lane == key)
