"""SOPs with decisions, forks and loops: how good the drawing is, measured over a fixed sample."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings

from docgen.model.sop import Symbol
from tests.flowchart.sops import (
    arrows_through_marks,
    arrows_through_symbols,
    draw_it,
    random_sops,
    shared_lines,
)


def test_labels_stand_at_the_exits(capsys: pytest.CaptureFixture[str]) -> None:
    """Every exit of a decision has its words; the count of faults is printed for the curious."""
    faults = {"through symbols": 0, "through marks": 0, "on one line": 0, "lines": 0}

    @settings(
        max_examples=25,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(random_sops())
    def measure(spec: dict[str, Any]) -> None:
        drawing = draw_it(spec)
        assert drawing is not None
        faults["through symbols"] += len(arrows_through_symbols(drawing))
        faults["through marks"] += len(arrows_through_marks(drawing))
        faults["on one line"] += len(shared_lines(drawing))
        faults["lines"] += sum(len(page.edges) for page in drawing.pages)
        decisions = {s.id for s in drawing.sop.langkah if s.simbol is Symbol.KEPUTUSAN}
        for page in drawing.pages:
            for edge in page.edges:
                labelled = edge.from_step in decisions and edge.source == edge.from_step
                labelled = labelled and edge.arrow
                assert (edge.label is not None) == labelled
                if edge.label:
                    assert edge.label.text == {"ya": "Ya", "tidak": "Tidak"}[edge.exit or ""]

    measure()
    with capsys.disabled():
        print(f"\nrandom SOPs with decisions: {faults}")
