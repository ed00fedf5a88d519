"""Hundreds of random SOPs, tame and wild: every drawing is valid, and small ones cross least."""

from __future__ import annotations

import pytest

from tests.flowchart.exhaustive import GaveUpError, crossings, fewest_crossings
from tests.flowchart.generator import Kind, random_spec
from tests.support.flowchart.sops import drawn
from tests.support.flowchart.soundness import assert_sound

KINDS: tuple[Kind, ...] = ("tame", "wild")
# Of each kind. The first ones always run, in portions so that a failure is soon found.
ALWAYS, ALL, PORTION = {"tame": 20, "wild": 10}, 250, 10
# Pages with more lines, or needing more comparisons of ways, are too much for an exhaustive search.
FEW_LINES, PATIENCE = 8, 150_000
LEAST_SEARCHED = 20

portions = [
    pytest.param(kind, start, marks=[pytest.mark.full] if start >= ALWAYS[kind] else [])
    for kind in KINDS
    for start in range(0, ALL, PORTION)
]


@pytest.mark.parametrize(("kind", "start"), portions)
def test_any_sop_is_drawn_without_fault(kind: Kind, start: int) -> None:
    for seed in range(start, start + PORTION):
        assert_sound(drawn(random_spec(seed, kind)), f"{kind} {seed}")


@pytest.mark.parametrize("seed", [14, pytest.param(2, marks=pytest.mark.full)])
def test_a_lone_lane_gets_room_for_its_connectors(seed: int) -> None:
    """Side by side, not in rows that no arrow gets through."""
    drawing = drawn(random_spec(seed, "wild", most_lanes=1))
    assert_sound(drawing)
    assert drawing.wide_lanes


@pytest.mark.parametrize("kind", KINDS)
def test_small_sop_has_the_fewest_crossings(kind: Kind) -> None:
    """Whatever way each line takes, none of these pages can be drawn with fewer."""
    searched = 0
    for seed in range(2 * LEAST_SEARCHED):
        drawing = drawn(random_spec(seed, kind, most_steps=6, most_lanes=6))
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
