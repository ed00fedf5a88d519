"""The case specs by folder: each is drawn without fault, and no worse than its baseline.

``pytest --update-golden tests/flowchart/test_cases.py`` writes the baseline anew: look at the
pictures first (``docgen sop render tests/cases/flowchart/NAME.yaml``).
"""

from __future__ import annotations

import itertools
from functools import cache
from pathlib import Path

import pytest

from docgen.findings import has_errors
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.flowchart.lines import Line, meetings
from docgen.load.sop import load_sop
from docgen.render.sop.svg import render_svg
from docgen.render.sop.table import flow_xml
from tests.support.flowchart.sops import sheet_of
from tests.support.flowchart.soundness import assert_sound
from tests.support.golden import Goldens

CASES = sorted((Path(__file__).parents[1] / "cases" / "flowchart").glob("*.yaml"))
BASELINE = Path(__file__).with_name("baseline.json")

by_case = pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)


@cache
def drawing_of(path: Path) -> Drawing:
    return drawn_anew(path)


def drawn_anew(path: Path) -> Drawing:
    spec = load_sop(path, path.name)
    assert spec.value is not None and not has_errors(spec.findings), spec.findings
    sop = spec.value.sop
    sheet = sheet_of(sop.tata_letak.kertas, closing=bool(sop.penutup))
    result = lay_out(sop, sheet, spec.value.where)
    assert result.value is not None and not result.findings, result.findings
    return result.value


def measured(drawing: Drawing) -> dict[str, int]:
    """What may only fall: crossings, bends, pages."""
    crossings = bends = 0
    for page in drawing.pages:
        lines = [Line.of(edge, edge.points) for edge in page.edges]
        crossings += sum(meetings(a, b)[1] for a, b in itertools.combinations(lines, 2))
        bends += sum(len(edge.points) - 2 for edge in page.edges)
    return {"crossings": crossings, "bends": bends, "pages": len(drawing.pages)}


def test_there_are_cases() -> None:
    assert len(CASES) >= 16


@by_case
def test_case_is_drawn_without_fault(path: Path) -> None:
    assert_sound(drawing_of(path), path.stem)


@by_case
def test_same_spec_same_bytes(path: Path) -> None:
    one, other = drawing_of(path), drawn_anew(path)
    assert flow_xml(one).encode() == flow_xml(other).encode()
    assert "".join(render_svg(one)).encode() == "".join(render_svg(other)).encode()


@by_case
def test_words_of_exits_stand_clear_of_the_borders_of_rows(path: Path) -> None:
    for page in drawing_of(path).pages:
        borders = [row.top for row in page.rows[1:]]
        for label in (edge.label for edge in page.edges if edge.label):
            assert not [y for y in borders if label.box.top < y < label.box.bottom], label


def is_worse(found: dict[str, int], known: dict[str, int]) -> bool:
    return any(found[key] > known[key] for key in known)


@by_case
def test_case_is_no_worse_than_its_baseline(path: Path, goldens: Goldens) -> None:
    goldens.check(BASELINE, path.stem, measured(drawing_of(path)), is_worse)


def test_baseline_has_only_cases(goldens: Goldens) -> None:
    goldens.check_names(BASELINE, (path.stem for path in CASES))
