"""``docgen template check``: every placeholder of a template against every row of its data."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from functools import partial
from pathlib import Path

from docgen.errors import FindingsError, UsageError
from docgen.findings import Finding, Result, Where, error, hint
from docgen.load.letters.source import split_source
from docgen.load.tables.read import Row, read_table
from docgen.load.workspace import CONFIG, default_profile, load_profile
from docgen.model.profile import Profile
from docgen.model.workspace import Workspace
from docgen.ooxml.usual import template_bytes
from docgen.outside.files import read_bytes
from docgen.render.template import Template
from docgen.render.template.annotate import annotated
from docgen.templates.samples import SAMPLE_WORKSPACE
from docgen.workspace import kinds
from docgen.workspace.delivery.office_files import shared_findings
from docgen.workspace.kinds.base import Rows
from docgen.workspace.loaded import read_inside
from docgen.workspace.opening.load import load_config
from docgen.workspace.placeholders import Names, column_findings
from docgen.workspace.report import Report
from docgen.workspace.store.os_errors import unwritable


def check_template(root: Path, path: Path, data: str) -> Report:
    """What is wrong with a template and its data (``path#sheet``), for all rows at once.

    The kind of data is told by its columns: a letter has *tujuan*, a disposition *nomor_agenda*;
    anything else is a table whose columns are the placeholders. Offices and profile are those of
    ``root/docgen.toml`` when there is one. Raises OSError when the template cannot be read.
    """
    template = Template(template_bytes(path), Where(str(path)), partial(read_inside, root))
    settings = _settings(root)
    workspace, profile = settings.value or (None, default_profile())
    report = Report(profile=profile)
    findings = list(settings.findings)
    if workspace is not None:
        rows = _rows(root, data, workspace, profile)
        findings += rows.findings
        if rows.value is not None:
            findings += _against(template, rows.value)
    report.note(dict.fromkeys(findings))
    return report


def _against(template: Template, rows: Rows) -> list[Finding]:
    """The template against the columns, then filled in with every row."""
    findings = [*column_findings(template, rows.names, rows.columns, rows.where, rows.heads)]
    try:
        read = template.readable()
        faults = [(read.faults(context()), row) for context, row in rows.contexts]
    except FindingsError:  # no Word document, which is a finding already
        faults = []
    return [*findings, *shared_findings(faults), *_speed(template)]


def _settings(root: Path) -> Result[tuple[Workspace, Profile]]:
    if not (root / CONFIG).is_file():
        return Result((SAMPLE_WORKSPACE, default_profile()))
    workspace = load_config(root)
    if workspace.value is None:
        return Result(None, workspace.findings)
    profile = load_profile(root, workspace.value.profil)
    findings = workspace.findings + profile.findings
    return Result((workspace.value, profile.value) if profile.value else None, findings)


def _rows(root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
    shown_as, sheet = split_source(data)
    table = read_table(root / shown_as, sheet, shown_as=shown_as)
    if table.value is None:
        return Result(None, table.findings)
    for kind in kinds.KINDS:
        if kind.sheet_column and kind.sheet_column in table.value.columns:
            return kind.rows(root, data, workspace, profile)
    rows = Rows(
        contexts=tuple((partial(_texts, row), row.where) for row in table.value.rows),
        columns=table.value.columns,
        heads=table.value.heads,
        names=Names(given=frozenset()),
        where=table.value.where,
    )
    return Result(rows, table.findings)


def _texts(row: Row) -> Mapping[str, str]:
    return {name: cell.text for name, cell in row.cells.items()}


def _speed(template: Template) -> tuple[Finding, ...]:
    """A hint when letters of this template take longer than they could."""
    try:
        reasons = template.slower_for()
    except FindingsError:
        return ()
    if not reasons:
        return ()
    message = (
        "setiap surat dari templat ini masih diperiksa susunannya, sekitar satu milidetik: "
        f"{'; '.join(reasons)}"
    )
    return (hint("template-slow", template.where, message),)


def annotate_template(path: Path, copy: Path, report: Report) -> None:
    """Write a copy of the template with a comment at each of its faults.

    Raises FindingsError when the copy would overwrite something, OutputError when it cannot be
    written.
    """
    if copy.exists():
        message = "berkas ini sudah ada; pakai nama lain untuk salinan bertanda"
        raise FindingsError((error("output-exists", Where(str(copy)), message),))
    if copy.suffix.lower() != ".docx":
        raise UsageError(
            f"«{copy.name}» bukan nama .docx", "Tulis misalnya: --annotate salinan.docx."
        )
    place = Where(str(path))
    own = [each for each in report.findings if each.where.file == place.file]
    data = annotated(read_bytes(path), place, own)
    try:
        copy.write_bytes(data)
    except OSError as problem:
        with contextlib.suppress(OSError):  # a part of it, on a disk that is full
            copy.unlink()
        raise unwritable(problem) from problem
    report.written.append(str(copy))
