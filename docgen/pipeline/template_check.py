"""``docgen template check``: every placeholder of a template against every row of its data."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from docgen.errors import FindingsError, UsageError
from docgen.findings import Finding, Result, Where, error, hint
from docgen.load.letters.dispositions import load_dispositions
from docgen.load.letters.letters import load_letters
from docgen.load.letters.source import split_source
from docgen.load.tables.read import Row, read_table
from docgen.load.workspace import CONFIG, default_profile, load_profile, load_workspace
from docgen.model.letter import Disposition, Letter
from docgen.model.office import Office, Official
from docgen.model.workspace import Profile, Workspace
from docgen.pipeline.material import read_inside
from docgen.pipeline.output import unwritable
from docgen.pipeline.preflight import column_findings
from docgen.pipeline.rendering import shared_findings
from docgen.render.placeholders.letters import (
    DISPOSITION_NAMES,
    LETTER_NAMES,
    NOBODY,
    disposition_context,
    letter_context,
)
from docgen.render.template import Template
from docgen.render.template.annotate import annotated

# The set's name while checking; nothing is written under it.
SET = "periksa"
NO_OFFICE = Office(kunci="kantor", pemerintah="Pemerintah", nama="Kantor", kota="Kota", kode="K")
MAKESHIFT = Workspace(office={"kantor": NO_OFFICE})

Context = Callable[[], Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Rows:
    """The data of a check: its contexts with their rows, its columns, and what docgen gives."""

    contexts: tuple[tuple[Context, Where], ...]
    columns: tuple[str, ...]
    given: frozenset[str]
    where: Where


def check_template(root: Path, path: Path, data: str) -> tuple[Finding, ...]:
    """What is wrong with a template and its data (``path#sheet``), for all rows at once.

    The kind of data is told by its columns: a letter has *tujuan*, a disposition *nomor_agenda*;
    anything else is a table whose columns are the placeholders. Offices and profile are those of
    ``root/docgen.toml`` when there is one. Raises OSError when the template cannot be read.
    """
    template = Template(path.read_bytes(), Where(str(path)), partial(read_inside, root))
    settings = _settings(root)
    if settings.value is None:
        return settings.findings
    workspace, profile = settings.value
    rows = _rows(root, data, workspace, profile)
    findings = [*settings.findings, *rows.findings]
    if rows.value is not None:
        found = rows.value
        findings += column_findings(template, found.given, found.columns, found.where)
        try:
            read = template.readable()
            faults = [(read.faults(context()), row) for context, row in found.contexts]
        except FindingsError:  # no Word document, which is a finding already
            faults = []
        findings += shared_findings(faults)
        findings += _speed(template)
    return profile.weigh(tuple(dict.fromkeys(findings)))


def _settings(root: Path) -> Result[tuple[Workspace, Profile]]:
    if not (root / CONFIG).is_file():
        return Result((MAKESHIFT, default_profile()))
    workspace = load_workspace(root)
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
    if "tujuan" in table.value.columns:
        return _letters(root, data, workspace, profile)
    if "nomor_agenda" in table.value.columns:
        return _dispositions(root, data, workspace, profile)
    columns = table.value.columns
    contexts = tuple((partial(_texts, row), row.where) for row in table.value.rows)
    return Result(Rows(contexts, columns, frozenset(), table.value.where), table.findings)


def _texts(row: Row) -> Mapping[str, str]:
    return {name: cell.text for name, cell in row.cells.items()}


def _letters(root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
    book = load_letters(root, data, SET, list(workspace.office), profile.tembusan)
    if book.value is None:
        return Result(None, book.findings)

    def context(letter: Letter) -> Mapping[str, Any]:
        office = workspace.office_of(letter.kop if letter.kop in workspace.office else None)
        signatory = _signatory(letter, found.officials)
        return letter_context(letter, office, None, signatory, profile.surat)

    found = book.value
    contexts = tuple((partial(context, letter), letter.where) for letter in found.letters)
    return Result(Rows(contexts, found.columns, LETTER_NAMES, found.where), book.findings)


def _dispositions(root: Path, data: str, workspace: Workspace, profile: Profile) -> Result[Rows]:
    book = load_dispositions(root, data, SET, list(workspace.office))
    if book.value is None:
        return Result(None, book.findings)
    choices = {"sifat": profile.sifat_disposisi, "instruksi": profile.instruksi_disposisi}

    def context(disposition: Disposition) -> Mapping[str, Any]:
        known = disposition.kop in workspace.office
        office = workspace.office_of(disposition.kop if known else None)
        signatory = _signatory(disposition, found.officials)
        return disposition_context(disposition, office, None, signatory, choices)

    found = book.value
    contexts = tuple((partial(context, each), each.where) for each in found.dispositions)
    return Result(Rows(contexts, found.columns, DISPOSITION_NAMES, found.where), book.findings)


def _signatory(paper: Letter | Disposition, officials: Mapping[str, Official]) -> Official:
    return officials.get(paper.penandatangan, NOBODY)


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


def annotate_template(path: Path, copy: Path, findings: Sequence[Finding]) -> list[str]:
    """Write a copy of the template with a comment at each of its faults; returns its path.

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
    own = [each for each in findings if each.where.file == place.file]
    data = annotated(path.read_bytes(), place, own)
    try:
        copy.write_bytes(data)
    except OSError as problem:
        with contextlib.suppress(OSError):  # a part of it, on a disk that is full
            copy.unlink()
        raise unwritable(problem) from problem
    return [str(copy)]
