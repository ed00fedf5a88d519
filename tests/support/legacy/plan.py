"""Where somebody puts cells, symbols, lines and labels of a SOP; points, y grows down.

No router is at work: lines leave and enter where people put them, and may cross anything.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from typing import Literal

from docgen.model.sop import Flow, Sop, Symbol

Point = tuple[float, float]
Side = Literal["top", "bottom", "left", "right"]
KINDS = {Symbol.MULAI: "terminator", Symbol.SELESAI: "terminator", Symbol.PROSES: "process",
         Symbol.KEPUTUSAN: "decision"}  # fmt: skip
TEXTS = ("kelengkapan", "waktu", "output", "keterangan")
WIDTHS = {"no": 24.0, "uraian": 165.0, "lane": 63.0, "kelengkapan": 90.0, "waktu": 48.0,
          "output": 90.0, "keterangan": 66.0}  # fmt: skip
ROW, BLANK, HEAD = 54.0, 30.0, 21.0
SIZES = {"terminator": (39.0, 18.0), "process": (39.0, 18.0), "decision": (42.0, 27.0),
         "offpage": (18.0, 18.0)}  # fmt: skip
A_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Shape:
    """A symbol; ``number`` names it, ``lane`` and ``row`` say which cell it is in."""

    number: int
    kind: str
    left: float
    top: float
    width: float
    height: float
    lane: int
    row: int
    text: str = ""
    step: int | None = None

    def side(self, name: Side) -> Point:
        x, y = self.left + self.width / 2, self.top + self.height / 2
        return {
            "top": (x, self.top), "bottom": (x, self.top + self.height), "left": (self.left, y),
            "right": (self.left + self.width, y),
        }[name]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Line:
    """A line with a head at its end, unless ``head`` is off; ``ends`` are what it is glued to."""

    number: int
    points: tuple[Point, ...]
    ends: tuple[int, int]
    head: bool = True
    row: int = 0
    lane: int = 0


@dataclass(frozen=True, slots=True)
class Words:
    """A label."""

    number: int
    text: str
    left: float
    top: float
    width: float = 22.0
    height: float = 10.0
    row: int = 0
    lane: int = 0


@dataclass(slots=True)
class TableRow:
    """A row of a table: a head's (0 or 1), a step's, blank or the total."""

    kind: Literal["head", "subhead", "step", "blank", "total"]
    height: float
    step: int | None = None


@dataclass(slots=True)
class Plan:
    """A drawn sheet: columns by key (lanes by number), rows, and what is drawn over them."""

    sop: Sop
    columns: list[tuple[str, float]]
    rows: list[TableRow] = field(default_factory=list)
    shapes: list[Shape] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    used: dict[int, set[str]] = field(default_factory=dict)  # sides that lines leave from

    def left(self, key: str) -> float:
        at = 0.0
        for name, width in self.columns:
            if name == key:
                return at
            at += width
        raise KeyError(key)

    def top(self, row: int) -> float:
        return sum(each.height for each in self.rows[:row])

    def row_at(self, y: float) -> int:
        at = 0.0
        for number, each in enumerate(self.rows):
            at += each.height
            if y < at:
                return number
        return len(self.rows) - 1

    def lane_at(self, x: float) -> int:
        first = self.left("0")
        return max(0, min(len(self.sop.pelaksana) - 1, int((x - first) // WIDTHS["lane"])))


def make_plan(
    sop: Sop, chance: random.Random, *, pages: int = 1, text_height: bool = False
) -> Plan:
    """A SOP as somebody draws it, on one page or with off-page pairs between several."""
    keys = ["no", "uraian", *map(str, range(len(sop.pelaksana))), "kelengkapan", "waktu", "output"]
    keys += ["keterangan"] if sop.tata_letak.keterangan else []
    plan = Plan(sop, [(k, WIDTHS.get(k, WIDTHS["lane"])) for k in keys])
    breaks = {len(sop.langkah) * n // pages for n in range(1, pages)}
    page, page_of = 0, {}
    plan.rows += [TableRow("head", HEAD), TableRow("subhead", HEAD)]
    row_of: dict[int, int] = {}
    blanks: dict[tuple[int, str], int] = {}
    for number, step in enumerate(sop.langkah):
        if number in breaks:
            blanks[page, "bottom"] = len(plan.rows)
            plan.rows += [TableRow("blank", BLANK), TableRow("head", HEAD),
                          TableRow("subhead", HEAD)]  # fmt: skip
            page += 1
            blanks[page, "top"] = len(plan.rows)
            plan.rows.append(TableRow("blank", BLANK))
        page_of[number] = page
        row_of[number] = len(plan.rows)
        length = max(len(step.uraian) / 32, *(len(getattr(step, k) or "") / 16 for k in TEXTS))
        height = max(ROW, 12 * (int(length) + 2)) if text_height else ROW
        plan.rows.append(TableRow("step", height, number))
    if sop.total_text():
        plan.rows.append(TableRow("total", HEAD))
    _draw(plan, row_of, page_of, blanks, chance)
    return plan


def _draw(plan: Plan, row_of: dict[int, int], page_of: dict[int, int],
          blanks: dict[tuple[int, str], int], chance: random.Random) -> None:  # fmt: skip
    sop, lanes = plan.sop, list(plan.sop.pelaksana)
    at: dict[tuple[int, str], Shape] = {}
    for number, step in enumerate(sop.langkah):
        for key in step.pelaksana:
            symbol = step.symbol_in(key)
            words = step.teks or (sop.label(symbol.value) if KINDS[symbol] == "terminator" else "")
            shape = _shape(plan, KINDS[symbol], lanes.index(key), row_of[number],
                           words if key == step.lane else "", chance, number)  # fmt: skip
            at[number, key] = shape
        for a, b in zip(step.pelaksana, step.pelaksana[1:], strict=False):
            one, other = sorted((at[number, a], at[number, b]), key=lambda s: s.left)
            _line(plan, (one.side("right"), other.side("left")), one, other, head=False)
    index = {step.id: n for n, step in enumerate(sop.langkah)}
    letters = iter("ABCDEFGHIJKLMNOPQRSTUVWXYZ" * 4)
    for flow in sop.flows():
        source, target = index[flow.source], index[flow.target]
        one, other = at[source, flow.lane], at[target, sop.langkah[target].lane]
        if page_of[source] == page_of[target]:
            _arrow(plan, one, other, flow, chance)
            continue
        letter = next(letters)
        down = page_of[target] > page_of[source]
        here = blanks[page_of[source], "bottom" if down else "top"]
        there = blanks[page_of[target], "top" if down else "bottom"]
        shift = (len(plan.shapes) % 3 - 1) * 19.0
        first = _shape(plan, "offpage", one.lane, here, letter, chance, None, shift)
        second = _shape(plan, "offpage", other.lane, there, letter, chance, None, shift)
        _arrow(plan, one, first, flow, chance)
        _arrow(plan, second, other, replace_label(flow), chance)


def replace_label(flow: Flow) -> Flow:
    return flow.model_copy(update={"label": None, "exit": None})


def _number(plan: Plan) -> int:
    return 2 + len(plan.shapes) + len(plan.lines) + len(plan.words)


def _shape(plan: Plan, kind: str, lane: int, row: int, text: str, chance: random.Random,
           step: int | None, shift: float = 0) -> Shape:  # fmt: skip
    width, height = SIZES[kind]
    middle = plan.left(str(lane)) + WIDTHS["lane"] / 2 + shift + chance.uniform(-2, 2)
    top = plan.top(row) + (plan.rows[row].height - height) / 2 + chance.uniform(-2, 2)
    shape = Shape(
        _number(plan), kind, middle - width / 2, top, width, height, lane, row, text, step
    )
    plan.shapes.append(shape)
    return shape


def _arrow(plan: Plan, one: Shape, other: Shape, flow: Flow, chance: random.Random) -> None:
    """A line as people draw it: down, or out at the side and down, or back around."""
    outward = flow.exit == "tidak"
    used = plan.used.setdefault(one.number, set())
    (x1, _y1), (x2, _y2) = one.side("bottom"), other.side("top")
    down = other.top > one.top + one.height
    right = x2 > x1 if abs(x2 - x1) > 20 else chance.random() < 0.5
    if one.kind == "decision" and ("right" if right else "left") in used:
        right = not right
    side: Side = "right" if right else "left"
    towards = right == (x2 > x1)
    leaves: Side = side
    if down and abs(x2 - x1) < 6 and other.row - one.row == 1 and "bottom" not in used:
        points = (one.side("bottom"), (x1, other.side("top")[1]))
        leaves = "bottom"
    elif down and abs(x2 - x1) > 30 and towards and (outward or chance.random() < 0.5):
        start = one.side(side)
        points = (start, (x2, start[1]), other.side("top"))
    elif down and abs(x2 - x1) > 6 and "bottom" not in used:
        start, end = one.side("bottom"), other.side("top")
        middle = (start[1] + end[1]) / 2 if other.row - one.row < 3 else end[1] - 8
        points = (start, (start[0], middle), (end[0], middle), end)
        leaves = "bottom"
    else:
        start, end = one.side(side), other.side(side)
        if abs(x2 - x1) > 40 and towards:
            end = other.side("left" if right else "right")
        edge = plan.left(str(one.lane)) + (WIDTHS["lane"] - 4 if right else 4)
        out = max(edge, start[0] + 5) if right else min(edge, start[0] - 5)
        if one is other:
            end = (x1 + (4 if right else -4), one.top - 2)
        points = (start, (out, start[1]), (out, end[1]), end)
    used.add(leaves)
    _line(plan, points, one, other)
    if flow.label:
        _label(plan, flow.label, points)


def _line(plan: Plan, points: tuple[Point, ...], one: Shape, other: Shape, *,
          head: bool = True) -> None:  # fmt: skip
    plan.lines.append(
        Line(_number(plan), points, (one.number, other.number), head, one.row, one.lane)
    )


def _label(plan: Plan, text: str, points: tuple[Point, ...]) -> None:
    (x, y), (x2, y2) = points[:2]
    width = 6 + 5.0 * len(text)
    if abs(x2 - x) < 1:  # down
        left, top = x + 2, min(y, y2) + 1
    else:
        left = x + 1 if x2 > x else x - width - 1
        top = y - 11
    # Whoever types it into a cell takes the one beside the symbol that the line goes through.
    beside = x if abs(x2 - x) < 1 else x + (WIDTHS["lane"] / 2 if x2 > x else -WIDTHS["lane"] / 2)
    plan.words.append(Words(_number(plan), text, left, top, width, 10.0,
                            plan.row_at(y), plan.lane_at(beside)))  # fmt: skip


# --- what people do to a sheet -------------------------------------------------------------------


def unglued(plan: Plan, chance: random.Random) -> Plan:
    plan.lines = [replace(line, ends=(0, 0)) for line in plan.lines]
    return plan


def moved(plan: Plan, chance: random.Random, least: float, most: float) -> Plan:
    """Glue is gone, and each end has moved by so many millimetres, in any direction."""

    def away(point: Point, size: tuple[float, float]) -> Point:
        length = chance.uniform(least, most) * A_MM
        # People miss in the direction of the line more often than beside it.
        x, y = chance.uniform(-1, 1), chance.uniform(-1, 1)
        norm = max((x * x + y * y) ** 0.5, 0.1)
        return point[0] + x / norm * length, point[1] + y / norm * length

    lines = []
    for line in plan.lines:
        first, last = away(line.points[0], (0, 0)), away(line.points[-1], (0, 0))
        points = _stretched(line.points, first, last)
        lines.append(replace(line, points=points, ends=(0, 0)))
    plan.lines = lines
    return plan


def _stretched(points: tuple[Point, ...], first: Point, last: Point) -> tuple[Point, ...]:
    """The same corners with other ends: what a connector does when an end is dragged."""
    if len(points) == 2:
        return (first, last)
    if len(points) == 3:
        return (first, (last[0], first[1]), last)
    if points[0][1] == points[1][1]:
        return (first, (points[1][0], first[1]), (points[1][0], last[1]), last)
    return (first, (first[0], points[1][1]), (last[0], points[1][1]), last)


def without_some(plan: Plan, chance: random.Random) -> Plan:
    """Every fifth line or so was forgotten."""
    plan.lines = [line for line in plan.lines if chance.random() < 0.8]
    return plan


def glued_elsewhere(plan: Plan, chance: random.Random) -> Plan:
    """Some ends are glued to another symbol than the one they are drawn to."""
    numbers = [shape.number for shape in plan.shapes]
    plan.lines = [
        replace(line, ends=(line.ends[0], chance.choice(numbers)))
        if chance.random() < 0.2
        else line
        for line in plan.lines
    ]
    return plan


def half_glued(plan: Plan, chance: random.Random) -> Plan:
    """One end of each line is not glued."""
    plan.lines = [
        replace(line, ends=(line.ends[0], 0) if chance.random() < 0.5 else (0, line.ends[1]))
        for line in plan.lines
    ]
    return plan
