"""The single commands that need no workspace: SOP from specs, PDFs from office files."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from docgen.convert import Absent, Engine, Job, Outcome, file_sha, source_sha, tags_in
from docgen.errors import FindingsError
from docgen.findings import Finding, Result, Where, error, has_errors, hint
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.sop import load_sop
from docgen.load.workspace import load_profile
from docgen.model.sop import Sop
from docgen.model.workspace import Profile
from docgen.pipeline.fonts import fonts_in
from docgen.pipeline.output import Output, digest, unwritable
from docgen.pipeline.preflight import fixed_template_findings
from docgen.pipeline.report import Report
from docgen.render.sop.sheet import SOP_NAMES, render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image
from docgen.rules.sop import check_sop

FORMATS = ("docx", "pdf", "svg")


def check_specs(specs: Sequence[Path], template: Path, profile: Profile) -> tuple[Finding, ...]:
    """What is wrong with SOP specs: keys, rules, and whether they fit their paper."""
    data = template.read_bytes()
    findings = list(fixed_template_findings(data, Where(str(template)), SOP_NAMES))
    if has_errors(findings):
        return tuple(findings)
    known = _names(specs)
    for spec in specs:
        findings += _laid_out(spec, template, profile, known).findings
    return profile.weigh(tuple(findings))


def default_profile(root: Path, name: str = "default") -> Profile:
    """A profile by name. Raises FindingsError."""
    result = load_profile(root, name)
    if result.value is None:
        raise FindingsError(result.findings)
    return result.value


def render_specs(
    specs: Sequence[Path],
    folder: Path,
    formats: Sequence[str],
    template: Path,
    profile: Profile,
    engine: Engine | Absent,
    *,
    force: bool = False,
) -> Report:
    """``docgen sop render``: STEM.docx, STEM.pdf, STEM-1.svg … into ``folder``.

    Raises FindingsError before anything is written.
    """
    report = Report()
    data = template.read_bytes()
    report.findings += fixed_template_findings(data, Where(str(template)), SOP_NAMES)
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    output = Output.open(folder, ".")
    files: dict[str, bytes] = {}
    tags: dict[str, frozenset[str]] = {}
    made: dict[str, Path] = {}
    known = _names(specs)
    for spec in specs:
        if spec.stem in made:
            message = f"nama berkasnya sama dengan {made[spec.stem]}; hasilnya saling menimpa"
            report.findings.append(error("output-collision", Where(str(spec)), message))
        made[spec.stem] = spec
        result = _laid_out(spec, template, profile, known)
        report.findings += profile.weigh(result.findings)
        if result.value is None:
            continue
        try:
            logo = _logo(spec, result.value.sop, template)
            files[f"{spec.stem}.docx"] = render_sop(result.value, data, Where(str(template)), logo)
        except FindingsError as problem:
            report.findings += problem.findings
            continue
        tags[f"{spec.stem}.docx"] = tags_in(result.value.sop.model_dump())
        if "svg" in formats:
            for number, picture in enumerate(render_svg(result.value), 1):
                files[f"{spec.stem}-{number}.svg"] = picture.encode()
    targets = [*files, *(f"{stem}.pdf" for stem in made if "pdf" in formats)]
    if not force:
        report.findings += output.changed_by_hand(targets)
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    if "docx" in formats or "svg" in formats:
        kept = {n: d for n, d in files.items() if n.endswith(".svg") or "docx" in formats}
        for name, content in kept.items():
            if output.reason(name, digest(content)):
                output.put(name, content, digest(content))
        report.written += [str(folder / name) for name in output.commit()]
    if "pdf" in formats:
        if isinstance(engine, Absent):
            report.engine_missing = str(engine)
        else:
            documents = {n: d for n, d in files.items() if n.endswith(".docx")}
            report.findings += profile.weigh(tuple(fonts_in([(str(template), data)])))
            _convert(documents, tags, folder, output, engine, report)
    return report


def convert_files(
    files: Sequence[Path], folder: Path | None, engine: Engine, *, force: bool = False
) -> Report:
    """``docgen convert``: a PDF beside each file, or in ``folder``.

    Raises FindingsError, and OutputError when a PDF or the folder cannot be written.
    """
    report = Report()
    targets: dict[Path, Path] = {}
    for file in files:
        target = (folder or file.parent) / f"{file.stem}.pdf"
        if target in targets.values():
            message = f"dua berkas akan menjadi {target}; ubah nama salah satu"
            report.findings.append(error("output-collision", Where(str(file)), message))
        elif target.exists() and not force and source_sha(target) == file_sha(file):
            message = f"{target} sudah dibuat dari berkas ini; pakai --force untuk mengulang"
            report.findings.append(hint("convert-up-to-date", Where(str(file)), message))
            continue
        elif target.exists() and not force:
            message = f"{target} sudah ada; pakai --force untuk menimpanya"
            report.findings.append(error("output-exists", Where(str(file)), message))
        targets[file] = target
    if has_errors(report.findings):
        raise FindingsError(report.findings)
    if folder:
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as problem:
            raise unwritable(problem, str(folder)) from problem
    jobs = [Job(file, target, file.stem) for file, target in targets.items()]
    report.findings += fonts_in((str(file), file) for file in targets)
    outcomes = engine.convert(jobs)
    _note(outcomes, report)
    report.written += [str(outcome.job.target) for outcome in outcomes if outcome.ok]
    return report


def _note(outcomes: Sequence[Outcome], report: Report) -> None:
    """What became of all jobs; of hints that say the same of each, one is enough."""
    hints: dict[str, Finding] = {}
    for outcome in outcomes:
        if outcome.finding:
            report.findings.append(outcome.finding)
            report.conversion_failed = True
        if outcome.note:
            report.findings.append(outcome.note)
        if outcome.hint:
            hints.setdefault(outcome.hint.code, outcome.hint)
    report.findings += hints.values()


def _names(specs: Sequence[Path]) -> list[str]:
    """The names of the SOPs at hand, and of their neighbours: a workspace's ``sop_specs``."""
    folders = {spec.parent for spec in specs}
    files = {*specs, *(path for folder in folders for path in folder.glob("*.yaml"))}
    loaded = [load_sop(path, str(path)).value for path in sorted(files)]
    return [file.sop.nama for file in loaded if file]


def _laid_out(
    spec: Path, template: Path, profile: Profile, known_sops: Sequence[str]
) -> Result[Drawing]:
    """A spec as a drawing, with every finding on the way."""
    loaded = load_sop(spec, str(spec))
    if loaded.value is None or has_errors(loaded.findings):
        return Result(None, loaded.findings)
    sop, where = loaded.value.sop, loaded.value.where
    findings = (*loaded.findings, *check_sop(sop, where, known_sops))
    try:
        logo = _logo(spec, sop, template)
        place = Where(str(template))
        sheet = sop_sheet(sop, template.read_bytes(), place, logo, profile.kertas)
    except FindingsError as problem:
        return Result(None, (*findings, *problem.findings))
    drawing = lay_out(sop, sheet, where)
    return Result(drawing.value, (*findings, *drawing.findings))


def _logo(spec: Path, sop: Sop, template: Path) -> Image | None:
    """The logo of a spec: its path counts from the workspace, the folder over ``templates``."""
    if not sop.instansi.logo:
        return None
    for base in (template.parent.parent, spec.parent, spec.parent.parent):
        path = base / sop.instansi.logo
        if path.is_file():
            return Image(path.read_bytes())
    message = f"logo «{sop.instansi.logo}» tidak ada"
    raise FindingsError([error("file-missing", Where(str(spec)), message)])


def _convert(
    documents: dict[str, bytes],
    tags: dict[str, frozenset[str]],
    folder: Path,
    output: Output,
    engine: Engine,
    report: Report,
) -> None:
    """PDFs of rendered documents, by way of a folder of their own."""
    wanted = {name: digest(data, engine.describe()) for name, data in documents.items()}
    stale = [
        name
        for name in documents
        if output.reason(f"{name.removesuffix('.docx')}.pdf", wanted[name])
    ]
    with tempfile.TemporaryDirectory(prefix="docgen-") as temporary:
        jobs = []
        for name in stale:
            source = Path(temporary) / name
            source.write_bytes(documents[name])
            jobs.append(Job(source, source.with_suffix(".pdf"), source.stem, tags[name]))
        outcomes = engine.convert(jobs)
        _note(outcomes, report)
        for name, outcome in zip(stale, outcomes, strict=True):
            if outcome.ok:
                data = outcome.job.target.read_bytes()
                output.put(f"{name.removesuffix('.docx')}.pdf", data, wanted[name])
        report.written += [str(folder / name) for name in output.commit()]
