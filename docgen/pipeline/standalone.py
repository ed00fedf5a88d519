"""The commands that need no workspace: SOP sheets from specs, PDFs from office files."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.convert import Absent, Engine, Job, Outcome, file_sha, look_at_file, source_sha
from docgen.findings import Finding, Severity, Where, error, has_errors, hint
from docgen.model.profile import Profile
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import read_bytes
from docgen.render.sop.sheet import SOP_NAMES
from docgen.workspace.delivery.fonts import fonts_in
from docgen.workspace.placeholders import fixed_template_findings
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.report import Report
from docgen.workspace.single_sops import Rules, Sheet, SingleSops, convert_sheets
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.store import Store

FORMATS = ("docx", "pdf", "svg")


def check_specs(specs: Sequence[Path], template: Path, rules: Rules, today: dt.date) -> Report:
    """What is wrong with SOP specs: keys, rules, and whether they fit their paper."""
    report = Report(profile=rules.profile)
    report.note(_template_findings(template))
    if not has_errors(report.findings):
        sops = SingleSops(specs, template, rules, today)
        report.note(sops.numbers())
        for spec in specs:
            report.note(sops.laid_out(spec).findings)
    return report


@dataclass(frozen=True, slots=True, kw_only=True)
class SopOutput:
    """Where the sheets go, in which formats, and what makes their PDFs."""

    folder: Path
    formats: Sequence[str]
    engine: Engine | Absent
    today: dt.date
    force: bool = False


def render_specs(specs: Sequence[Path], template: Path, rules: Rules, target: SopOutput) -> Report:
    """``docgen sop render``: STEM.docx, STEM.pdf, STEM-1.svg … into a folder.

    Raises FindingsError before anything is written.
    """
    report = Report(profile=rules.profile)
    report.note(_template_findings(template))
    report.stop_on_errors()
    report.note(_same_stems(specs))
    sops = SingleSops(specs, template, rules, target.today)
    report.note(sops.numbers())
    sheets: list[Sheet] = []
    for spec in specs:
        sheet = sops.sheet(spec)
        report.note(sheet.findings)
        sheets += [sheet.value] if sheet.value else []
    with Store.open(target.folder, ".") as store:
        if not target.force:
            wanted = (f"{spec.stem}.pdf" for spec in specs if "pdf" in target.formats)
            files = (name for sheet in sheets for name in sheet.files)
            report.note(store.changed_by_hand(dict.fromkeys((*files, *wanted))))
        report.stop_on_errors()
        report.written += _keep(sheets, target, store)
        if "pdf" in target.formats:
            engine = target.engine.at_quality(rules.profile.mutu_foto)
            if isinstance(engine, Absent):
                report.engine_missing = str(engine)
            else:
                report.note(fonts_in([(str(template), template)]))
                outcomes, written = convert_sheets(sheets, store, engine)
                _note(outcomes, report)
                report.written += [str(target.folder / name) for name in written]
    return report


def _template_findings(template: Path) -> tuple[Finding, ...]:
    return fixed_template_findings(template_bytes(template), Where(str(template)), SOP_NAMES)


def _same_stems(specs: Sequence[Path]) -> Iterable[Finding]:
    first: dict[str, Path] = {}
    for spec in specs:
        if spec.stem in first:
            message = f"nama berkasnya sama dengan {first[spec.stem]}; hasilnya saling menimpa"
            yield error("output-collision", Where(str(spec)), message)
        first.setdefault(spec.stem, spec)


def _keep(sheets: Sequence[Sheet], target: SopOutput, store: Store) -> list[str]:
    """Write office files and drawings, as far as they were asked for."""
    for sheet in sheets:
        for name, data in sheet.files.items():
            kind = FileKind.DRAWING if name.endswith(".svg") else FileKind.OFFICE_FILE
            planned = Planned(path=name, kind=kind).saying(data)
            if name.rpartition(".")[2] in target.formats and store.reason(planned):
                store.put(planned, data)
    return [str(target.folder / name) for name in store.commit()]


def convert_files(
    files: Sequence[Path],
    folder: Path | None,
    engine: Engine,
    profile: Profile,
    *,
    force: bool = False,
    accept_changes: bool = False,
) -> Report:
    """``docgen convert``: a PDF beside each file, or in ``folder``.

    Raises FindingsError, and OutputError when a PDF or the folder cannot be written.
    """
    report = Report(profile=profile)
    targets: dict[Path, Path] = {}
    for file in files:
        target = (folder or file.parent) / f"{file.stem}.pdf"
        in_the_way = _in_the_way(file, target, targets.values(), force=force)
        if in_the_way:
            report.note([in_the_way])
        if in_the_way is None or in_the_way.severity is Severity.ERROR:
            targets[file] = target
    accept_changes = accept_changes or profile.accepts_changes
    for file in targets:
        where = Where(str(file))
        report.note(look_at_file(read_bytes(file), where, accept_changes=accept_changes))
    report.stop_on_errors()
    if folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise unwritable(problem, str(folder)) from problem
    report.note(fonts_in((str(file), file) for file in targets))
    jobs = [
        Job(source=file, target=target, title=file.stem, accept_changes=accept_changes)
        for file, target in targets.items()
    ]
    outcomes = engine.at_quality(profile.mutu_foto).convert(jobs)
    _note(outcomes, report)
    report.written += [str(outcome.job.target) for outcome in outcomes if outcome.ok]
    return report


def _in_the_way(file: Path, target: Path, taken: Iterable[Path], *, force: bool) -> Finding | None:
    """What speaks against a PDF at that place."""
    where = Where(str(file))
    if target in taken:
        message = f"dua berkas akan menjadi {target}; ubah nama salah satu"
        return error("output-collision", where, message)
    if force or not target.exists():
        return None
    if source_sha(target) == file_sha(file):
        message = f"{target} sudah dibuat dari berkas ini; pakai --force untuk mengulang"
        return hint("convert-up-to-date", where, message)
    message = f"{target} sudah ada; pakai --force untuk menimpanya"
    return error("output-exists", where, message)


def _note(outcomes: Sequence[Outcome], report: Report) -> None:
    """What became of all jobs; of hints that say the same of each, one is enough."""
    hints: dict[str, Finding] = {}
    for outcome in outcomes:
        if outcome.finding:
            report.note([outcome.finding])
            report.conversion_failed = True
        if outcome.note:
            report.note([outcome.note])
        if outcome.hint:
            hints.setdefault(outcome.hint.code, outcome.hint)
    report.note(hints.values())
