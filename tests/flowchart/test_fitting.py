"""What is passed by without being worked out would not have made a sheet shorter or larger."""

from __future__ import annotations

import pytest

from benchmarks.sops import sop_data
from docgen.flowchart.fitting import fit
from docgen.flowchart.fitting.pages import Breaker, links_of
from docgen.flowchart.geometry import Drawing
from tests.flowchart.generator import random_spec
from tests.support.flowchart.sops import drawn

SPECS = [
    *(pytest.param(sop_data(steps), id=f"regular {steps}") for steps in (9, 25, 45)),
    *(
        pytest.param(
            random_spec(seed, "tame", most_steps=40),
            id=f"tame {seed}",
            marks=[pytest.mark.full] if seed >= 6 else [],
        )
        for seed in range(60)
    ),
]


@pytest.mark.parametrize("spec", SPECS)
def test_what_is_passed_by_would_be_no_better(
    spec: dict[str, object], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Lanes may differ where pages are forced: lower rows in all may be higher on one page."""
    quick = drawn(spec)
    monkeypatch.setattr(fit._Chooser, "_is_hopeless", lambda *_: False)
    patient = drawn(spec)
    assert len(quick.pages) == len(patient.pages)
    assert quick.style == patient.style
    if not any(step.halaman_baru for step in quick.sop.langkah):
        assert quick == patient


@pytest.mark.parametrize("steps", [7, 20, 40])
def test_a_choice_is_passed_by(steps: int, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = []
    asked = fit._Chooser._is_hopeless

    def is_hopeless(self: fit._Chooser, *choice: object) -> bool:
        answers.append(asked(self, *choice))  # type: ignore[arg-type]
        return answers[-1]

    monkeypatch.setattr(fit._Chooser, "_is_hopeless", is_hopeless)
    drawn(sop_data(steps))
    assert any(answers)


@pytest.mark.parametrize("seed", range(5))
def test_one_table_of_tails_serves_all_identity_sheets(seed: int) -> None:
    drawing: Drawing = drawn(random_spec(seed, "tame", most_steps=30))
    links = links_of(drawing.sop)
    shared = Breaker(drawing, links)
    for above in (0, 3000, 6000, 1000):
        assert shared.best(above) == Breaker(drawing, links).best(above)
        starts = [start for start, _end in shared.best(above).spans]
        assert starts == sorted(set(starts))
