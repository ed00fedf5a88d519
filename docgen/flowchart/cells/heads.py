"""The heads of the table: which rows and columns each reaches over, and what stands in it.

From the top: *Pelaksana* and *Mutu Baku* over their columns, the groups of lanes if there are any,
the titles, and the numbers of the columns if the sheet wants them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Column, Drawing
from docgen.flowchart.text import Face
from docgen.model.sop import Sop

# Heads that begin in the first row, and the columns of *Mutu Baku*.
OUTER = ("no", "uraian", "keterangan")
QUALITY = ("kelengkapan", "waktu", "output")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """A cell of the head: its rows and columns (first, last), by their numbers, and its lines."""

    kind: Literal["title", "group", "number"]
    rows: tuple[int, int]
    columns: tuple[int, int]
    lines: tuple[str, ...]
    turned: bool = False


def head_cells(drawing: Drawing) -> Iterator[HeadCell]:
    """All cells of the head: titles, then what stands over them, then numbers."""
    sop, columns = drawing.sop, drawing.columns
    titles = 2 if sop.kelompok_pelaksana else 1  # the row of titles
    grouped = {lane for lanes in sop.kelompok_pelaksana.values() for lane in lanes}
    for number, column in enumerate(columns):
        first = 0 if column.key in OUTER else titles if column.lane in grouped else 1
        at = (number, number)
        yield HeadCell("title", (first, titles), at, column.title, column.turned)
    lanes = tuple(n for n, column in enumerate(columns) if column.lane is not None)
    quality = tuple(n for n, column in enumerate(columns) if column.key in QUALITY)
    for key, members in (("pelaksana", lanes), ("mutu_baku", quality)):
        yield HeadCell("group", (0, 0), (members[0], members[-1]), (sop.label(key),))
    for name, keys in sop.kelompok_pelaksana.items():
        own = [number for number in lanes if columns[number].lane in keys]
        lines = group_lines(name, [columns[number] for number in own], drawing.style.head)
        yield HeadCell("group", (1, 1), (own[0], own[-1]), lines)
    if sop.tata_letak.nomor_kolom:
        row = len(drawing.heads) - 1
        for number in range(len(columns)):
            yield HeadCell("number", (row, row), (number, number), (str(number + 1),))


def head_box(drawing: Drawing, cell: HeadCell) -> Box:
    """Where a cell of the head stands."""
    top = sum(drawing.heads[: cell.rows[0]])
    height = sum(drawing.heads[cell.rows[0] : cell.rows[1] + 1])
    left, right = drawing.columns[cell.columns[0]].left, drawing.columns[cell.columns[1]].right
    return Box(left, top, right, top + height)


def group_lines(name: str, members: Sequence[Column], head: Face) -> tuple[str, ...]:
    """The name of a group of lanes, in lines that fit over them."""
    width = sum(column.width for column in members)
    return tuple(head.lines(name, width - 2 * c.PADDING_X))


def head_heights(sop: Sop, head: Face, columns: Sequence[Column]) -> tuple[int, ...]:
    """Heights of the head rows."""
    one = head.line_height + 2 * c.PADDING_Y
    grouped: set[str | None] = set()
    lines = 0
    for name, keys in sop.kelompok_pelaksana.items():
        members = [column for column in columns if column.lane in keys]
        lines = max(lines, len(group_lines(name, members, head)))
        grouped.update(keys)
    group = lines * head.line_height + 2 * c.PADDING_Y if lines else 0
    second = one
    for column in columns:
        if column.key in OUTER:
            need = (len(column.title) - 1) * head.line_height + 2 * c.PADDING_Y - group
        elif column.turned:
            need = max(map(head.width, column.title)) + 2 * c.PADDING_X
        else:
            need = len(column.title) * head.line_height + 2 * c.PADDING_Y
        if column.key not in OUTER and column.lane not in grouped:
            need -= group
        second = max(second, need)
    heights = (one, group, second) if group else (one, second)
    return (*heights, one) if sop.tata_letak.nomor_kolom else heights
