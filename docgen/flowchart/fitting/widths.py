"""Widths of the text columns: those with which the rows together are lowest."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from itertools import permutations
from typing import NamedTuple

from docgen.flowchart import constants as c
from docgen.flowchart.cells.rich import CENTRED, count, is_simple, longest_piece
from docgen.flowchart.cells.shared import spans
from docgen.flowchart.geometry import Style, mm
from docgen.model.sop import Sop

# How much width is moved from one column to another, coarse first.
MOVES = (mm(12), mm(6), mm(3), mm(1.5))

Widths = tuple[int, ...]
Moves = tuple[tuple[int, int], ...]  # columns, each with what it gets or (less than 0) gives


class _Measured(NamedTuple):
    """A column at one width: how high each step's own cell is, and each that steps share (first
    step, last step, height); the squares of the lines of all texts."""

    single: list[int]
    shared: list[tuple[int, int, int]]
    squares: int


class TextColumns:
    """The text columns of a sheet at one size of the text; each width is measured once."""

    def __init__(
        self, sop: Sop, keys: Sequence[str], style: Style, starts: Collection[int] = ()
    ) -> None:
        """``starts`` are the steps that begin a page: no cell reaches from the page before."""
        self.keys = keys
        self._body, self._head = style.body, style.head
        self._cells = [spans(sop, key, starts) for key in keys]
        self._hanging = [key not in CENTRED for key in keys]
        self._simple = [
            [is_simple(cell.text, hanging) for cell in each]
            for each, hanging in zip(self._cells, self._hanging, strict=True)
        ]
        self._steps = len(sop.langkah)
        self._heads = [sop.label(key) for key in keys]
        self._lengths = [sum(self._body.width(cell.text) for cell in each) for each in self._cells]
        self._known: dict[tuple[int, int], _Measured] = {}
        self._least = [
            max(
                c.LEAST_COLUMN,
                2 * c.PADDING_X
                + max(
                    self._head.longest_piece(head),
                    *(longest_piece(cell.text, self._body, hanging) for cell in each),
                ),
            )
            for head, each, hanging in zip(self._heads, self._cells, self._hanging, strict=True)
        ]

    def share_out(self, room: int, rows: Sequence[int]) -> tuple[Widths, list[int], int]:
        """Share ``room`` among the columns so that the sum of the row heights is least.

        ``rows`` are the heights that rows have whatever their text. It begins with widths in
        proportion to the text and moves width between columns as long as that makes rows lower,
        or, with rows as they are, texts more even. Returns the widths, the rows' heights,
        and by how much the columns are too narrow for their longest words.
        """
        widths, least = self._begun(room)
        columns = [self._column(number, width) for number, width in enumerate(widths)]
        cost = (sum(_heights(columns, rows)), _squares(columns))
        seen = {widths}  # what was compared with a cost that was no lower is not better now
        for move in MOVES:
            better = True
            while better:
                better = False
                begun, before = widths, columns
                # Few sets of columns stay in many moves: what these need is told once.
                staying: dict[frozenset[int], list[int]] = {}
                for moves in _neighbours(begun, least, move):
                    tried = _moved(begun, moves)
                    if tried in seen:
                        continue
                    seen.add(tried)
                    moving = frozenset(number for number, _by in moves)
                    base = staying.get(moving)
                    if base is None:
                        stay = [col for n, col in enumerate(before) if n not in moving]
                        base = staying[moving] = _at_least(rows, stay)
                    # Most moves are too dear for what the narrowed columns alone come to need.
                    narrowed = [self._column(n, tried[n]) for n, by in moves if by < 0]
                    heights = _at_least(base, narrowed)
                    if sum(heights) > cost[0]:
                        continue
                    moved = [self._column(n, width) for n, width in enumerate(tried)]
                    widened = [moved[n] for n, by in moves if by > 0]
                    found = (sum(_raised(_at_least(heights, widened), moved)), _squares(moved))
                    if found < cost:
                        widths, columns, cost, better = tried, moved, found, True
        return widths, _heights(columns, rows), max(0, sum(self._least) - room)

    def _begun(self, room: int) -> tuple[Widths, list[int]]:
        """Each its least, and the rest in proportion to the text; less where words are too long."""
        least = self._least
        rest = room - sum(least)
        if rest < 0:  # very long words: some will be broken
            floor = min(c.LEAST_COLUMN, room // len(least))
            extra, spare = sum(least) - len(least) * floor, room - len(least) * floor
            least = [floor + (width - floor) * spare // extra for width in least]
            rest = room - sum(least)
        whole = sum(self._lengths) or 1
        begun = [
            width + rest * length // whole
            for width, length in zip(least, self._lengths, strict=True)
        ]
        return (begun[0] + room - sum(begun), *begun[1:]), least

    def _column(self, number: int, width: int) -> _Measured:
        found = self._known.get((number, width))
        if found is None:
            body, room, hanging = self._body, width - 2 * c.PADDING_X, self._hanging[number]
            high, padding = body.line_height, 2 * c.PADDING_Y
            single, shared, squares = [0] * self._steps, [], 0
            cells = zip(self._cells[number], self._simple[number], strict=True)
            for (first, last, text), simple in cells:
                lines = 0
                if text:
                    lines = body.count(text, room) if simple else count(text, body, room, hanging)
                squares += lines * lines
                height = lines * high + padding
                if first == last:
                    single[first] = height
                else:
                    shared.append((first, last, height))
            squares += self._head.count(self._heads[number], room) ** 2
            found = self._known[number, width] = _Measured(single, shared, squares)
        return found


def _heights(columns: Sequence[_Measured], rows: Sequence[int]) -> list[int]:
    """How high rows are that have ``rows`` at the least."""
    return _raised(_at_least(rows, columns), columns)


def _at_least(rows: Sequence[int], columns: Sequence[_Measured]) -> list[int]:
    """Heights with room for what each step has for itself in these columns."""
    heights = list(rows)
    for column in columns:
        # This is asked most often of all, and a call of max for each row takes three times as long.
        heights = [a if a > b else b for a, b in zip(heights, column.single, strict=True)]
    return heights


def _raised(heights: list[int], columns: Sequence[_Measured]) -> list[int]:
    """The same heights with room for what steps share."""
    for column in columns:
        for first, last, height in column.shared:
            lack = height - sum(heights[first : last + 1])
            share = -(-lack // (last + 1 - first))
            for number in range(first, last + 1) if lack > 0 else ():
                heights[number] += share
    return heights


def _squares(columns: Sequence[_Measured]) -> int:
    return sum(column.squares for column in columns)


def _neighbours(widths: Widths, least: Sequence[int], move: int) -> Iterator[Moves]:
    """One column gives to another, or to two others, or two give to one."""
    columns = range(len(widths))
    for giver, taker in permutations(columns, 2):
        if widths[giver] - move >= least[giver]:
            yield (giver, -move), (taker, move)
    for one, first, second in permutations(columns, 3):
        if first > second:
            continue
        if widths[one] - 2 * move >= least[one]:
            yield (one, -2 * move), (first, move), (second, move)
        if all(widths[each] - move >= least[each] for each in (first, second)):
            yield (one, 2 * move), (first, -move), (second, -move)


def _moved(widths: Widths, moves: Moves) -> Widths:
    by = dict(moves)
    return tuple(width + by.get(number, 0) for number, width in enumerate(widths))
