"""The step tables of a document: their heads, the columns of each field, and the lanes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from docgen.load.legacy.drawn import Cell, Papers, Part
from docgen.load.legacy.spelled import one_line, spelled

Span = tuple[int, int]
TEXTS = ("kelengkapan", "waktu", "output", "keterangan")
# Rows of heads, at the most: titles, groups, lanes, numbers.
MOST_HEADS = 5


@dataclass(frozen=True, slots=True)
class Lane:
    """The column of an actor."""

    title: str
    columns: Span
    group: str = ""


@dataclass(slots=True)
class StepTable:
    """A table of steps, or one page of it: its head rows, then its body up to ``end``."""

    part: Part
    heads: Span
    end: int
    columns: dict[str, Span]
    lanes: tuple[Lane, ...]
    titles: dict[str, str]
    numbered: bool = False

    @property
    def body(self) -> int:
        """The first row below the heads."""
        return self.heads[1] + 1

    @property
    def top(self) -> float:
        """Where its body begins, points."""
        return self.part.rows[self.body]

    def lane_at(self, x: float) -> int | None:
        """Which lane a place across is in."""
        for number, lane in enumerate(self.lanes):
            first, last = lane.columns
            if self.part.columns[first] <= x < self.part.columns[last + 1]:
                return number
        return None

    def lane_span(self, number: int) -> tuple[float, float]:
        """From where to where a lane reaches, points."""
        first, last = self.lanes[number].columns
        return self.part.columns[first], self.part.columns[last + 1]


@dataclass(slots=True)
class _Heads:
    columns: dict[str, Span] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)
    last: int = 0


def step_tables(papers: Papers) -> list[StepTable]:
    """Every step table, page by page, in the order of the document."""
    found: list[StepTable] = []
    for part in papers.parts:
        tables = list(_in_part(part))
        for number, table in enumerate(tables):
            if number + 1 < len(tables):
                table.end = tables[number + 1].heads[0]
        found += tables
    return found


def _in_part(part: Part) -> Iterator[StepTable]:
    row = 0
    while row < part.height:
        table = _table_at(part, row)
        if table is None:
            row += 1
            continue
        yield table
        row = table.heads[1] + 1


def _named(cells: Sequence[Cell]) -> dict[str, Cell]:
    named: dict[str, Cell] = {}
    for cell in cells:
        key = spelled("heads", cell.text)
        if key:
            named.setdefault(key, cell)
    return named


def _table_at(part: Part, row: int) -> StepTable | None:
    """The table whose heads begin in a row; None where none do."""
    top = _named(list(part.in_row(row)))
    below = list(part.in_row(row + 1)) if row + 1 < part.height else []
    sub = _named(below)
    beside = {"pelaksana", "mutu_baku", "kelengkapan", "waktu"} & set(top)
    if "uraian" not in top or not (
        beside or len({"kelengkapan", "waktu", "output"} & set(sub)) > 1
    ):
        return None
    last = max(cell.rows[1] for cell in top.values())
    if last == row and ({"kelengkapan", "waktu", "output"} & set(sub)) - set(top):
        last = row + 1
    heads = _Heads(last=last)
    for line in range(row, min(row + MOST_HEADS, part.height)):
        if line > heads.last:
            break
        for key, cell in _named(list(part.in_row(line))).items():
            if key not in heads.columns and (line == row or key in (*TEXTS, "mutu_baku")):
                heads.columns[key] = cell.columns
                heads.titles[key] = one_line(cell.text)
                heads.last = max(heads.last, cell.rows[1])
    lanes_over = _lane_columns(part, heads)
    if lanes_over is None:
        return None
    lanes = tuple(_lanes(part, row, heads, lanes_over))
    if not lanes:
        return None
    numbered = _is_number_row(part, heads.last + 1)
    heads_end = heads.last + numbered
    heads.columns.pop("pelaksana", None)
    heads.columns.pop("mutu_baku", None)
    return StepTable(
        part, (row, heads_end), part.height, heads.columns, lanes, heads.titles, numbered
    )


def _lane_columns(part: Part, heads: _Heads) -> Span | None:
    """The columns of all lanes: those below *Pelaksana*, else those between the texts."""
    uraian = heads.columns["uraian"]
    after = [span[0] for key, span in heads.columns.items()
             if key in (*TEXTS, "mutu_baku") and span[0] > uraian[1]]  # fmt: skip
    limit = min(after, default=part.width)
    if "pelaksana" in heads.columns:
        first = heads.columns["pelaksana"][0]
        if first <= uraian[1]:
            return None
        return first, max(limit - 1, heads.columns["pelaksana"][1] if not after else first)
    return (uraian[1] + 1, limit - 1) if limit - 1 > uraian[1] else None


def _lanes(part: Part, row: int, heads: _Heads, span: Span) -> Iterator[Lane]:
    """The lanes by the lowest row of heads that has words over them; above them, their groups."""
    rows = range(heads.last, row - 1, -1)
    column = span[0]
    while column <= span[1]:
        cell = next(
            (c for line in rows if (c := part.cell(line, column)) and c.text
             and spelled("heads", c.text) != "pelaksana"), None,
        )  # fmt: skip
        if cell is None:
            column += 1
            continue
        last = min(max(cell.columns[1], column), span[1])
        if cell.columns[0] == cell.columns[1]:
            # Columns without words of their own beside one are its own, as in narrow grids.
            while last < span[1] and _is_bare(part, rows, last + 1):
                last += 1
        yield Lane(one_line(cell.text), (column, last), _group(part, row, cell))
        column = last + 1


def _is_bare(part: Part, rows: Sequence[int], column: int) -> bool:
    cells = [part.cell(line, column) for line in rows]
    texts = [c for c in cells if c and c.text and spelled("heads", c.text) != "pelaksana"]
    return not texts and not any(c and c.columns == (column, column) and c.rows[0] == rows[0]
                                 for c in cells)  # fmt: skip


def _group(part: Part, row: int, cell: Cell) -> str:
    for line in range(cell.rows[0] - 1, row - 1, -1):
        above = part.cell(line, cell.columns[0])
        if above and above.text and spelled("heads", above.text) != "pelaksana":
            return one_line(above.text)
    return ""


def _is_number_row(part: Part, row: int) -> bool:
    """Whether a row below the heads only numbers the columns."""
    if row >= part.height:
        return False
    texts = [cell.text.strip("(). ") for cell in part.in_row(row) if cell.text]
    return len(texts) >= 4 and texts == [str(n) for n in range(1, len(texts) + 1)]
