"""What every flowchart keeps to, whatever the SOP: nothing outside its place, all ends meet."""

from __future__ import annotations

import random
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings

from docgen.findings import Where
from docgen.flowchart import constants as c
from docgen.flowchart import lay_out
from docgen.flowchart.fitting.pages import FULL
from docgen.model.sop import Sop
from tests.support.flowchart.sops import draw_it, drawn, plain_spec, random_sops, sheet_of
from tests.support.flowchart.soundness import assert_sound

# No shrinking: a layout with many decisions may take a second, and shrinking takes thousands.
few = settings(
    max_examples=8,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize(
    ("portion", "examples"),
    [(0, 30), *(pytest.param(each, 50, marks=pytest.mark.full) for each in range(1, 5))],
)
def test_straight_sop_is_drawn_without_fault(portion: int, examples: int) -> None:
    """Steps one after the other, as in both real sheets: every line can be told apart."""

    @seed(portion)
    @settings(few, max_examples=examples)
    @given(random_sops(decisions=False))
    def measure(spec: dict[str, Any]) -> None:
        assert_sound(drawn(spec))

    measure()


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


@pytest.mark.parametrize("count", [11, 13, 14, 15, 20, 27, 41])
def test_pages_are_full_and_the_last_has_no_single_step(count: int) -> None:
    drawing = drawn(plain_spec(["surat"] * count))
    counts = [sum(row.step is not None for row in page.rows) for page in drawing.pages]
    assert counts[-1] > 1
    for page in drawing.pages[:-1]:
        assert page.bottom >= FULL * drawing.sheet.text_height


@pytest.mark.parametrize("seed", [3, 16, 21])
def test_pages_of_uneven_rows_are_full(seed: int) -> None:
    """Rows grow where the next would not fit any more."""
    dice = random.Random(seed)
    count = dice.randint(4, 26)
    texts = ["memeriksa berkas " * dice.choice([1, 5, 20, 60]) for _ in range(count)]
    drawing = drawn(plain_spec(texts, lanes=5))
    for page in drawing.pages[:-1]:
        assert page.bottom >= FULL * drawing.sheet.text_height


@pytest.mark.parametrize(("words", "count"), [(30, 21), (40, 13), (40, 17)])
def test_the_page_before_the_last_gives_it_a_step(words: int, count: int) -> None:
    """Full pages would leave a single step for the last."""
    sop = Sop.model_validate(plain_spec(["memeriksa berkas " * words] * count, lanes=4))
    sheet = replace(sheet_of("A4", closing=False), texts=(10.0,))
    drawing = lay_out(sop, sheet, lambda *_: Where("uji.yaml")).value
    assert drawing is not None
    assert sum(row.step is not None for row in drawing.pages[-1].rows) > 1


def test_no_more_pages_than_the_least_rows_need() -> None:
    """Twelve equal steps stand on one page: rows are as low as symbols and arrows let them."""
    assert len(drawn(plain_spec(["surat"] * 12)).pages) == 1


def test_text_is_as_large_as_the_pages_let_it_be() -> None:
    drawings = [drawn(plain_spec(["memeriksa berkas " * 12] * count)) for count in range(3, 14)]
    assert drawings[0].style.size == drawings[0].sheet.texts[0]
    smaller = [each for each in drawings if each.style.size < each.sheet.texts[0]]
    assert smaller
    for each in smaller:
        step = each.sheet.texts.index(each.style.size)
        larger = replace(each.sheet, texts=each.sheet.texts[:step])
        again = lay_out(each.sop, larger, lambda *_: Where("uji.yaml")).value
        assert again is not None and len(again.pages) > len(each.pages)


@pytest.mark.parametrize("lanes", [3, 8])
def test_no_word_is_cut_where_a_column_can_be_wide_enough(lanes: int) -> None:
    words = ["pertanggungjawaban keuangan", "mempertanggungjawabkan", "surat"]
    drawing = drawn(plain_spec(words, lanes=lanes))
    assert drawing.cut == 0
    width = next(column.width for column in drawing.columns if column.key == "uraian")
    assert all(drawing.style.body.longest_piece(text) <= width - 2 * c.PADDING_X for text in words)


def test_no_title_is_cut_that_is_short_enough_in_smaller_text() -> None:
    """Of a lane whose title is written upwards."""
    spec = plain_spec(["surat"] * 3, lanes=14)
    spec["tata_letak"]["keterangan"] = False
    spec["pelaksana"]["p3"] = "Mempertanggungjawabkannya"
    drawing = drawn(spec)
    assert drawing.lane("p3").turned
    assert drawing.cut == 0
    assert drawing.lane("p3").title == ("Mempertanggungjawabkannya",)


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
