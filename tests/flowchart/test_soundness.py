"""What makes a drawing unsound is seen and named, whatever it is."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from docgen.flowchart.geometry import Box, Drawing, Edge, Node, Page, Point
from tests.support.flowchart.sops import drawn, plain_spec
from tests.support.flowchart.soundness import assert_sound, faults

# A decision on the first page leads back, and on to a second page.
STEPS = (
    {"id": "s1", "uraian": "mengajukan surat", "pelaksana": "p0", "simbol": "mulai"},
    {"id": "s2", "uraian": "memeriksa", "pelaksana": "p1", "simbol": "keputusan", "ya": "s3",
     "tidak": "s1"},
    {"id": "s3", "uraian": "menyimpan", "pelaksana": ["p0", "p1"], "halaman_baru": True},
    {"id": "s4", "uraian": "selesai", "pelaksana": "p1", "simbol": "selesai"},
)  # fmt: skip


@pytest.fixture(scope="module")
def sound() -> Drawing:
    return drawn(plain_spec([]) | {"langkah": STEPS})


def first(drawing: Drawing, **changed: Any) -> Drawing:
    """Its first page with other parts."""
    return replace(drawing, pages=(replace(drawing.pages[0], **changed), *drawing.pages[1:]))


def node_of(page: Page, step: str) -> Node:
    return next(each for each in page.nodes if each.step == step)


def moved(drawing: Drawing, step: str, right: int, down: int) -> Drawing:
    page = drawing.pages[0]
    node = node_of(page, step)
    left, top, far, foot = node.box
    box = Box(left + right, top + down, far + right, foot + down)
    others = tuple(replace(each, box=box) if each is node else each for each in page.nodes)
    return first(drawing, nodes=others)


def upon_each_other(drawing: Drawing) -> Drawing:
    page = drawing.pages[0]
    one, other = node_of(page, "s1"), node_of(page, "s2")
    rest = tuple(each for each in page.nodes if each is not other)
    return first(drawing, nodes=(*rest, replace(other, box=one.box)))


def without_connector(drawing: Drawing) -> Drawing:
    page = drawing.pages[0]
    return first(drawing, nodes=tuple(n for n in page.nodes if n.symbol != "konektor"))


def bent(drawing: Drawing, change: Callable[[tuple[Point, ...]], tuple[Point, ...]]) -> Drawing:
    """Another way for the first line."""
    edge, *rest = drawing.pages[0].edges
    return first(drawing, edges=(replace(edge, points=change(edge.points)), *rest))


def slanting(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return (points[0], Point(points[0].x + 7, points[0].y + 7), *points[1:])


def leaving(points: tuple[Point, ...]) -> tuple[Point, ...]:
    return (points[0], Point(-9999, points[0].y), points[0], *points[1:])


def another(drawing: Drawing, **changed: Any) -> Drawing:
    """One line more, where the first one lies."""
    edge = drawing.pages[0].edges[0]
    return first(drawing, edges=(*drawing.pages[0].edges, replace(edge, **changed)))


def across(drawing: Drawing) -> Drawing:
    """A line through the middle of a symbol and of a mark."""
    page = drawing.pages[0]
    box = node_of(page, "s1").box
    ends = (Point(box.left - 50, box.centre.y), Point(box.right + 50, box.centre.y))
    through = Edge(source="s1", target="s2", from_step="s1", to_step="s2", points=ends)
    mark = Box(box.right + 10, box.top, box.right + 40, box.bottom)
    return first(drawing, edges=(*page.edges, through), marks=(mark,))


def corner(drawing: Drawing) -> Drawing:
    """A line that ends in the middle of another."""
    edge = drawing.pages[0].edges[0]
    a, b = edge.points[:2]
    middle = Point((a.x + b.x) // 2, (a.y + b.y) // 2)
    end = Point(middle.x + 300, middle.y) if a.x == b.x else Point(middle.x, middle.y + 300)
    return another(drawing, source="x", target="y", points=(end, middle))


def gap(drawing: Drawing) -> Drawing:
    rows = drawing.pages[0].rows
    return first(drawing, rows=(rows[0], *(replace(row, top=row.top + 1) for row in rows[1:])))


def low(drawing: Drawing) -> Drawing:
    """The row of the first step has hardly any height."""
    rows = drawing.pages[0].rows
    return first(drawing, rows=tuple(replace(row, height=10 if row.step == 0 else row.height)
                                     for row in rows))  # fmt: skip


def beginning_at_the_second(drawing: Drawing) -> Drawing:
    """The SOP asks for another page, at a step that has been drawn in the middle of one."""
    one, two, *more = drawing.sop.langkah
    steps = (one, two.model_copy(update={"halaman_baru": True}), *more)
    return replace(drawing, sop=drawing.sop.model_copy(update={"langkah": steps}))


SPOILT: dict[str, tuple[Callable[[Drawing], Drawing], str]] = {
    "column": (
        lambda d: replace(d, columns=(replace(d.columns[0], left=5), *d.columns[1:])),
        "begins at 5, not at 0",
    ),
    "columns left out": (lambda d: replace(d, columns=d.columns[:-1]), "not at the margin"),
    "lanes": (
        lambda d: replace(d, columns=tuple(replace(each, width=9) for each in d.columns)),
        "is only 9 wide",
    ),
    "gap": (gap, "ends at"),
    "row left out": (
        lambda d: first(d, rows=d.pages[0].rows[1:]),
        "the rows are of the steps [1, 2, 3]",
    ),
    "page left out": (lambda d: replace(d, pages=d.pages[:1]), "not the last page alone"),
    "page too low": (
        lambda d: replace(d, sheet=replace(d.sheet, height=3000)), "below the sheet",
    ),
    "no new page": (
        beginning_at_the_second, "step s2 does not start a page",
    ),
    "out of the cell": (lambda d: moved(d, "s1", 5000, 0), "stands outside its cell"),
    "overlap": (upon_each_other, "overlap"),
    "symbol left out": (
        lambda d: first(d, nodes=d.pages[0].nodes[1:]), "step s1 has no symbol in lane p0",
    ),
    "symbol too many": (
        lambda d: first(d, nodes=(*d.pages[0].nodes, d.pages[0].nodes[0])),
        "step s1 has a symbol too many in lane p0",
    ),
    "end": (lambda d: moved(d, "s1", 0, 3), "has an end that is not on the border of"),
    "slanting": (lambda d: bent(d, slanting), "neither upright nor level"),
    "leaving": (lambda d: bent(d, leaving), "leaves the lanes"),
    "connector": (without_connector, "is not there"),
    "arrow": (lambda d: first(d, edges=d.pages[0].edges[1:]), "arrows from"),
    "text": (low, "higher than its row"),
    "head": (lambda d: replace(d, heads=(1, 1)), "too many lines"),
    "through a symbol": (across, "through s1"),
    "through a mark": (across, "through a mark"),
    "shared": (
        lambda d: another(d, source="x", target="y", from_step="x", to_step="y"), " on x -> y",
    ),
    "touching": (corner, "touches x -> y"),
    "conflict": (
        lambda d: another(d, source="s2", target="s1", from_step="x"), "conflicts of lines",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPOILT)
def test_each_fault_is_named(sound: Drawing, name: str) -> None:
    spoil, words = SPOILT[name]
    spoilt = spoil(sound)
    assert [fault for fault in faults(spoilt) if words in fault]
    with pytest.raises(AssertionError) as failed:
        assert_sound(spoilt, "uji")
    assert str(failed.value).startswith("uji: ")
    assert words in str(failed.value)


def test_the_drawing_itself_is_sound(sound: Drawing) -> None:
    assert len(sound.pages) == 2
    assert_sound(sound)
