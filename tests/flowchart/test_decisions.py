"""SOPs with decisions, forks and loops: every line can be told apart.

What counts as told apart is measured here from the points alone, not by the router's own rules.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from docgen.flowchart.geometry import Drawing, Edge, Page, Point, Row
from docgen.model.sop import Symbol
from tests.support.flowchart.lines import shared_lines, touching_lines
from tests.support.flowchart.sops import drawn, plain_spec, random_sops
from tests.support.flowchart.soundness import assert_sound

sample = settings(
    max_examples=25,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("portion", "examples"),
    [(0, 12), *(pytest.param(each, 50, marks=pytest.mark.full) for each in range(1, 11))],
)
def test_any_sop_is_drawn_without_fault(portion: int, examples: int) -> None:
    @seed(portion)
    @settings(sample, max_examples=examples)
    @given(random_sops())
    def measure(spec: dict[str, Any]) -> None:
        assert_sound(drawn(spec))

    measure()


@sample
@given(random_sops(most_steps=12))
def test_every_exit_has_its_words(spec: dict[str, Any]) -> None:
    drawing = drawn(spec)
    decisions = {s.id for s in drawing.sop.langkah if s.simbol is Symbol.KEPUTUSAN}
    for page in drawing.pages:
        for edge in page.edges:
            leaves = edge.arrow and edge.source.partition("@")[0] == edge.from_step
            assert (edge.label is not None) == (leaves and edge.from_step in decisions)
            if edge.label:
                assert edge.label.text == {"ya": "Ya", "tidak": "Tidak"}[edge.exit or ""]


def drawing_of(*edges: Edge) -> Drawing:
    """Lines on an otherwise empty page, for the measures themselves."""
    spec = drawn(plain_spec(["x", "y"]))
    page = Page(number=1, rows=(Row("step", 0, 100, 0),), edges=edges, last=True)
    return Drawing(sop=spec.sop, sheet=spec.sheet, pages=(page,))


def line(source: str, target: str, *points: tuple[int, int], **values: Any) -> Edge:
    return Edge(
        source=source,
        target=target,
        from_step=source,
        to_step=target,
        points=tuple(Point(*p) for p in points),
        **values,
    )


def test_the_measures_see_lines_on_one_another() -> None:
    along = line("a", "b", (0, 0), (100, 0))
    assert shared_lines(drawing_of(along, line("c", "d", (50, 0), (150, 0))))
    assert shared_lines(drawing_of(along, line("c", "d", (90, 0), (10, 0))))
    assert not shared_lines(drawing_of(along, line("c", "d", (100, 0), (200, 0))))
    assert not shared_lines(drawing_of(along, line("c", "d", (0, 1), (100, 1))))


def test_the_measures_allow_joints_and_forks_only() -> None:
    one = line("a", "z", (0, 0), (100, 0), (100, 50))
    joins = line("b", "z", (50, 40), (50, 0), (100, 0), (100, 50))
    assert not shared_lines(drawing_of(one, joins)) and not touching_lines(drawing_of(one, joins))
    parts_again = line("b", "z", (50, 40), (50, 0), (80, 0), (80, 20), (100, 20), (100, 50))
    assert shared_lines(drawing_of(one, parts_again))
    forks = line("a", "y", (0, 0), (50, 0), (50, 90))
    assert not shared_lines(drawing_of(one, forks)) and not touching_lines(drawing_of(one, forks))
    exit_ = line("a", "y", (0, 0), (50, 0), (50, 90), exit="ya")
    assert shared_lines(drawing_of(one, exit_))


def test_the_measures_see_corners_on_lines() -> None:
    one = line("a", "z", (0, 0), (100, 0))
    assert touching_lines(drawing_of(one, line("b", "y", (50, 50), (50, 0))))
    assert touching_lines(drawing_of(one, line("b", "y", (50, 50), (50, -50)))) == []
    assert touching_lines(drawing_of(one, line("b", "y", (100, 50), (100, -50))))
