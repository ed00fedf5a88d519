"""What every flowchart keeps to, whatever the SOP: nothing outside its place, all ends meet."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from tests.support.flowchart.sops import draw_it, drawn, plain_spec, random_sops
from tests.support.flowchart.soundness import assert_sound

# No shrinking: a layout with many decisions may take a second, and shrinking takes thousands.
few = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
straight = settings(few, max_examples=80)


@few
@given(random_sops())
def test_any_sop_is_drawn_within_its_cells_and_page(spec: dict[str, Any]) -> None:
    assert_sound(drawn(spec))


@straight
@given(random_sops(decisions=False))
def test_straight_sop_is_drawn_without_fault(spec: dict[str, Any]) -> None:
    """Steps one after the other, as in both real sheets: every line can be told apart."""
    assert_sound(drawn(spec))


@few
@given(random_sops(most_steps=8))
def test_same_spec_same_drawing(spec: dict[str, Any]) -> None:
    assert drawn(spec) == drawn(spec)


@pytest.mark.parametrize(("lanes", "paper", "fits"), [(8, "A4", True), (40, "Legal", False)])
def test_too_many_lanes_is_a_finding(lanes: int, paper: str, fits: bool) -> None:
    spec = plain_spec(["surat"] * 2, lanes=lanes, paper=paper)
    assert (draw_it(spec) is not None) == fits


def test_step_taller_than_a_page_is_a_finding() -> None:
    assert draw_it(plain_spec(["surat " * 200, "selesai"])) is not None
    assert draw_it(plain_spec(["surat " * 2000, "selesai"])) is None


def test_page_number_of_evenly_full_pages() -> None:
    """Twelve equal steps on two pages: not eleven and one."""
    drawing = drawn(plain_spec(["surat"] * 12))
    counts = [sum(row.step is not None for row in page.rows) for page in drawing.pages]
    assert len(counts) == 2
    assert max(counts) - min(counts) <= 1


@pytest.mark.parametrize("words", [30, 60, 90, 110, 130, 150])
def test_tall_step_with_total_and_closing_stays_on_its_page(words: int) -> None:
    """A row that alone fills a page must not push what follows it over the edge."""
    texts = ["surat", "memeriksa berkas " * words, "selesai"]
    spec = plain_spec(texts, lanes=5)
    spec["tata_letak"]["total_waktu"] = True
    spec["penutup"] = {"jabatan": "Kepala"}
    drawing = draw_it(spec)
    if drawing is not None:
        assert_sound(drawing)
