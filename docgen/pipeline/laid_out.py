"""The first stages, as every command begins that knows what a workspace must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path

from docgen.convert import Absent, Engine
from docgen.numbering import Entry
from docgen.workspace.kinds.base import Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.load import load_all
from docgen.workspace.plan.plan import Plan, make_plan
from docgen.workspace.report import Report


def load(
    root: Path,
    report: Report,
    names: Sequence[str] = (),
    today: dt.date | None = None,
    *,
    accept_changes: bool = False,
    for_check: bool = False,
) -> Loaded:
    """Stage 1, for the sets that ``names`` mean; all without any.

    Raises FindingsError with all findings when any of them is an error; ``for_check`` only when
    nothing can be read.
    """
    result = load_all(root, names, accept_changes=accept_changes, for_check=for_check, today=today)
    if result.value is not None:
        report.profile = result.value.profile
    report.note(result.findings)
    if not for_check or result.value is None:
        report.stop_on_errors()
    assert result.value is not None  # else there was an error
    return result.value


def lay_out(
    loaded: Loaded,
    letters: Letters,
    entries: Sequence[Entry],
    report: Report,
    engine: Engine | Absent | None = None,
) -> Plan:
    """Stage 3: every document with its sheet, and with them the plan of all outputs."""
    by = "" if engine is None or isinstance(engine, Absent) else engine.describe()
    plan = make_plan(loaded, letters, entries, by)
    report.note(plan.findings)
    assert plan.value is not None
    return plan.value
