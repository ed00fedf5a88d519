"""Sheets as people draw them: how much of them is read, by what was done to them.

The baseline may only rise: ``pytest --update-golden`` writes it anew.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.sops import sop_data
from docgen.findings import Where
from docgen.load.legacy.excel.document import read_xlsx
from docgen.load.legacy.read import Reading, read_papers
from docgen.load.legacy.word.document import read_docx
from docgen.model.sop import Sop
from tests.support.golden import Goldens
from tests.support.legacy import excel, plan, word
from tests.support.legacy.own import ORIGIN, SPECS, spec_of
from tests.support.legacy.score import Score, score

BASELINE = Path(__file__).with_name("corpus_baseline.json")
FLOWCHART = {"process": "flowChartProcess", "decision": "flowChartDecision",
             "offpage": "flowChartOffpageConnector"}  # fmt: skip
Change = Callable[[plan.Plan, random.Random], plan.Plan]


def moved(least: float, most: float) -> Change:
    return lambda drawn, chance: plan.moved(drawn, chance, least, most)


def as_it_is(drawn: plan.Plan, _chance: random.Random) -> plan.Plan:
    return drawn


# What is done to a workbook: pages, look, and what happens to its lines.
EXCEL: dict[str, tuple[int, excel.Look, Change]] = {
    "glued": (1, excel.Look(), as_it_is),
    "glue removed": (1, excel.Look(), plan.unglued),
    "ends moved 0-2 mm": (1, excel.Look(), moved(0, 2)),
    "ends moved 2-5 mm": (1, excel.Look(), moved(2, 5)),
    "ends moved 5-8 mm": (1, excel.Look(), moved(5, 8)),
    "flowchart shapes": (1, excel.Look(presets=FLOWCHART), as_it_is),
    "some pictures": (1, excel.Look(pictures=0.3), as_it_is),
    "labels in cells": (1, excel.Look(labels_in_cells=True), as_it_is),
    "heads not merged": (1, excel.Look(heads_merged=False), as_it_is),
    "two pages": (2, excel.Look(), as_it_is),
    "two pages, glue removed": (2, excel.Look(), plan.unglued),
    "one end glued": (1, excel.Look(), plan.half_glued),
    "lines forgotten": (1, excel.Look(), plan.without_some),
    "glued elsewhere": (1, excel.Look(), plan.glued_elsewhere),
}
# The least of fields, lanes and arrows; None: only the baseline counts.
GLUED, LOOSE = (0.99, 0.99, 0.95), (0.98, 0.95, 0.85)
BARS = {
    "glued": GLUED, "flowchart shapes": GLUED, "heads not merged": GLUED, "two pages": GLUED,
    **{way: LOOSE for way in word.WAYS if way != "pictures"},
}  # fmt: skip
TOLD = 0.98  # of wrong arrows, those with a finding


def read_excel(sop: Sop, name: str, stem: str) -> Reading:
    pages, look, change = EXCEL[name]
    chance = random.Random(f"{stem} {name}")
    drawn = change(plan.make_plan(sop, chance, pages=pages), chance)
    papers, problems = read_xlsx(excel.write(drawn, look, chance), Where("lama.xlsx"))
    assert problems == ()
    return read_papers(papers, ORIGIN)


def read_word(sop: Sop, way: str, stem: str) -> Reading:
    chance = random.Random(f"{stem} {way}")
    pages = 1 if len(sop.langkah) < 9 else 2
    drawn = plan.make_plan(sop, chance, pages=pages, text_height=way == "auto")
    drawn = plan.moved(drawn, chance, 0, 1.5)
    return read_papers(read_docx(word.write(drawn, way, chance)), ORIGIN)


def read(sop: Sop, name: str, stem: str) -> Reading:
    return read_excel(sop, name, stem) if name in EXCEL else read_word(sop, name, stem)


def assert_bars(found: Score, name: str) -> None:
    fields, lanes, f1 = BARS.get(name, (0.0, 0.0, 0.0))
    assert found.of_fields >= fields and found.of_lanes >= lanes and found.f1 >= f1, found
    assert found.told >= TOLD, found


def is_worse(found: dict[str, float], known: dict[str, float]) -> bool:
    return any(found[key] < known[key] for key in known)


@pytest.mark.full
@pytest.mark.parametrize("name", [*EXCEL, *word.WAYS])
def test_the_whole_corpus(name: str, goldens: Goldens) -> None:
    total = Score()
    for path in SPECS:
        sop = spec_of(path)
        total += score(sop, read(sop, name, path.stem))
    assert_bars(total, name)
    found = {"fields": round(total.of_fields, 3), "lanes": round(total.of_lanes, 3),
             "arrows": round(total.f1, 3), "told": round(total.told, 3)}  # fmt: skip
    goldens.check(BASELINE, name, found, is_worse)


def test_the_baseline_has_all(goldens: Goldens) -> None:
    goldens.check_names(BASELINE, [*EXCEL, *word.WAYS])


@pytest.mark.parametrize("name", [*EXCEL, *word.WAYS])
def test_a_few_sheets(name: str) -> None:
    """The same for some, each time: nothing breaks, and what is wrong is told."""
    total = Score()
    for stem in ("empat-keputusan", "pelaksana-bersama", "madiun-skp"):
        sop = spec_of(next(path for path in SPECS if path.stem == stem))
        total += score(sop, read(sop, name, stem))
    assert_bars(total, name)


@settings(max_examples=10, deadline=None)
@given(steps=st.integers(2, 25), seed=st.integers(0, 10**6), pages=st.integers(1, 3))
def test_whatever_is_glued_is_read(steps: int, seed: int, pages: int) -> None:
    sop = Sop.model_validate(sop_data(steps))
    chance = random.Random(seed)
    drawn = plan.make_plan(sop, chance, pages=min(pages, steps))
    papers, _problems = read_xlsx(excel.write(drawn), Where("lama.xlsx"))
    found = score(sop, read_papers(papers, ORIGIN))
    assert found.of_lanes == 1 and found.arrows_extra + found.arrows_missing <= 2 * steps // 10
    assert found.told == 1


def test_a_clean_sheet_gives_no_false_alarm() -> None:
    """What is glued and labelled is read, not inferred."""
    sop = spec_of(next(path for path in SPECS if path.stem == "empat-keputusan"))
    reading = read_excel(sop, "glued", "bersih")
    assert {doubt.code for doubt in reading.doubts} <= {"legacy-exit"}
    assert not [doubt for doubt in reading.doubts if doubt.code != "legacy-exit"]
