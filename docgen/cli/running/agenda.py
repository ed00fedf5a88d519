"""The agenda books on the screen: a table of numbers, or JSON."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

import click
from rich import box
from rich.table import Table
from rich.text import Text

from docgen.cli.running.tables import console_for_tables
from docgen.cli.screen import Screen
from docgen.model.writing.dates import format_tanggal
from docgen.numbering import Entry, Place, Status, changes_of
from docgen.workspace.agenda.books import note
from docgen.workspace.report import Report

STYLES = {
    Status.GIVEN: "",
    Status.PROVISIONAL: "yellow",
    Status.RESERVED: "cyan",
    Status.CANCELLED: "strike dim",
    Status.INHERITED: "dim",
}


def show(screen: Screen, entries: Sequence[Entry], report: Report) -> int:
    """The lines of the books, a table for each series."""
    if screen.json:
        as_json(entries, report)
        return report.exit_code
    series: dict[Place, list[Entry]] = {}
    for entry in entries:
        series.setdefault(entry.place, []).append(entry)
    console = console_for_tables()
    for place, found in series.items():
        console.print(_table(f"Agenda surat keluar {place}", found))
    if not series and not report.findings and not screen.quiet:
        screen.console.print("Agenda masih kosong.", markup=False)
    screen.findings(report.findings)
    return report.exit_code


def tell(
    screen: Screen, entries: Sequence[Entry], message: str, report: Report | None = None
) -> int:
    """What was changed: the numbers on stdout, what to do next beside them."""
    if screen.json:
        as_json(entries, report)
        return 0
    for entry in entries:
        click.echo(entry.number or f"{entry.label}/{entry.year}")
    if not screen.quiet:
        screen.console.print(message, markup=False, soft_wrap=True)
    return 0


def _table(title: str, entries: Sequence[Entry]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    table.add_column("No.", justify="right", no_wrap=True)
    table.add_column("Nomor surat", overflow="fold")
    table.add_column("Tanggal", no_wrap=True)
    for head in ("Kepada", "Hal", "Surat", "Keterangan"):
        table.add_column(head, overflow="fold")
    for entry in entries:
        cells = (
            str(entry.label),
            entry.number,
            format_tanggal(entry.dated) if entry.number else "",
            entry.latest.recipients,
            entry.latest.subject,
            entry.letter,
        )
        style = STYLES[entry.status]
        # What was cancelled is struck through, but not why.
        table.add_row(*(Text(cell, style=style) for cell in cells), Text(note(entry)))
    return table


def as_json(entries: Sequence[Entry], report: Report | None = None) -> None:
    """The lines for other programs, on stdout."""
    data = {
        "agenda": [_line(entry) for entry in entries],
        "temuan": [finding.as_json() for finding in report.findings] if report else [],
        "kode": report.exit_code if report else 0,
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))


def _line(entry: Entry) -> dict[str, Any]:
    def day(date: dt.date | None) -> str | None:
        return date.isoformat() if date else None

    return {
        "kantor": entry.office,
        "tahun": entry.year,
        "seri": entry.series,
        "urut": str(entry.label),
        "status": str(entry.status),
        "nomor": entry.number,
        "surat": entry.letter,
        "tanggal_surat": day(entry.dated) if entry.number else None,
        "tanggal_ttd": day(entry.signed),
        "tujuan": entry.latest.recipients,
        "hal": entry.latest.subject,
        "dipesan": day(entry.reserved),
        "alasan_dipesan": entry.reserved_why,
        "batal": day(entry.cancelled),
        "alasan_batal": entry.cancelled_why,
        "buku_lama": entry.inherited_from,
        "ralat": [
            {
                "ke": version.number,
                "tanggal": day(version.date),
                "hal": version.subject,
                "tujuan": version.recipients,
                "beda": [
                    {"bagian": each.name, "semula": each.before, "menjadi": each.now}
                    for each in changes_of(entry, version)
                ],
                "ditarik": day(version.withdrawn),
            }
            for version in entry.versions
        ],
    }
