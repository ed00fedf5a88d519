"""``docgen check``: what kind of thing is to be checked, and the check of it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.check.attributed import about
from docgen.check.bundles.bag import MARKS, check_bag
from docgen.check.documents.signatures import signatures_under
from docgen.check.pdf.begun import Begun
from docgen.check.result import CheckResult, Kind, findings_only
from docgen.check.single_pdf import check_pdf
from docgen.errors import FindingsError, OutputError, UsageError
from docgen.findings import Where, error
from docgen.load.workspace import default_profile
from docgen.model.profile import Profile
from docgen.numbering import Entry, Register
from docgen.pipeline.first_reads import first_reads, root_of
from docgen.pipeline.laid_out import lay_out, load
from docgen.signatures import Judge
from docgen.workspace.expectations import prefix_of
from docgen.workspace.kinds.base import Letters
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.from_register import REGISTER, number, recall
from docgen.workspace.opening.partial import UNCHECKED, leave_out
from docgen.workspace.output_paths import EXPEDITION, LEDGER, SUMS
from docgen.workspace.references import references_of
from docgen.workspace.report import Report
from docgen.workspace.verified import verified

PDF, ORIGINALS = ".pdf", ".asli"
# Lists of the whole workspace.
WHOLE = (LEDGER, EXPEDITION, SUMS)


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be checked: the folder or file, and the workspace path of a part of one."""

    kind: Kind
    path: Path
    scope: str = ""


def find_target(path: Path, full: Path) -> Target:
    """What ``path`` is; ``full`` is the same path from the root of the file system.

    A part of a workspace need not be there any more. Raises UsageError for what is nothing that
    docgen can check.
    """
    if any((path / marker).is_file() for marker in MARKS):
        return Target(Kind.BAG, path)
    root = root_of(path, full)
    if root == path:
        return Target(Kind.WORKSPACE, path)
    if root is not None:
        return Target(Kind.PART, root, full.relative_to(root).as_posix())
    if path.is_dir():
        return Target(Kind.WORKSPACE, path)  # which says that docgen.toml is missing
    if path.is_file() and path.suffix.lower() == PDF:
        return Target(Kind.PDF, path)
    if not path.exists():
        raise UsageError(f"{path} tidak ada", "Periksa namanya, atau jalankan docgen build dahulu.")
    raise UsageError(
        f"{path} tidak dapat diperiksa: bukan PDF dan tidak berada dalam ruang kerja docgen",
        "Sebutkan folder berisi docgen.toml, folder di dalamnya, atau sebuah PDF.",
    )


def check_target(target: Target, today: dt.date, begun: Begun | None = None) -> Report:
    """Stage 7 alone: reads everything again, writes nothing, numbers nothing.

    What the data leaves open is left out and told; reading may have ``begun``. Raises FindingsError
    when docgen.toml or the profile cannot be read, UsageError when it has nothing at the place that
    was asked for.
    """
    path = target.path
    if target.kind is Kind.BAG:
        found, signed = signatures_under(path, path.rglob(f"*{PDF}"), Judge())
        result = findings_only((*check_bag(path), *found), Kind.BAG, path.name)
        return _report(replace(result, signed=signed))
    if target.kind is Kind.PDF:
        return _report(_of_pdf(path.parent, path.name, Judge()))
    if begun is not None:
        return _check_workspace(target, today, begun)
    with first_reads(path, path.joinpath(target.scope)) as begun:
        return _check_workspace(target, today, begun)


def _of_pdf(root: Path, name: str, judge: Judge) -> CheckResult:
    """A PDF, and the originals that a bundle keeps beside it."""
    path = root / name
    beside = path.with_suffix(ORIGINALS).rglob(f"*{PDF}")
    found, signed = signatures_under(root, [path, *beside], judge)
    result = findings_only((*found, *check_pdf(path, name)), Kind.PDF, name)
    return replace(result, signed=signed)


def _check_workspace(target: Target, today: dt.date, begun: Begun) -> Report:
    root, report = target.path, Report()
    # How an enclosure was converted is not what is checked here.
    loaded = load(root, report, today=today, accept_changes=True, for_check=True)
    letters, entries = _numbered(loaded, report, today)
    prefixes = [prefix_of(name) for name in loaded.left_out]
    unchecked = [prefix for prefix in prefixes if _touches(prefix, target.scope)]
    if target.scope and any(f"{target.scope}/".startswith(prefix) for prefix in unchecked):
        raise FindingsError(report.findings)  # what was asked for is of such a set
    plan = lay_out(loaded, letters, entries, report)
    selection = plan.select(loaded.names())
    result = verified(plan, selection, begun.workers, report.findings, target.scope, begun=begun)
    begun.workers.close()
    if target.scope and unchecked:  # it may be told with the whole workspace only
        told = [each for each in report.findings if each.code == UNCHECKED]
        result = replace(result, attributed=(*result.attributed, *about("", told)))
    related = () if target.scope else references_of(loaded)
    result = replace(result, complete=not unchecked, references=related)
    found_any = result.letters or result.documents or result.bundles or result.attributed
    prints = {each.path for each in plan.prints}
    if target.scope and not found_any and target.scope not in prints:
        return _of_nothing_planned(loaded, target.scope)
    if not (result.letters or result.documents or result.bundles) and _is_pdf(root, target.scope):
        found, signed = signatures_under(root, [root / target.scope], loaded.judge)
        result = replace(result, attributed=(*result.attributed, *about("", found)), signed=signed)
    return _report(result, loaded.profile)


def _touches(prefix: str, scope: str) -> bool:
    """Whether something of a set may lie at a path, or something at the path be of the set."""
    return prefix.startswith(scope) or f"{scope}/".startswith(prefix)


def _numbered(loaded: Loaded, report: Report, today: dt.date) -> tuple[Letters, tuple[Entry, ...]]:
    """The letters with their numbers, and the lines of the register.

    Where letters are left out, nobody is told of numbers that would be given or seem lost. A
    register that cannot be opened leaves out all letters.
    """
    try:
        with Register(loaded.root / REGISTER, dry_run=True) as register:
            entries = register.entries()
            if any(name.kind == LETTER.key for name in loaded.left_out):
                return recall(loaded, register), entries
            letters = number(loaded, register, today)
    except (OutputError, FindingsError) as problem:
        message = f"{problem.message}. {problem.advice}"
        cannot = error("register-unreadable", Where(REGISTER.as_posix()), message)
        report.note(problem.findings if isinstance(problem, FindingsError) else [cannot])
        every = [name for name in loaded.sets if name.kind == LETTER.key]
        report.note(leave_out(loaded, every, "buku agendanya tidak dapat dibuka"))
        return {}, ()
    report.note(letters.findings)
    return letters.value or {}, entries


def _is_pdf(root: Path, scope: str) -> bool:
    return scope.lower().endswith(PDF) and (root / scope).is_file()


def _of_nothing_planned(loaded: Loaded, scope: str) -> Report:
    """What stands in a workspace and is no document of it: a PDF of somebody else's, or nothing."""
    if scope in WHOLE:
        raise UsageError(
            f"{scope} mencatat seluruh ruang kerja, jadi tidak dapat diperiksa sendiri",
            "Sebutkan folder ruang kerjanya; daftar ini ikut diperiksa.",
        )
    if _is_pdf(loaded.root, scope):
        return _report(_of_pdf(loaded.root, scope, loaded.judge))
    raise UsageError(
        f"menurut data, tidak ada hasil docgen yang harus ada di {scope}",
        "Sebutkan folder atau berkas di dalam output/, atau periksa seluruh ruang kerja.",
    )


def _report(result: CheckResult, profile: Profile | None = None) -> Report:
    report = Report(profile=profile or default_profile(), result=result)
    report.note(result.findings)
    report.bundles += [bundle.pdf for bundle in result.bundles]
    return report
