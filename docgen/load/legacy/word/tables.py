"""A Word table as a grid: widths from its columns, heights from its rows or from their words."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

from lxml import etree

from docgen.load.legacy.drawn import TWIPS_A_POINT, Cell, Part
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.word.anchors import Hanging, drawings
from docgen.load.legacy.word.texts import Numbering, inside, marked, runs, size_of, tidy, val
from docgen.ooxml.names import W

# Of a letter and of a line, as shares of the size of the text: only used where Word does not say
# how high a row is.
LETTER, LINE = 0.5, 1.17
MARGIN = 108  # twips: the usual space at the sides of a cell
# A drawing that is higher than this is no symbol of one step, points.
MOST_SYMBOL = 80.0
MOST_SPAN = 64  # columns of a table, Word's own limit is 63
MOST_DEPTH = 8  # tables in tables


@dataclass(slots=True)
class Hung:
    """A drawing that hangs in a cell: its row, its column, and how far below the cell's top."""

    drawing: Hanging
    row: int
    column: int
    below: float


@dataclass(slots=True)
class Table:
    """A table with what hangs in it, and its left edge from the margin, points.

    ``stated`` tells which rows say how high they are.
    """

    part: Part
    hung: list[Hung]
    indent: float
    margin: float
    nested: list[Table] = field(default_factory=list)


@dataclass(slots=True)
class _Content:
    """What stands in a cell."""

    lines: list[str] = field(default_factory=list)
    marks: str = ""
    height: float = 0
    hung: list[tuple[Hanging, float]] = field(default_factory=list)


class TableReader:
    """Reads tables one after another; numbers go on from one to the next."""

    def __init__(self, numbering: Numbering) -> None:
        self._numbering = numbering
        self._orders = 0
        self._tables = 0

    def table(self, element: etree._Element, depth: int = 0) -> Table:
        """A ``w:tbl``."""
        self._tables += 1
        number_ = self._tables
        rows = list(inside(element, "tr"))
        grid = self._grid(element, rows)
        edges = [0.0, *accumulate(grid)]
        margin = _side_margin(element)
        cells: list[Cell] = []
        hung: list[Hung] = []
        heights: list[float] = []
        nested: list[Table] = []
        open_: dict[int, int] = {}  # column -> index of the cell that goes on below
        stated: list[bool] = []
        for row, tr in enumerate(rows):
            least = 0.0
            column = number(first(tr, "trPr/gridBefore"), f"{W}val")
            for tc in inside(tr, "tc"):
                span = _span(tc)
                last = min(column + span, len(grid)) - 1
                if column >= len(grid):
                    break
                room = edges[last + 1] - edges[column] - 2 * margin
                content = self._cell(tc, room, nested, depth)
                hung += [Hung(each, row, column, below) for each, below in content.hung]
                merge = first(tc, "tcPr/vMerge")
                goes_on = merge is not None and val(merge, "continue") == "continue"
                if goes_on and column in open_:
                    above = cells[open_[column]]
                    lines = (*above.lines, *(each for each in content.lines if each))
                    cells[open_[column]] = Cell(
                        rows=(above.rows[0], row), columns=above.columns, lines=lines,
                        marked=above.marked,
                    )  # fmt: skip
                else:
                    open_.pop(column, None)
                    if merge is not None:
                        open_[column] = len(cells)
                    else:
                        least = max(least, content.height)
                    cells.append(
                        Cell(rows=(row, row), columns=(column, last), lines=tuple(content.lines),
                             marked=content.marks)
                    )  # fmt: skip
                column = last + 1
            height, is_exact = _height(tr, least)
            stated.append(is_exact)
            heights.append(height)
        _raise_rows(heights, stated, hung)
        indent = number(first(element, "tblPr/tblInd"), f"{W}w") / TWIPS_A_POINT
        part = Part(
            number=number_, cells=cells, columns=tuple(edges),
            rows=(0.0, *accumulate(heights)), loose=not all(stated),
        )  # fmt: skip
        return Table(part, hung, indent, margin, nested)

    def hanging(self, paragraph: etree._Element) -> list[Hanging]:
        """What is drawn in a paragraph."""
        found = list(drawings(paragraph, self._orders))
        self._orders += len(found)
        return found

    def line(self, paragraph: etree._Element) -> str:
        """The words of a paragraph behind the mark that Word puts there."""
        text = tidy("".join(run.text for run in runs(paragraph)))
        mark = self._numbering.mark(paragraph) if text else ""
        return f"{mark} {text}" if mark else text

    def _cell(self, tc: etree._Element, room: float, nested: list[Table], depth: int) -> _Content:
        content = _Content()
        looks = []
        for block in inside(tc, "p", "tbl"):
            if local(block) == "tbl":
                if depth < MOST_DEPTH:
                    inner = self.table(block, depth + 1)
                    nested += [inner, *inner.nested]
                    content.lines += _flat(inner.part)
                    content.height += inner.part.rows[-1]
                continue
            content.hung += [(each, content.height) for each in self.hanging(block)]
            line = self.line(block)
            content.lines.append(line)
            looks.append(runs(block))
            content.height += paragraph_height(block, line, room)
        while content.lines and not content.lines[-1]:
            content.lines.pop()
        content.marks = marked(looks)
        return content

    def _grid(self, element: etree._Element, rows: Sequence[etree._Element]) -> list[float]:
        """The widths of the columns; from the cells of the longest row where none are said."""
        grid = [
            number(each, f"{W}w") / TWIPS_A_POINT
            for each in element.iterfind(f"{W}tblGrid/{W}gridCol")
        ]
        needed = max((_columns(row) for row in rows), default=0)
        if len(grid) >= needed and all(width > 0 for width in grid):
            return grid
        best = max(rows, key=_columns, default=None)
        widths: list[float] = []
        for tc in inside(best, "tc") if best is not None else ():
            span = _span(tc)
            width = number(first(tc, "tcPr/tcW"), f"{W}w", 1000) / TWIPS_A_POINT
            widths += [max(width, 1.0) / span] * span
        return widths


def _raise_rows(heights: list[float], stated: Sequence[bool], hung: Sequence[Hung]) -> None:
    """Rows that do not say how high they are hold the symbols that hang in them, in the middle."""
    for each in hung:
        drawing = each.drawing
        is_symbol = len(drawing.found.symbols) == 1 and drawing.height < MOST_SYMBOL
        if stated[each.row] or not is_symbol or drawing.down.frame not in ("paragraph", "line"):
            continue
        above = each.below + drawing.down.offset
        if above >= 0:
            least = drawing.height + 2 * min(above, MOST_SYMBOL)
            heights[each.row] = max(heights[each.row], least)


def _columns(row: etree._Element) -> int:
    spans = (_span(tc) for tc in inside(row, "tc"))
    return sum(spans) + number(first(row, "trPr/gridBefore"), f"{W}val")


def _span(cell: etree._Element) -> int:
    """How many columns a cell reaches over."""
    return min(max(1, number(first(cell, "tcPr/gridSpan"), f"{W}val", 1)), MOST_SPAN)


def _side_margin(table: etree._Element) -> float:
    margins = first(table, "tblPr/tblCellMar")
    for name in ("left", "start"):
        found = first(margins, name)
        if found is not None:
            return number(found, f"{W}w") / TWIPS_A_POINT
    return MARGIN / TWIPS_A_POINT


def _height(row: etree._Element, least: float) -> tuple[float, bool]:
    """How high a row is in points, and whether it says so itself."""
    stated = first(row, "trPr/trHeight")
    if stated is None:
        return max(least, 1.0), False
    height = number(stated, f"{W}val") / TWIPS_A_POINT
    if stated.get(f"{W}hRule") == "exact":
        return max(height, 0.1), True
    return max(height, least, 0.1), height >= least


def paragraph_height(paragraph: etree._Element, text: str, room: float) -> float:
    """About how high a paragraph is in so much room, points."""
    size = size_of(paragraph)
    a_line = max(1.0, room / (size * LETTER))
    lines = sum(max(1, math.ceil(len(each) / a_line)) for each in text.split("\n"))
    spacing = first(paragraph, "pPr/spacing")
    around = (number(spacing, f"{W}before") + number(spacing, f"{W}after")) / TWIPS_A_POINT
    if spacing is not None and spacing.get(f"{W}lineRule") == "exact":
        return lines * number(spacing, f"{W}line", 240) / TWIPS_A_POINT + around
    return lines * size * LINE + around


def _flat(part: Part) -> Iterator[str]:
    """The words of a table in a cell: a line a row."""
    for row in range(part.height):
        words = " ".join(cell.text for cell in part.in_row(row) if cell.text)
        if words:
            yield words
