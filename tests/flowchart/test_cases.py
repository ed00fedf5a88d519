"""The case specs by folder: each is drawn without fault, and no worse than its baseline.

``DOCGEN_REFRESH=1 pytest tests/flowchart/test_cases.py`` writes the baseline anew: look at the
pictures first (``docgen sop render tests/cases/flowchart/NAME.yaml``).
"""

from __future__ import annotations

import itertools
import json
import os
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

CASES = sorted((Path(__file__).parents[1] / "cases" / "flowchart").glob("*.yaml"))
BASELINE = Path(__file__).with_name("baseline.json")
REFRESH = os.environ.get("DOCGEN_REFRESH") == "1"
HOW_TO_REFRESH = (
    "look at the drawing, then run DOCGEN_REFRESH=1 pytest tests/flowchart/test_cases.py"
)

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


@pytest.mark.skipif(REFRESH, reason="the baseline is being written")
@by_case
def test_case_is_no_worse_than_its_baseline(path: Path) -> None:
    found = measured(drawing_of(path))
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert path.stem in baseline, f"a new case: {HOW_TO_REFRESH}"
    known = baseline[path.stem]
    worse = {key for key in known if found[key] > known[key]}
    assert not worse, f"{path.stem}: {found} is worse than {known}"
    assert found == known, f"{path.stem}: {found} is better than {known}: {HOW_TO_REFRESH}"


@pytest.mark.skipif(REFRESH, reason="the baseline is being written")
def test_baseline_has_only_cases() -> None:
    baseline = json.loads(BASELINE.read_text(encoding="utf-8"))
    assert list(baseline) == [path.stem for path in CASES], HOW_TO_REFRESH


@pytest.mark.skipif(not REFRESH, reason="only with DOCGEN_REFRESH=1")
def test_write_the_baseline() -> None:
    found = {path.stem: measured(drawing_of(path)) for path in CASES}
    lines = [f"  {json.dumps(name)}: {json.dumps(values)}" for name, values in found.items()]
    BASELINE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")
