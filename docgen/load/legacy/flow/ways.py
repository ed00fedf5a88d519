"""The ways between steps: arrows, with those that go over off-page connectors made one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from docgen.flowchart.shape_names import ONWARD, NamedArrow, read_arrow
from docgen.load.legacy.doubts import Doubts, Place, Sure, at
from docgen.load.legacy.drawn import Part, Point
from docgen.load.legacy.flow.chains import chained
from docgen.load.legacy.flow.ends import Arrow, Reader
from docgen.load.legacy.flow.nodes import Node, Nodes
from docgen.load.legacy.flow.steps import Rows
from docgen.load.legacy.flow.tables import StepTable
from docgen.load.legacy.words import Exit, folded

_ORDER = (Sure.SURE, Sure.FAIRLY, Sure.HARDLY, Sure.NOT)


@dataclass(slots=True, kw_only=True)
class Way:
    """An arrow from a step (its number, and the lane it leaves from) to a step.

    ``path`` is that of its first line, empty where none could be followed; ``is_read`` is said of
    one whose ends are glued or named, so that nothing was inferred.
    """

    source: int
    lane: int
    target: int
    sure: Sure = Sure.SURE
    why: str = ""
    path: tuple[Point, ...] = ()
    part: int = 0
    exit: Exit | None = None
    label: str = ""
    is_read: bool = False
    target_lane: int = 0


@dataclass(slots=True)
class Ways:
    """All ways, and what else lines say: which symbols of a step belong together.

    ``joined`` are pairs of lanes by step, from one actor to the next.
    """

    all: list[Way] = field(default_factory=list)
    joined: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    out: dict[int, list[Way]] = field(default_factory=dict)

    def add(self, way: Way) -> None:
        """Keep a way once; of the same, the surer one."""
        same = [w for w in self.out.get(way.source, ())
                if (w.target, w.lane, w.exit) == (way.target, way.lane, way.exit)]  # fmt: skip
        if same:
            if _ORDER.index(way.sure) < _ORDER.index(same[0].sure):
                same[0].sure, same[0].why, same[0].is_read = way.sure, way.why, way.is_read
            return
        self.all.append(way)
        self.out.setdefault(way.source, []).append(way)


def read_ways(
    tables: Sequence[StepTable], rows: Rows, nodes: Nodes, ids: Sequence[str], doubts: Doubts
) -> Ways:
    """The ways of a whole document."""
    ways = Ways()
    exits: list[Arrow] = []
    entries: list[Arrow] = []
    parts = {table.part.number: table.part for table in tables}
    for part in parts.values():
        here = [n for n in nodes.all if tables[n.page].part is part]
        reader = Reader(here)
        lines = chained(part.connectors, reader.nearest)
        arrows, lost = reader.read(lines)
        for arrow in _named(part, nodes, ids, arrows, ways, doubts):
            _sort_in(arrow, part, exits, entries, ways)
        for line in lost:
            if read_arrow(line.name) is None and any(line.heads):
                place = _place(part, line.path[-1])
                doubts.add("legacy-arrow-lost", place, Sure.NOT,
                           "panah ini tidak berujung di dekat simbol mana pun dan tidak dibaca",
                           _steps_near(rows, part, line.path))  # fmt: skip
    _over_pages(exits, entries, tables, ways, doubts)
    return ways


def _steps_near(rows: Rows, part: Part, path: Iterable[Point]) -> tuple[int, ...]:
    found = {rows.at(part, point.y) for point in path}
    return tuple(sorted(each for each in found if each is not None))


def _place(part: Part, point: Point) -> Place:
    row = sum(1 for edge in part.rows[1:-1] if edge <= point.y)
    column = sum(1 for edge in part.columns[1:-1] if edge <= point.x)
    return at(part, row, column)


def _named(
    part: Part,
    nodes: Nodes,
    ids: Sequence[str],
    arrows: Sequence[Arrow],
    ways: Ways,
    doubts: Doubts,
) -> Iterator[Arrow]:
    """Keep the ways that docgen named, where the drawing does not say otherwise; yield the rest."""
    by_id = {each: number for number, each in enumerate(ids) if each}
    seen = {id(arrow.line): arrow for arrow in arrows}
    lanes = {
        (node.step, node.named.lane): node.lane for node in nodes.all if node.named and not
        node.is_connector
    }  # fmt: skip
    told = set()
    for line in part.connectors:
        named = read_arrow(line.name)
        if named is None or named.source not in by_id or named.target not in by_id:
            continue
        source, target = by_id[named.source], by_id[named.target]
        arrow = seen.get(id(line))
        if arrow is not None and _differs(arrow, source, target):
            if not part.loose and arrow.sure is not Sure.HARDLY:
                doubts.add("legacy-redrawn", _place(part, line.path[-1]), Sure.FAIRLY,
                           f"panah yang dulu dari langkah {source + 1} ke langkah {target + 1} "
                           "sudah digambar ulang; dibaca menurut gambarnya",
                           (source, target))  # fmt: skip
                continue
            if not line.vague:
                doubts.add("legacy-redrawn", _place(part, line.path[-1]),
                       Sure.HARDLY,
                       f"letak panah dari langkah {source + 1} ke langkah {target + 1} berbeda "
                       "dari namanya; dibaca menurut namanya", (source, target))  # fmt: skip
        told.add(id(line))
        if named.lane != ONWARD:
            lane = lanes.get((source, named.lane), 0)
            ways.add(_named_way(named, source, lane, target, part, line.path))
    for arrow in arrows:
        if id(arrow.line) not in told:
            yield arrow


def _named_way(
    named: NamedArrow, source: int, lane: int, target: int, part: Part, path: tuple[Point, ...]
) -> Way:
    return Way(
        source=source, lane=lane, target=target, path=path, part=part.number, exit=named.exit,
        label=named.label, is_read=True,
    )  # fmt: skip


def _differs(arrow: Arrow, source: int, target: int) -> bool:
    return (arrow.source.step not in (None, source)) or (arrow.target.step not in (None, target))


def _sort_in(
    arrow: Arrow, part: Part, exits: list[Arrow], entries: list[Arrow], ways: Ways
) -> None:
    source, target = arrow.source, arrow.target
    if target.is_connector:
        exits.append(arrow)
    elif source.is_connector:
        entries.append(arrow)
    elif source.step is not None and source.step == target.step and source.key != target.key:
        if not arrow.headless:  # a plain line between actors only says that they work together
            ways.joined.setdefault(source.step, []).append((source.lane, target.lane))
    else:
        ways.add(_way(arrow, part))


def _way(arrow: Arrow, part: Part) -> Way:
    assert arrow.source.step is not None and arrow.target.step is not None
    return Way(
        source=arrow.source.step, lane=arrow.source.lane, target=arrow.target.step,
        target_lane=arrow.target.lane, sure=arrow.sure, why=arrow.why, path=arrow.path,
        part=part.number, is_read=arrow.is_exact,
    )  # fmt: skip


def _over_pages(
    exits: Sequence[Arrow],
    entries: Sequence[Arrow],
    tables: Sequence[StepTable],
    ways: Ways,
    doubts: Doubts,
) -> None:
    """Each arrow into a connector goes on with the arrow out of its twin."""
    left = list(entries)
    for arrow in sorted(exits, key=_reading_order):
        twin, sure, why = _twin(arrow, exits, left, entries)
        part = tables[arrow.target.page].part
        place = _place(part, arrow.target.box.centre)
        if arrow.source.step is None:
            continue
        if twin is None:
            doubts.add("legacy-connector", place, Sure.NOT,
                       f"penghubung halaman «{arrow.target.text}» dari langkah "
                       f"{arrow.source.step + 1} tidak berpasangan; arahnya tidak diketahui",
                       (arrow.source.step,))  # fmt: skip
            continue
        if twin in left:
            left.remove(twin)
        assert twin.target.step is not None
        way = Way(
            source=arrow.source.step, lane=arrow.source.lane, target=twin.target.step,
            target_lane=twin.target.lane,
            sure=max((arrow.sure, twin.sure, sure), key=_ORDER.index),
            why=why or arrow.why or twin.why, path=arrow.path, part=part.number,
            is_read=arrow.is_exact and twin.is_exact and sure is Sure.SURE,
        )  # fmt: skip
        ways.add(way)
    for arrow in left:
        place = _place(tables[arrow.source.page].part, arrow.source.box.centre)
        doubts.add("legacy-connector", place, Sure.NOT,
                   f"penghubung halaman «{arrow.source.text}» ke langkah "
                   f"{(arrow.target.step or 0) + 1} tidak berpasangan; asalnya tidak diketahui",
                   () if arrow.target.step is None else (arrow.target.step,))  # fmt: skip


def _reading_order(arrow: Arrow) -> tuple[int, float, float]:
    node = arrow.target if arrow.target.is_connector else arrow.source
    return node.page, node.box.centre.y, node.box.centre.x


def _twin(
    arrow: Arrow, exits: Sequence[Arrow], left: Sequence[Arrow], entries: Sequence[Arrow]
) -> tuple[Arrow | None, Sure, str]:
    """The arrow that goes on behind a connector, how sure that is, and why not quite."""
    node = arrow.target
    text = folded(node.text)
    if text:
        alike = [each for each in entries if folded(each.source.text) == text]
        others = [each for each in alike if each.source.page != node.page] or alike
        if others:
            best = min(others, key=lambda each: _apart(node, each.source))
            several = len({each.target.step for each in others}) > 1
            return (
                best,
                Sure.HARDLY if several else Sure.SURE,
                (f"huruf penghubung «{node.text}» dipakai lebih dari sekali" if several else ""),
            )
    pool = [each for each in left if not folded(each.source.text) or not text]
    after = [e for e in pool if _reading_order(e) > _reading_order(arrow)] or pool
    if not after:
        return None, Sure.NOT, ""
    best = min(after, key=lambda each: (each.source.lane != node.lane, _apart(node, each.source)))
    alone = len(after) == 1 and sum(not folded(e.target.text) for e in exits) <= 1
    sure = Sure.FAIRLY if alone or best.source.lane == node.lane else Sure.HARDLY
    return best, sure, "penghubung halaman tanpa huruf dipasangkan menurut letaknya"


def _apart(one: Node, other: Node) -> float:
    return abs(one.page - other.page) * 1000 + abs(one.box.centre.y - other.box.centre.y)
