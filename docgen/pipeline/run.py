"""``docgen build``: the order of the seven stages. Each line of the log names its stage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from docgen.bundle import find_font
from docgen.check.judged import about, weighed
from docgen.check.result import CheckResult, result_of
from docgen.check.scope import narrow
from docgen.check.workspace import judge
from docgen.convert import REFUSES, Absent, Cached, Engine
from docgen.errors import FindingsError
from docgen.findings import Finding, Severity, has_errors
from docgen.numbering import Entry, Register
from docgen.pipeline.alone import alone
from docgen.pipeline.archive import bundle_stale
from docgen.pipeline.claims import claims_of
from docgen.pipeline.copying import copies_of, copy_stale, write_ledger, write_sums
from docgen.pipeline.documents import Document, documents
from docgen.pipeline.enclosures import enclosures_of
from docgen.pipeline.fonts import font_findings
from docgen.pipeline.gather import choose, load_material
from docgen.pipeline.lists import write_expedition
from docgen.pipeline.material import Material
from docgen.pipeline.numbers import REGISTER, Numbered, behind, given_elsewhere, number, recall
from docgen.pipeline.output import (
    EXPEDITION,
    FOLDER,
    KEPT_PDFS,
    LEDGER,
    SUMS,
    Output,
    bundle_files,
)
from docgen.pipeline.packing import pack_stale
from docgen.pipeline.pdfs import convert_stale
from docgen.pipeline.printing import FILE, print_files, print_stale
from docgen.pipeline.rendering import render_stale

STAGES = ("muat", "nomori", "tata", "isi", "ubah ke PDF", "satukan", "periksa")
LAST_OFFICE_STAGE = 4
WAITING = "menunggu docgen lain yang sedang bekerja di ruang kerja ini"

Progress = Callable[[int, str], None]


@dataclass(slots=True)
class Report:
    """What a run did: files written, findings, what to install to get PDFs ("" when nothing is
    missing), why stale; ``result`` is what ``docgen check`` found, as data.
    """

    written: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    bundles: list[str] = field(default_factory=list)
    engine_missing: str = ""
    conversion_failed: bool = False
    result: CheckResult | None = None


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line decides. ``last_stage`` 4 stops before PDFs."""

    today: dt.date
    engine: Engine | Absent
    environ: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    force: bool = False
    dry_run: bool = False
    last_stage: int = len(STAGES)


def build(root: Path, options: Options, progress: Progress) -> Report:
    """Run the stages for what ``docgen.toml`` declares; only what is stale is made.

    A second build of the same workspace waits for the first. Raises FindingsError before anything
    is written when the input has errors, OutputError when a file cannot be written.
    """
    with alone(root, lambda: progress(0, WAITING)):
        output = Output.open(root)
        try:
            return _build(root, options, output, progress)
        finally:
            output.discard()


def _build(root: Path, options: Options, output: Output, progress: Progress) -> Report:
    report = Report()
    progress(1, STAGES[0])
    material = load(root, report)
    names = choose(material.names(), options.names)
    wanted = _with_members(material, names)
    # Numbers are given for ever, so only a run that makes letters gives any.
    numbers = any(name.startswith("letters.") for name in wanted)

    progress(2, STAGES[1])
    with Register(root / REGISTER, dry_run=options.dry_run or not numbers) as register:
        letters = recall(material, register)
        if numbers:
            letters = _number(material, register, root, wanted, options.today, report)

        progress(3, STAGES[2])
        every, found = documents(material, sets_of(material), letters)
        report.findings += found
        chosen = [document for document in every if document.set in wanted]

        progress(4, STAGES[3])
        stale = _stale(chosen, output, report)
        report.findings += render_stale(stale, None if options.dry_run else output)
        if not options.force:
            report.findings += output.changed_by_hand(_outputs(material, chosen, names))
        if has_errors(report.findings):
            raise FindingsError(report.findings)
        if options.dry_run:
            return report
        # The register first: a number without its paper is made good by the next run, a paper
        # whose number is not in the register is not.
        register.commit()
        report.written += output.commit()
        entries = register.entries()

    if options.last_stage <= LAST_OFFICE_STAGE:
        return report
    if isinstance(options.engine, Absent):
        report.engine_missing = str(options.engine)
        return report
    engine = Cached(options.engine, root / KEPT_PDFS)
    font = find_font(options.environ)
    _papers(
        material, names, every, chosen, entries, output, engine, font, report, progress,
        force=options.force,
    )  # fmt: skip
    progress(7, STAGES[6])
    result = check_built(material, every, names, entries)
    report.findings += result.findings
    report.bundles += [bundle.pdf for bundle in result.bundles]
    return report


def load(root: Path, report: Report) -> Material:
    """Stage 1. Raises FindingsError with all findings when any of them is an error."""
    result = load_material(root)
    report.findings += result.findings
    if result.value is None or has_errors(result.findings):
        raise FindingsError(result.findings)
    return result.value


def _number(
    material: Material,
    register: Register,
    root: Path,
    wanted: Collection[str],
    today: dt.date,
    report: Report,
) -> Numbered:
    """Stage 2. Raises FindingsError when the register lacks numbers that are in use."""
    before = register.entries()
    lost = tuple(behind(root, before))
    if lost:
        raise FindingsError([*report.findings, *lost])
    letters, findings = number(material, register, today)
    report.findings += findings
    report.findings += given_elsewhere(letters, before, wanted)
    return letters


def check_built(
    material: Material,
    every: Sequence[Document],
    names: Sequence[str],
    entries: Sequence[Entry],
    earlier: Iterable[Finding] = (),
    scope: str = "",
) -> CheckResult:
    """Prove from the files that what must exist does, for the chosen sets and bundles.

    ``earlier`` are findings of the stages before, for the result to hold them too; ``scope`` is
    the workspace path that a narrower check looks at.
    """
    wanted = _with_members(material, names)
    bundles = {
        name: [m for m in _members(material, name, every) if m.is_archived]
        for name in material.workspace.bundle
        if f"bundle.{name}" in names
    }
    outputs = _outputs(material, every, material.names())
    chosen = [document for document in every if document.set in wanted]
    claims = claims_of(material, chosen, bundles, entries, outputs, _summed(material, every))
    if scope:
        claims = narrow(claims, scope)
    judged = weighed(judge(material.root, claims), material.profile.weigh)
    return result_of(claims, (*about("", earlier), *judged))


def _papers(
    material: Material,
    names: Sequence[str],
    every: Sequence[Document],
    chosen: Sequence[Document],
    entries: Sequence[Entry],
    output: Output,
    engine: Engine,
    font: Path,
    report: Report,
    progress: Progress,
    *,
    force: bool,
) -> None:
    """Stages 5 and 6."""
    progress(5, STAGES[4])
    report.findings += material.profile.weigh(tuple(font_findings(material, chosen)))
    written, found = convert_stale(material, chosen, output, engine, font)
    report.written += written
    report.findings += material.profile.weigh(tuple(found))
    report.conversion_failed = has_errors(found)
    progress(6, STAGES[5])
    written, found = copy_stale(material, chosen, output, font)
    report.written += written
    report.findings += found
    # Copies for a recipient who was struck off, drawings of pages that a SOP no longer has, what
    # was printed of a batch of which nothing is left.
    prefixes = [f"{d.folder}/" if d.letter else f"{d.office_file[:-5]}-" for d in chosen]
    sets = sorted({*names, *(document.set for document in chosen)})
    prefixes += [f"{FOLDER}/{name.replace('.', '/', 1)}/{FILE}" for name in sets]
    output.retire(prefixes, frozenset(_outputs(material, every, ())))
    written, found = print_stale(material, chosen, entries, output)
    report.written += written
    report.findings += material.profile.weigh(tuple(found))
    if any(document.letter for document in chosen):
        failed = {
            finding.where.file for finding in report.findings if finding.severity is Severity.ERROR
        }
        made = [d for d in chosen if d.office_file not in failed]
        report.written += write_ledger(material, every, made, output, engine.describe())
        written, found = write_expedition(material, every, output)
        report.written += written
        report.findings += found
    for name in material.workspace.bundle:
        if f"bundle.{name}" in names:
            members = _members(material, name, every)
            written, found = bundle_stale(material, name, members, output, engine, font)
            report.written += written
            report.findings += material.profile.weigh(tuple(found))
            report.conversion_failed |= any(finding.code == REFUSES for finding in found)
            written, found = pack_stale(material, name, members, output, force=force)
            report.written += written
            report.findings += found
    report.written += write_sums(_summed(material, every), output)


def sets_of(material: Material) -> tuple[str, ...]:
    """Every set that makes documents, which a bundle only gathers."""
    return tuple(name for name in material.names() if not name.startswith("bundle."))


def _members(material: Material, bundle: str, every: Iterable[Document]) -> list[Document]:
    patterns = material.workspace.bundle[bundle].isi
    return [d for d in every if _fits(d.set, patterns)]


def _fits(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _with_members(material: Material, names: Sequence[str]) -> frozenset[str]:
    """The chosen sets, and those that the chosen bundles hold."""
    wanted = set(names)
    for name, declared in material.workspace.bundle.items():
        if f"bundle.{name}" in names:
            wanted |= {each for each in sets_of(material) if _fits(each, declared.isi)}
    return frozenset(wanted)


def _stale(chosen: Sequence[Document], output: Output, report: Report) -> list[Document]:
    stale = []
    for document in chosen:
        for name in (document.office_file, *document.drawings):
            reason = output.reason(name, document.made_from)
            if reason:
                report.reasons[name] = reason
                stale.append(document)
                break
    return stale


def _outputs(material: Material, chosen: Sequence[Document], names: Sequence[str]) -> list[str]:
    """Every file that this run may write."""
    found = [LEDGER, EXPEDITION, SUMS]
    for document in chosen:
        found += [document.office_file, *document.drawings, document.pdf]
        found += [document.copy_file(copy) for copy in copies_of(material, document)]
        found += [each.pdf for each in enclosures_of(material, document) if each.is_made]
    found += print_files(material, chosen)
    bundles = (name for name in names if name.startswith("bundle."))
    for name in bundles:
        found += bundle_files(material.root, name.removeprefix("bundle."))
    return found


def _summed(material: Material, every: Sequence[Document]) -> list[str]:
    """The files whose checksums are listed: all that docgen writes but the copies, which stand in
    the ledger, the buku ekspedisi, which is filled in by hand, and what is only there to print."""
    copies = {document.copy_file(c) for document in every for c in copies_of(material, document)}
    left_out = {EXPEDITION, SUMS, *copies, *print_files(material, every)}
    return [name for name in _outputs(material, every, material.names()) if name not in left_out]


def exit_code(report: Report) -> int:
    """The exit code of a finished run; when several apply, the highest wins."""
    codes = [0]
    if any(finding.severity is Severity.ERROR for finding in report.findings):
        codes.append(1)
    if report.engine_missing:
        codes.append(3)
    if report.conversion_failed:
        codes.append(4)
    return max(codes)
