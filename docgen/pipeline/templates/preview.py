"""``docgen template preview``: what a template looks like once it is filled."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from docgen.convert import Absent, Engine, Job
from docgen.errors import FindingsError, UsageError
from docgen.findings import has_errors
from docgen.load.shipped import shipped
from docgen.model.set_name import SetName
from docgen.numbering import Register
from docgen.outside.files import read_bytes
from docgen.pipeline.form import in_the_way
from docgen.pipeline.templates.opened import Desk, Opened, open_word
from docgen.render.template import Template
from docgen.templates.kinds import RECAP, SOP
from docgen.templates.pictured import page_pictures
from docgen.templates.samples import read_sample
from docgen.temporary import working_folder
from docgen.workspace import kinds
from docgen.workspace.document import Document
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.from_register import REGISTER, recall
from docgen.workspace.opening.load import load_all
from docgen.workspace.report import Report
from docgen.workspace.store.sources import write_whole

PICTURE, PDF = ".png", ".pdf"
# The sample office's own sets, whose template is changed for the one that is looked at.
_SAMPLE_SETS = {SOP: SetName("sop", "skp"), RECAP: SetName("recap", "skp-2024")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Previewed:
    """What a preview shows: the row or spec of the workspace it is of, "" for the sample's."""

    of: str
    report: Report


def preview_template(
    root: Path, word: str, target: Path | None, engine: Engine | Absent, today: dt.date,
    *, force: bool,
) -> Previewed:  # fmt: skip
    """Write a picture of each page, a PDF or the office file, as the name of ``target`` ends.

    Without an engine the office file is written in its place. Raises FindingsError when the
    template cannot be filled or something stands in the way, UsageError, OutputError.
    """
    desk = Desk.at(root, today)
    opened = open_word(desk, word)
    own = Path(opened.template.where.file)
    office = own.suffix.lower()
    target = target or Path(f"{own.stem}-contoh{PICTURE}")
    suffix = target.suffix.lower()
    if suffix not in (PICTURE, PDF, office):
        raise UsageError(
            f"«{target.name}» bukan nama {PICTURE}, {PDF} atau {office}",
            f"Tulis misalnya: -o {own.stem}{PICTURE}.",
        )
    of, data = _filled(desk, opened)
    if suffix == office:
        _write({target: data}, desk.report, force=force)
    elif isinstance(engine, Absent):
        desk.report.engine_missing = str(engine)
        _write({target.with_suffix(office): data}, desk.report, force=force)
    else:
        pdf = _converted(data, office, engine, desk.report)
        if pdf is not None:
            files = {target: pdf} if suffix == PDF else _pictures(pdf, target)
            _write(files, desk.report, force=force)
    return Previewed(of=of, report=desk.report)


def _filled(desk: Desk, opened: Opened) -> tuple[str, bytes]:
    """The office file, and what of the workspace it is of."""
    for use in opened.used_by:
        document = None if use.set.is_bundle else _first(desk, use.set, opened)
        if document:
            source = document.source
            return str(source) if source else document.id, document.make()[document.office_file]
    key, template = opened.kind.key, opened.template
    if key in _SAMPLE_SETS:
        return "", _by_sample_office(_SAMPLE_SETS[key], opened)
    context = desk.samples().context(key, template)
    sample = Template(template.data, template.where, read_sample)
    return "", sample.render(context)


def _first(desk: Desk, name: SetName, opened: Opened) -> Document | None:
    """The first document of a set that uses the template; None while it has none."""
    read = load_all(desk.root, [str(name)], for_check=True)
    if read.value is None:
        raise FindingsError(read.findings)
    return _document(read.value, name, opened)


def _document(loaded: Loaded, name: SetName, opened: Opened) -> Document | None:
    if name not in loaded.books:
        return None
    with Register(loaded.root / REGISTER, dry_run=True) as register:
        letters = recall(loaded, register)
    made = kinds.kind_of(name.kind).documents(loaded, name.name, letters)
    found = made.value or ()
    if not found and has_errors(made.findings):
        raise FindingsError(made.findings)
    file = opened.template.where.file
    return next((each for each in found if each.template == file or not opened.used_by), None)


def _by_sample_office(name: SetName, opened: Opened) -> bytes:
    """The first document of the sample office, made with this template."""
    read = load_all(shipped("docgen.toml").parent, [str(name)], for_check=True)
    assert read.value is not None  # it travels with docgen
    declared = read.value.workspace.sets(name.kind)[name.name]
    read.value.files[declared.template] = opened.template.data  # type: ignore[attr-defined]
    document = _document(read.value, name, opened)
    assert document is not None
    return document.make()[document.office_file]


def _converted(data: bytes, suffix: str, engine: Engine, report: Report) -> bytes | None:
    with working_folder() as folder:
        source = folder / f"contoh{suffix}"
        source.write_bytes(data)
        job = Job(source=source, target=folder / "contoh.pdf", title="Contoh")
        (outcome,) = engine.convert([job])
        report.note(filter(None, (outcome.finding, outcome.note)))
        report.conversion_failed = not outcome.ok
        return read_bytes(job.target) if outcome.ok else None


def _pictures(pdf: bytes, target: Path) -> dict[Path, bytes]:
    pictures = page_pictures(pdf)
    if len(pictures) == 1:
        return {target: pictures[0]}
    return {
        target.with_name(f"{target.stem}-{number}{PICTURE}"): picture
        for number, picture in enumerate(pictures, 1)
    }


def _write(files: dict[Path, bytes], report: Report, *, force: bool) -> None:
    for path in () if force else files:
        report.note(in_the_way(path))
    report.stop_on_errors()
    for path, data in files.items():
        write_whole(path, data)
        report.written.append(str(path))
