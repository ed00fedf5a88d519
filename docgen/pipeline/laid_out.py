"""The first stages, as every command begins that knows what a workspace must hold."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from docgen.bundle import find_font, font_mark
from docgen.convert import Absent, Engine
from docgen.errors import MissingProgramError
from docgen.numbering import Entry
from docgen.workspace.kinds.base import Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.load import load_all
from docgen.workspace.parts import part
from docgen.workspace.plan.makers import NO_MAKERS, Makers
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


def makers_of(engine: Engine | Absent, environ: Mapping[str, str]) -> Makers:
    """What of this computer shows in the outputs."""
    marks = ""
    with suppress(MissingProgramError):  # who needs the font of marks says that there is none
        marks = part(font_mark(find_font(environ)))
    return Makers(engine="" if isinstance(engine, Absent) else engine.describe(), marks=marks)


def lay_out(
    loaded: Loaded,
    letters: Letters,
    entries: Sequence[Entry],
    report: Report,
    makers: Makers = NO_MAKERS,
) -> Plan:
    """Stage 3: every document with its sheet, and with them the plan of all outputs."""
    plan = make_plan(loaded, letters, entries, makers)
    report.note(plan.findings)
    assert plan.value is not None
    return plan.value
