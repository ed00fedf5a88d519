"""Where the head of a table is: below its titles, in one row or in several with merged groups.

``Tanggal`` merged over ``Konsep | TTD | Nomor`` gives tanggal_konsep, tanggal_ttd, tanggal_nomor;
a head merged over both rows is one column.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from openpyxl.worksheet.cell_range import CellRange

from docgen.load.tables.cells import Head, column_name
from docgen.load.tables.grid import Grid
from docgen.model.writing.likeness import suggest

HEAD_ROWS = 20  # a head row further down is not looked for
DEEPEST = 4  # rows of a head


@dataclass(frozen=True, slots=True)
class Heading:
    """The rows of a head (from 0, ``last`` included) and its heads by column number."""

    first: int
    last: int
    heads: dict[int, Head]


def find_heading(
    grid: Grid, needed: Sequence[str], wanted: Sequence[str], names: Mapping[str, str]
) -> Heading | None:
    """The head with the most of the needed columns; with none of them, the first row with two.

    Of equal ones that with more of all ``wanted`` columns wins. ``names`` are other spellings:
    {spelling: column}. None when nothing stands in the sheet.
    """
    areas = [CellRange(cells) for cells in grid.merged]
    best, best_score = None, (0, 0, 0, 0)
    for first in range(min(len(grid.rows), HEAD_ROWS)):
        for heading in _headings(grid, areas, first, wanted, names):
            found = {head.name for head in heading.heads.values()}
            like = sum(1 for name in needed if name not in found and suggest(name, found))
            # A title merged over all columns looks like a group: then the row below it wins.
            depth = heading.last - first
            score = (len(found & set(needed)), like, len(found & set(wanted)), -depth)
            if score[:2] > (0, 0) and (best is None or score > best_score):
                best, best_score = heading, score
    if best is None:
        filled = [(number, sum(map(bool, row))) for number, row in enumerate(grid.rows[:HEAD_ROWS])]
        most = min(2, max((count for _, count in filled), default=0))
        first_row = next((number for number, count in filled if count and count >= most), None)
        if first_row is not None:
            best = _heading(grid, areas, first_row, first_row, wanted, names)
    return best


def _headings(
    grid: Grid,
    areas: Sequence[CellRange],
    first: int,
    wanted: Sequence[str],
    names: Mapping[str, str],
) -> Iterator[Heading]:
    """A row as a head of its own, or the block of rows that its merged cells make."""
    alone = _heading(grid, areas, first, first, wanted, names)
    last = _last_row(grid, areas, first)
    if last == first:
        yield alone
        return
    block = _heading(grid, areas, first, last, wanted, names)
    known = [sum(head.name in wanted for head in each.heads.values()) for each in (alone, block)]
    # Groups whose heads are all the office's own add no known column, and are groups still.
    yield block if known[1] >= known[0] else alone


def _last_row(grid: Grid, areas: Sequence[CellRange], first: int) -> int:
    """The last row of the block that begins at ``first``: groups have their heads below them."""
    last = row = first
    while row <= last < first + DEEPEST:
        for area in areas:
            if area.min_row != row + 1:
                continue
            last = max(last, area.max_row - 1)
            below = range(area.min_col - 1, area.max_col)
            if area.max_row == area.min_row and any(grid.text(row + 1, c) for c in below):
                last = max(last, row + 1)
        row += 1
    return min(last, first + DEEPEST - 1)


def _heading(
    grid: Grid,
    areas: Sequence[CellRange],
    first: int,
    last: int,
    wanted: Sequence[str],
    names: Mapping[str, str],
) -> Heading:
    texts = {
        (row, column): text
        for row in range(first, last + 1)
        for column, text in enumerate(grid.rows[row] if row < len(grid.rows) else ())
        if text
    }
    for area in areas if last > first else ():
        group = grid.text(area.min_row - 1, area.min_col - 1)
        if group and first <= area.min_row - 1 <= last:
            for row in range(area.min_row - 1, min(area.max_row, last + 1)):
                for column in range(area.min_col - 1, area.max_col):
                    texts[row, column] = group
    heads = {}
    for column in sorted({column for _row, column in texts}):
        rows = [row for row in range(first, last + 1) if (row, column) in texts]
        parts = list(dict.fromkeys(texts[row, column] for row in rows))
        own = max((row for row in rows if grid.text(row, column)), default=rows[-1])
        if name := _name(parts, wanted, names):
            heads[column] = Head(name, " / ".join(parts), grid.place(own, column))
    return Heading(first, last, heads)


def _name(parts: Sequence[str], wanted: Sequence[str], names: Mapping[str, str]) -> str:
    """The column of a head: with its groups before it, after it, or some of them left out."""
    spellings = [column_name(" ".join(parts[first:])) for first in range(len(parts))]
    spellings.insert(1, column_name(" ".join(reversed(parts))))
    found = [names.get(spelling, spelling) for spelling in spellings]
    return next((name for name in found if name in wanted), found[0])
