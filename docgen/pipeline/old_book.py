"""``docgen register import``: the agenda that an office kept before becomes lines of the register.

The whole book or nothing: while anything of it is wrong, nothing is written.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from docgen.findings import Finding, Where, error
from docgen.load.letters.source import split_source
from docgen.load.old_book import load_old_book
from docgen.numbering import Entry
from docgen.pipeline.register import Waiting, changing, office_of
from docgen.workspace.agenda.old_book import OldBook
from docgen.workspace.opening.from_register import scheme_of
from docgen.workspace.opening.load import profile_of
from docgen.workspace.report import Report


def take_over(
    root: Path,
    book: str,
    today: dt.date,
    waiting: Waiting,
    *,
    office: str | None = None,
    dry_run: bool = False,
) -> tuple[tuple[Entry, ...], Report]:
    """Write the lines of ``book`` (``path#sheet``) into the register; which of them were new.

    Nothing that stands in the register is overwritten. Raises FindingsError with everything wrong,
    before anything is written; UsageError, OutputError.
    """
    path, sheet = split_source(book)
    profile = profile_of(root)
    report = Report(profile=profile)
    with changing(root, waiting, dry_run=dry_run) as (workspace, register):
        own = office_of(workspace, office)
        scheme = scheme_of(workspace, profile)
        read = load_old_book(Path(path), sheet, path)
        report.note(read.findings)
        report.stop_on_errors()
        known = register.entries()
        old = OldBook(read.value or (), own, scheme, known, Path(path).name, today)
        report.note(old.findings)
        new, others = register.take_over(old.entries, today)
        report.note(_taken(stands, old.where_of(entry)) for entry, stands in others)
        report.stop_on_errors()
        register.commit()
    return new, report


def _taken(entry: Entry, where: Where) -> Finding:
    """A line that stands otherwise in the register, which wins."""
    owner = f"surat «{entry.letter}»" if entry.letter else f"status {entry.status}"
    message = (
        f"nomor urut {entry.label} agenda {entry.place} sudah tercatat ({entry.number or '-'}, "
        f"{owner}) dan berbeda dari buku ini; hapus barisnya dari buku ini bila register benar"
    )
    return error("import-taken", where, message)
