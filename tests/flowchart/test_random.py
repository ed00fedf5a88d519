"""Hundreds of random SOPs, tame and wild: every drawing is valid, and small ones cross least."""

from __future__ import annotations

import pytest

from docgen.flowchart.geometry import Drawing
from docgen.flowchart.label import label_faults
from docgen.flowchart.route import page_conflicts
from tests.flowchart.exhaustive import GaveUpError, crossings, fewest_crossings
from tests.flowchart.generator import Kind, random_spec
from tests.flowchart.sops import (
    arrows_through_marks,
    arrows_through_symbols,
    lay,
    shared_lines,
    touching_lines,
)
from tests.flowchart.test_layout import (
    assert_connectors_are_paired,
    assert_lines_end_on_borders,
    assert_rows_follow_each_other,
    assert_symbols_stand_in_their_cells,
)

KINDS: tuple[Kind, ...] = ("tame", "wild")
# Of each kind. The first ones always run, in portions so that a failure is soon found.
ALWAYS, ALL, PORTION = 60, 250, 10
# Pages with more lines, or needing more comparisons of ways, are too much for an exhaustive search.
FEW_LINES, PATIENCE = 8, 150_000
LEAST_SEARCHED = 20

portions = [
    pytest.param(kind, start, marks=[pytest.mark.full] if start >= ALWAYS else [])
    for kind in KINDS
    for start in range(0, ALL, PORTION)
]


def drawn(seed: int, kind: Kind, most_steps: int = 40, most_lanes: int = 12) -> Drawing:
    result = lay(random_spec(seed, kind, most_steps, most_lanes))
    assert result.value is not None and not result.findings, (kind, seed, result.findings)
    return result.value


@pytest.mark.parametrize(("kind", "start"), portions)
def test_any_sop_is_drawn_without_fault(kind: Kind, start: int) -> None:
    for seed in range(start, start + PORTION):
        drawing = drawn(seed, kind)
        assert sum(map(page_conflicts, drawing.pages)) == 0, seed
        assert sum(map(label_faults, drawing.pages)) == 0, seed
        assert arrows_through_symbols(drawing) == [], seed
        assert arrows_through_marks(drawing) == [], seed
        assert shared_lines(drawing) == [], seed
        assert touching_lines(drawing) == [], seed
        assert_rows_follow_each_other(drawing)
        assert_symbols_stand_in_their_cells(drawing)
        assert_lines_end_on_borders(drawing)
        assert_connectors_are_paired(drawing)


@pytest.mark.parametrize("kind", KINDS)
def test_small_sop_has_the_fewest_crossings(kind: Kind) -> None:
    """Whatever way each line takes, none of these pages can be drawn with fewer."""
    searched = 0
    for seed in range(2 * LEAST_SEARCHED):
        drawing = drawn(seed, kind, most_steps=6, most_lanes=6)
        for page in drawing.pages:
            found = crossings(page)
            if found == 0 and (len(page.edges) > FEW_LINES or len(page.edges) < 2):
                continue
            try:
                # With a crossing to spare, so that the search has to find what the router found.
                fewest = fewest_crossings(drawing, page, found + 1, PATIENCE)
            except GaveUpError:
                assert found == 0, (kind, seed, page.number)
                continue
            assert found <= fewest, (kind, seed, page.number)
            searched += fewest == found
    assert searched >= LEAST_SEARCHED
