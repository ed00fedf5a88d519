"""``docgen sop approve``, ``revise``, ``withdraw``: one SOP, one decision, whole or not at all."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docgen.choices import WAITING
from docgen.findings import Where
from docgen.ooxml.usual import template_bytes
from docgen.render.sop.sheet import SOP_NAMES
from docgen.workspace.placeholders import fixed_template_findings
from docgen.workspace.report import Progress, Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.single_sops import Rules
from docgen.workspace.sop_life import change
from docgen.workspace.sop_life.approve import Approving
from docgen.workspace.sop_life.approve import approve as freeze
from docgen.workspace.sop_life.desk import open_desk


def approve(spec: Path, how: Approving, progress: Progress) -> Report:
    """Put a version in force and freeze it. Raises FindingsError, MissingProgramError, OutputError
    with nothing written."""
    report = Report(profile=how.rules.profile)
    with build_lock(how.root, lambda: progress(WAITING)):
        data = template_bytes(how.template)
        report.note(fixed_template_findings(data, Where(str(how.template)), SOP_NAMES))
        report.stop_on_errors()
        freeze(open_desk(spec), how, report)
    return report


def revise(
    spec: Path,
    date: dt.date,
    reason: str,
    number: str,
    rules: Rules,
    progress: Progress,
    root: Path = Path(),
) -> Report:
    """Begin the next version of a SOP in its spec. Raises FindingsError, UsageError, OutputError
    with nothing written."""
    with build_lock(root, lambda: progress(WAITING)):
        change.revise(open_desk(spec), date, reason, number, rules.profile.sop)
    return Report(profile=rules.profile, written=[str(spec)])


def withdraw(
    spec: Path,
    date: dt.date,
    reason: str,
    basis: str,
    today: dt.date,
    rules: Rules,
    progress: Progress,
    root: Path = Path(),
) -> Report:
    """End the life of a SOP. Raises FindingsError, OutputError with nothing written."""
    with build_lock(root, lambda: progress(WAITING)):
        change.withdraw(open_desk(spec), date, reason, basis, today)
    return Report(profile=rules.profile, written=[str(spec)])
