"""The master list and what is due, on the screen or as JSON."""

from __future__ import annotations

import json
from collections.abc import Sequence

import click
from rich import box
from rich.table import Table
from rich.text import Text

from docgen.cli.running.tables import console_for_tables
from docgen.cli.screen import Screen
from docgen.model.life.states import SopState
from docgen.model.writing.dates import format_tanggal
from docgen.render.lists.master import MasterLine
from docgen.workspace.report import Report
from docgen.workspace.sop_life.listed import DueReview

HEADS = (
    "Nomor", "Nama", "Revisi", "Disahkan", "Keadaan", "Pengganti", "Monitoring", "Evaluasi",
)  # fmt: skip
GONE = (str(SopState.DIGANTIKAN), str(SopState.DICABUT))


def show_list(screen: Screen, lines: Sequence[MasterLine], report: Report, *, table: bool) -> int:
    """The master list; without ``table`` only what was written and found."""
    if screen.json:
        return _as_json(lines, report)
    if table and not screen.quiet:
        console_for_tables().print(_table(lines))
    return screen.report(report)


def show_due(screen: Screen, found: Sequence[DueReview], report: Report, *, beside: bool) -> int:
    """What is due, a line each; ``beside`` the paths of forms on stdout, on stderr."""
    if screen.json:
        return _as_json(found, report)
    for line in () if screen.quiet else found:
        click.echo(str(line), err=beside)
    return screen.report(report)


def _as_json(lines: Sequence[MasterLine | DueReview], report: Report) -> int:
    data = {
        "sop": [line.as_plain() for line in lines],
        "ditulis": list(report.written),
        "temuan": [finding.as_json() for finding in report.findings],
        "kode": report.exit_code,
    }
    click.echo(json.dumps(data, ensure_ascii=False, indent=1))
    return report.exit_code


def _table(lines: Sequence[MasterLine]) -> Table:
    table = Table(title="Daftar induk SOP", title_justify="left", box=box.SIMPLE_HEAD)
    for head in HEADS:
        table.add_column(head, overflow="fold")
    for each in lines:
        days = (each.monitoring_due, each.evaluation_due)
        dates = (format_tanggal(day) if day else "" for day in days)
        table.add_row(
            *map(Text, (each.number, each.name, each.revision, each.approved, each.state)),
            Text(each.successor),
            *map(Text, dates),
            style="dim" if each.state in GONE else "",
        )
    return table
