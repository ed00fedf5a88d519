"""``docgen clean``: what no source stands for any more is named, and taken away."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from pathlib import Path

from docgen.choices import WAITING
from docgen.numbering import Register
from docgen.pipeline.laid_out import lay_out, load
from docgen.workspace.opening.from_register import REGISTER, recall
from docgen.workspace.report import Progress, Report
from docgen.workspace.runs.build_lock import build_lock
from docgen.workspace.store.store import Store
from docgen.workspace.upkeep.leftovers import leftovers, remove


def clean(
    root: Path, today: dt.date, agrees: Callable[[Sequence[str]], bool], progress: Progress
) -> Report:
    """Take away the outputs that are left over, if ``agrees`` says so of their paths.

    The report's ``data`` says what is left over and what is gone. Raises FindingsError when the
    data has errors, for then nobody knows what it stands for; nothing is removed.
    """
    read, report = Report(), Report()
    with build_lock(root, lambda: progress(WAITING)), Store.open(root) as store:
        loaded = load(root, read, today=today)
        report.profile = loaded.profile
        with Register(root / REGISTER, dry_run=True) as register:
            plan = lay_out(loaded, recall(loaded, register), register.entries(), read)
        read.stop_on_errors()
        found = leftovers(plan, store)
        report.note(found.kept)
        gone = remove(found, plan, store) if found.names and agrees(found.names) else []
    report.data = {"sisa": list(found.names), "dihapus": gone}
    return report
