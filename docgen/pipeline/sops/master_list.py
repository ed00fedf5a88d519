"""``docgen sop list`` and ``docgen sop due``: the master list, and the forms of what is due."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import FindingsError
from docgen.findings import Where, error, has_errors
from docgen.load.shipped import shipped
from docgen.model.writing.dates import format_tanggal
from docgen.ooxml.usual import template_bytes
from docgen.render.lists.master import MasterLine, master_table
from docgen.render.placeholders.reviews import REVIEW_NAMES, review_context
from docgen.render.template import Template
from docgen.render.workbook.table import render_table
from docgen.workspace.loaded import TABLE_LOOK, Loaded
from docgen.workspace.placeholders import fixed_template_findings
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.report import Report
from docgen.workspace.sop_life.listed import DueReview, due_reviews, master_lines, open_sops
from docgen.workspace.store.store import Store


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What of the reviews was asked for: of which specs (all that are due without any), until when,
    and where their forms go (None: nowhere)."""

    specs: tuple[Path, ...]
    until: dt.date
    folder: Path | None
    force: bool = False


def list_sops(
    root: Path, today: dt.date, target: Path | None, *, force: bool
) -> tuple[list[MasterLine], Report]:
    """The lines of the master list; with ``target`` it is written as .xlsx.

    Raises FindingsError: a list of SOPs that cannot all be read would look whole.
    """
    loaded, lives, findings = open_sops(root, today)
    report = Report(profile=loaded.profile)
    report.note(findings)
    lines = list(master_lines(lives, loaded.profile.sop))
    if target is None:
        return lines, report
    office = loaded.workspace.office_of(None)
    logo = loaded.read(office.logo) if office.logo else None
    table = master_table(lines, office.kop, logo, format_tanggal(today))
    data = render_table(table, loaded.table_look(), TABLE_LOOK)
    report.written += _kept(target.parent, {target.name: data}, report, force=force)
    return lines, report


def due(root: Path, asked: Asked, today: dt.date) -> tuple[list[DueReview], Report]:
    """What is due, with its forms if a folder is named. Raises FindingsError, OutputError."""
    loaded, lives, findings = open_sops(root, today)
    report = Report(profile=loaded.profile)
    report.note(findings)
    named = [_inside(root, path) for path in asked.specs]
    known = {life.path: life for life in lives.every}
    for path in named:
        if path not in known:
            message = "spek ini tidak disebut di [sop.…] docgen.toml; tambahkan polanya di «specs»"
            report.note([error("sop-not-approved", Where(path), message)])
        elif known[path].last is None or known[path].sop.dicabut:
            message = "SOP ini tidak berlaku (belum disahkan, atau dicabut), jadi tidak dinilai"
            report.note([error("sop-not-approved", known[path].where("nomor"), message)])
    found = due_reviews(lives, loaded.profile.sop, asked.until, named)
    if asked.folder is None:
        return found, report
    files = _forms(loaded, found, report)
    report.written += _kept(asked.folder, files, report, force=asked.force)
    return found, report


def _forms(loaded: Loaded, found: Sequence[DueReview], report: Report) -> dict[str, bytes]:
    files = {}
    for each in found:
        path = f"templates/{each.review.kind}_sop.docx"
        own = loaded.root / path
        template = Template(template_bytes(own if own.is_file() else shipped(path)), Where(path))
        report.note(fixed_template_findings(template.data, template.where, REVIEW_NAMES))
        if has_errors(report.findings):
            raise FindingsError(list(dict.fromkeys(report.findings)))
        questions = loaded.profile.sop.pertanyaan_evaluasi
        context = review_context(each.version, each.review, questions)
        files[each.form_name] = template.render(context)
    return files


def _kept(folder: Path, files: dict[str, bytes], report: Report, *, force: bool) -> list[str]:
    """Write files into a folder, none that was changed by hand since."""
    report.stop_on_errors()
    with Store.open(folder, ".") as store:
        if not force:
            report.note(store.changed_by_hand(files))
        report.stop_on_errors()
        for name, data in files.items():
            planned = Planned(path=name, kind=FileKind.AGENDA).saying(data)
            if store.reason(planned):
                store.put(planned, data)
        store.commit()
    return [str(folder / name) for name in files]


def _inside(root: Path, path: Path) -> str:
    """A path as it counts from the workspace."""
    try:
        return path.resolve().relative_to(root.resolve()).as_posix()
    except ValueError:
        return path.as_posix()
