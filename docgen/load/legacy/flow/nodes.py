"""Which symbol is whose: each shape in a lane belongs to a step, or is an off-page connector."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from docgen.flowchart.shape_names import NamedSymbol, read_symbol
from docgen.load.legacy.doubts import EVERY, Doubts, Place, Sure, at
from docgen.load.legacy.drawn import Box, Kind, Label, Part, Point, Symbol
from docgen.load.legacy.flow.steps import Rows
from docgen.load.legacy.flow.tables import StepTable
from docgen.load.legacy.words import exit_of, is_end, is_start

# A box that covers so much of a second lane stands in both.
BOTH_LANES = 0.6
# A middle this close to the border of its lane, as a share of its width, may be another's.
NEAR_BORDER = 0.12
_LETTER = re.compile(r"[A-Za-z]|\d{1,2}|[IVX]{1,4}")


@dataclass(slots=True)
class Node:
    """A symbol in a lane of a step (its number), or an off-page connector (no step)."""

    key: int
    symbol: Symbol
    kind: Kind
    page: int
    lane: int
    step: int | None
    text: str = ""
    named: NamedSymbol | None = None
    keys: list[str] = field(default_factory=list)  # what connectors to it are glued to

    @property
    def box(self) -> Box:
        """Where it lies."""
        return self.symbol.box

    @property
    def is_connector(self) -> bool:
        """Whether it leads to another page."""
        return self.step is None

    def distance(self, point: Point) -> float:
        """How far a point is from its border or inside, points; a diamond has no corners."""
        box = self.box
        if self.kind is Kind.DECISION and box.width > 0 and box.height > 0:
            centre = box.centre
            share = (abs(point.x - centre.x) / box.width + abs(point.y - centre.y) / box.height) * 2
            if share <= 1:
                return 0.0
            return min(box.distance(point) + _corner(box, point), (1 - 1 / share)
                       * centre.distance(point))  # fmt: skip
        return box.distance(point)


def _corner(box: Box, point: Point) -> float:
    """What lies between the corner of a diamond's frame and the diamond itself."""
    tips = (Point(box.centre.x, box.top), Point(box.right, box.centre.y),
            Point(box.centre.x, box.bottom), Point(box.left, box.centre.y))  # fmt: skip
    return max(0.0, min(tip.distance(point) for tip in tips) - box.distance(point))


@dataclass(slots=True)
class Nodes:
    """All symbols of a document, and the labels that stand free, by part."""

    all: list[Node]
    labels: dict[int, list[Label]]
    own: bool = False  # docgen itself drew the sheet

    def of(self, step: int) -> list[Node]:
        """The symbols of a step, those in front last."""
        return [node for node in self.all if node.step == step]


def read_nodes(tables: Sequence[StepTable], rows: Rows, doubts: Doubts) -> Nodes:
    """Every symbol in the lanes of every page."""
    nodes: list[Node] = []
    labels: dict[int, list[Label]] = {}
    parts = {id(table.part): table.part for table in tables}
    for part in parts.values():
        pages = [(n, table) for n, table in enumerate(tables) if table.part is part]
        symbols, free = _with_words(part)
        labels[part.number] = free
        for symbol in sorted(symbols, key=lambda each: each.order):
            page, table = _page_of(pages, symbol.box.centre.y)
            if table is not None:
                _take(symbol, page, table, rows, nodes, doubts)
    kept = _without_doubles(nodes)
    return Nodes(kept, labels, any(node.named for node in kept))


def _page_of(pages: Sequence[tuple[int, StepTable]], y: float) -> tuple[int, StepTable | None]:
    for number, table in reversed(pages):
        if y >= table.top - 2:
            return number, table
    return 0, None


def _with_words(part: Part) -> tuple[list[Symbol], list[Label]]:
    """Symbols with the words that stand in them in a box of their own, and the labels left."""
    symbols, free = list(part.symbols), []
    for label in part.labels:
        target = None if exit_of(label.text) else _holder(symbols, label)
        if target is None:
            free.append(label)
        elif not symbols[target].text:
            symbols[target] = replace(symbols[target], text=label.text)
    return symbols, free


def _holder(symbols: Sequence[Symbol], label: Label) -> int | None:
    """The smallest symbol around the middle of a label."""
    centre = label.box.centre
    around = [n for n, each in enumerate(symbols) if each.box.distance(centre) == 0]
    return min(around, key=lambda n: symbols[n].box.width * symbols[n].box.height, default=None)


def _take(
    symbol: Symbol, page: int, table: StepTable, rows: Rows, nodes: list[Node], doubts: Doubts
) -> None:
    named = read_symbol(symbol.name)
    centre = symbol.box.centre
    lane = table.lane_at(centre.x)
    step = rows.at(table.part, centre.y)
    part = table.part
    row = max(0, min(part.height - 1, sum(1 for edge in part.rows[1:] if edge <= centre.y)))
    place = at(part, row, None if lane is None else table.lanes[lane].columns[0])
    if lane is None or centre.y > part.rows[-1] + 20:
        if symbol.kind is not Kind.UNKNOWN and table.body <= row < rows.ends[page]:
            doubts.add("legacy-symbol-outside", place, Sure.NOT,
                       "simbol di luar lajur pelaksana tidak dibaca; pindahkan ke lajurnya, atau "
                       "abaikan bila bukan bagian alir")  # fmt: skip
        return
    kind = _kind(symbol, named)
    is_connector = kind in (Kind.OFFPAGE, Kind.ONPAGE) and not _is_step_shape(symbol, step)
    if step is None and not is_connector:
        step = _nearest_step(rows, page, centre.y)
        if step is None:
            return
        doubts.add("legacy-step-guessed", place, Sure.HARDLY,
                   "simbol ini tidak berada di baris sebuah langkah; dibaca sebagai simbol "
                   f"langkah {step + 1}", () if step is None else (step,))  # fmt: skip
    if symbol.box.height > 3.5 * _height(rows, step) and symbol.is_picture:
        doubts.add("legacy-picture", place, Sure.NOT,
                   "gambar ini mencakup beberapa langkah: simbol dan panah di dalamnya tidak "
                   "terbaca; gambar ulang alirnya, atau isi langkahnya di spesifikasi",
                   (EVERY,))  # fmt: skip
        return
    if not named and symbol.kind not in (Kind.OFFPAGE, Kind.ONPAGE):
        _note_place(symbol, lane, table, step, place, doubts)
    for each in _lanes(symbol, lane, table):
        owner = None if is_connector else step
        key = len(nodes)
        nodes.append(Node(key, symbol, kind, page, each, owner, symbol.text, named, [symbol.key]))


def _kind(symbol: Symbol, named: NamedSymbol | None) -> Kind:
    """What a symbol is; a round one is told by its words, a box by its docgen name."""
    kinds = {"mulai": Kind.TERMINATOR, "selesai": Kind.TERMINATOR, "keputusan": Kind.DECISION}
    if symbol.kind in (Kind.PROCESS, Kind.UNKNOWN) and named:
        return kinds.get(named.symbol, Kind.PROCESS)
    if symbol.kind in (Kind.PROCESS, Kind.UNKNOWN) and symbol.name.startswith("Penghubung "):
        return Kind.OFFPAGE
    if is_start(symbol.text) or is_end(symbol.text):
        return Kind.TERMINATOR
    if (
        symbol.kind is Kind.ROUNDED
        and _LETTER.fullmatch(symbol.text)
        and (abs(symbol.box.width - symbol.box.height) < 0.35 * symbol.box.width)
    ):
        return Kind.ONPAGE
    return symbol.kind


def _is_step_shape(symbol: Symbol, step: int | None) -> bool:
    """A pentagon with words of a step in it is one; a connector has a letter, or nothing."""
    return step is not None and len(symbol.text) > 4


def _height(rows: Rows, step: int | None) -> float:
    if step is None:
        return 1e9
    top, bottom = rows.steps[step].span
    return bottom - top


def _nearest_step(rows: Rows, page: int, y: float) -> int | None:
    near = [(min(abs(y - edge) for edge in each.span), n)
            for n, each in enumerate(rows.steps) if each.page == page]  # fmt: skip
    return min(near)[1] if near and min(near)[0] < 40 else None


def _note_place(
    symbol: Symbol, lane: int, table: StepTable, step: int | None, place: Place, doubts: Doubts
) -> None:
    left, right = table.lane_span(lane)
    share = min(symbol.box.centre.x - left, right - symbol.box.centre.x) / max(right - left, 1)
    if share < NEAR_BORDER:
        doubts.add("legacy-lane-guessed", place, Sure.HARDLY,
                   f"simbol langkah {(step or 0) + 1} berdiri di garis antara dua lajur; dibaca "
                   f"sebagai «{table.lanes[lane].title}»",
                   () if step is None else (step,))  # fmt: skip


def _lanes(symbol: Symbol, lane: int, table: StepTable) -> list[int]:
    """The lanes of a symbol: a box that covers several stands in each."""
    if symbol.kind not in (Kind.PROCESS, Kind.ROUNDED):
        return [lane]
    covered = []
    for number in range(len(table.lanes)):
        left, right = table.lane_span(number)
        inside = min(right, symbol.box.right) - max(left, symbol.box.left)
        if inside >= BOTH_LANES * (right - left):
            covered.append(number)
    return covered if len(covered) > 1 and lane in covered else [lane]


def _without_doubles(nodes: Sequence[Node]) -> list[Node]:
    """Of symbols on one another the one that says more."""
    best: dict[tuple[int, int, int], Node] = {}
    kept = []
    for node in nodes:
        if node.step is None:
            kept.append(node)
            continue
        key = (node.page, node.step, node.lane)
        other = best.get(key)
        if other is None or _weight(node) > _weight(other):
            best[key] = node
            node.keys += other.keys if other else []
        else:
            other.keys += node.keys
    chosen = {id(each) for each in best.values()}
    return [n for n in nodes if n.step is None or id(n) in chosen]


def _weight(node: Node) -> tuple[bool, bool, float]:
    return (
        node.kind is not Kind.UNKNOWN,
        node.kind is not Kind.PROCESS,
        node.box.width * node.box.height,
    )
