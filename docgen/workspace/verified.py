"""Stage 7 for a workspace: what must be there, verified from its files."""

from __future__ import annotations

from collections.abc import Iterable

from docgen.check.attributed import about, with_severities
from docgen.check.pdf.kept_reads import KeptReads
from docgen.check.result import CheckResult, result_of
from docgen.check.scope import narrow
from docgen.check.workspace import verify
from docgen.findings import Finding
from docgen.workers.protocol import Workers
from docgen.workspace.expectations import expectations_of
from docgen.workspace.plan.plan import Plan, Selection


def verified(
    plan: Plan,
    selection: Selection,
    workers: Workers,
    earlier: Iterable[Finding] = (),
    scope: str = "",
    kept: KeptReads | None = None,
) -> CheckResult:
    """Verify from the files that what must exist does, for the chosen sets and bundles.

    ``workers`` read the PDFs, but those whose reading a build ``kept``; ``earlier`` are findings of
    the stages before, for the result to hold them too; ``scope`` is the workspace path that a
    narrower check looks at.
    """
    expected = expectations_of(plan, selection)
    if scope:
        expected = narrow(expected, scope)
    found, signed = verify(plan.loaded.root, expected, plan.loaded.judge, workers, kept)
    found = with_severities(found, plan.loaded.profile.apply_severities)
    return result_of(expected, (*about("", earlier), *found), signed)
