"""Stage 7 for a workspace: what must be there, verified from its files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace

from docgen.check.attributed import about, with_severities
from docgen.check.expectations import Expectations
from docgen.check.passed import Earlier, Passed
from docgen.check.pdf.begun import Begun
from docgen.check.pdf.early import EarlyReads
from docgen.check.pdf.kept_reads import KeptReads, readers
from docgen.check.result import CheckResult, result_of
from docgen.check.scope import narrow
from docgen.check.workspace import verify
from docgen.findings import Finding
from docgen.workers.protocol import Workers
from docgen.workspace.expectations import expectations_of
from docgen.workspace.known_copies import recognise
from docgen.workspace.output_paths import KEPT_READS, PASSED
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.store.sealed import read_sealed, write_sealed
from docgen.workspace.store.store import Store

_KEYS = "kunci"
_BUILD = "jalankan docgen build"  # what a check ends with


def verified(
    plan: Plan,
    selection: Selection,
    workers: Workers,
    earlier: Iterable[Finding] = (),
    scope: str = "",
    before: Earlier | None = None,
    expected: Expectations | None = None,
    begun: Begun | None = None,
) -> CheckResult:
    """Verify from the files that what must exist does, for the chosen sets and bundles.

    ``workers`` read the PDFs that were not ``begun`` with; a build knows of the one ``before``, and
    what is ``expected``; ``earlier`` are findings of the stages before, for the result to hold them
    too; ``scope`` is the workspace path that a narrower check looks at.
    """
    expected = expected or expectations_of(plan, selection)
    if scope:
        expected = narrow(expected, scope)
    root, judge = plan.loaded.root, plan.loaded.judge
    found, signed = verify(root, expected, judge, workers, before, begun, recognise)
    found = with_severities(found, plan.loaded.profile.apply_severities)
    return result_of(expected, (*about("", earlier), *found), signed)


@contextmanager
def remembering(store: Store, program: str, *, forgets: bool) -> Iterator[Earlier]:
    """What is known of the build before, unless the store trusts nothing; what is found out in the
    block is kept when that ends well. ``program`` tells what verifies; one that ``forgets`` drops
    what nobody asked for."""
    file = store.path(PASSED)
    kept = (read_sealed(file) or {}) if store.trusts else {}
    known = frozenset(map(str, kept.get(_KEYS, ())))
    passed = Passed(f"{program} {readers()}", known)
    path = store.path(KEPT_READS)
    opened = KeptReads.open(path, store.sha256, trusts=store.trusts, forgets=forgets)
    with opened as reads, EarlyReads() as early:
        yield Earlier(reads, passed, early)
    if passed.now != known:
        write_sealed(file, {_KEYS: sorted(passed.now if forgets else passed.now | known)})


def after_build(finding: Finding) -> Finding:
    """A finding of the check as a build says it, which has just been run."""
    if not finding.message.endswith(_BUILD):
        return finding
    message = (
        f"{finding.message.removesuffix(_BUILD)}perbaiki temuan lain di atas, lalu {_BUILD} lagi"
    )
    return replace(finding, message=message)
