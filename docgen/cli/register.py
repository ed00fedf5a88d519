"""``docgen register``: the agenda books, and what the clerk decides about numbers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docgen.cli.build import dry_option, force_option
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.model.writing.dates import format_tanggal
from docgen.numbering import Entry, Place, Status, changes_of
from docgen.pipeline import old_book
from docgen.pipeline import register as agenda
from docgen.workspace.agenda.books import BOOKS, note
from docgen.workspace.report import WAITING, Report

F = TypeVar("F", bound=Callable[..., Any])
STYLES = {
    Status.GIVEN: "",
    Status.PROVISIONAL: "yellow",
    Status.RESERVED: "cyan",
    Status.CANCELLED: "strike dim",
    Status.INHERITED: "dim",
}
WIDE = 200  # columns of a table that is not shown on a terminal


class PlaceWords(TypedDict, total=False):
    """Which series a clerk means."""

    office: str | None
    year: int | None
    series: str | None


office_option = click.option("--kantor", "office", help="Kunci kantor di docgen.toml.")
year_option = click.option("--tahun", "year", type=click.IntRange(1900, 9999), help="Tahun agenda.")
series_option = click.option(
    "--seri", "series", help="Serinya, bila kantor punya beberapa: klasifikasi, jenis, keamanan."
)
reason_option = click.option("--alasan", "reason", required=True, help="Alasan; ikut tercatat.")


@click.group(epilog="Contoh:  docgen register list --tahun 2025")
def register() -> None:
    """Buku agenda: daftar nomor, ekspor ke Excel, buku lama, pesan, sisipkan, batalkan."""


@register.command(name="list", epilog="Contoh:  docgen register list --tahun 2025 --kantor bkpsdm")
@year_option
@office_option
@workspace_option
@speaks
def list_lines(root: Path, office: str | None, year: int | None, screen: Screen) -> int:
    """Tampilkan agenda surat keluar: juga yang dipesan, sisipan, batal dan ralatnya."""
    entries, report = agenda.lines(root, office, year)
    if screen.json:
        _as_json(entries, report)
        return report.exit_code
    series: dict[Place, list[Entry]] = {}
    for entry in entries:
        series.setdefault(entry.place, []).append(entry)
    console = Console(highlight=False)
    if not console.is_terminal:  # a file or another program: nothing to fit into
        console.width = max(console.width, WIDE)
    for place, found in series.items():
        console.print(_table(f"Agenda surat keluar {place}", found))
    if not series and not report.findings and not screen.quiet:
        screen.console.print("Agenda masih kosong.", markup=False)
    screen.findings(report.findings)
    return report.exit_code


@register.command(epilog="Contoh:  docgen register export keluar -o agenda-2025.xlsx")
@click.argument("book", metavar="[masuk|keluar]", type=click.Choice(BOOKS), required=False)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas hasil, untuk satu buku; tanpa ini, di output/register/.",
)
@workspace_option
@force_option
@speaks
def export(book: str | None, target: Path | None, root: Path, force: bool, screen: Screen) -> int:
    """Tulis buku agenda surat keluar dan surat masuk sebagai .xlsx siap cetak."""
    books = (book,) if book else BOOKS
    return screen.report(agenda.export(root, books, _waits(screen), target=target, force=force))


@register.command(epilog='Contoh:  docgen register reserve 10 --alasan "undangan pelantikan"')
@click.argument("count", metavar="JUMLAH", type=int)
@office_option
@year_option
@series_option
@reason_option
@workspace_option
@speaks
def reserve(
    count: int, reason: str, root: Path, screen: Screen, **place: Unpack[PlaceWords]
) -> int:
    """Pesan nomor urut berikutnya; surat memakainya lewat kolom «urut» di datanya."""
    made = agenda.reserve(root, count, reason, dt.date.today(), _waits(screen), **place)
    serials = f"{made[0].label}" if len(made) == 1 else f"{made[0].label}-{made[-1].label}"
    return _tell(
        screen,
        made,
        f"Dipesan: nomor urut {serials}, agenda {made[0].place}. Tulis nomor "
        "urutnya di kolom «urut» pada baris suratnya.",
    )


@register.command(epilog="Contoh:  docgen register begin 347")
@click.argument("last", metavar="NOMOR", type=int)
@office_option
@year_option
@series_option
@workspace_option
@speaks
def begin(last: int, root: Path, screen: Screen, **place: Unpack[PlaceWords]) -> int:
    """Lanjutkan buku lama: nomor urut terakhirnya, sebelum nomor pertama diberikan."""
    made = agenda.begin(root, last, dt.date.today(), _waits(screen), **place)
    where = made[0].place if made else "ini"
    message = f"Agenda {where} berlanjut dari nomor urut {last + 1}."
    return _tell(screen, made[-1:], message)


@register.command(
    name="import", epilog="Contoh:  docgen register import agenda-2026.xlsx --kantor bkpsdm"
)
@click.argument("book", metavar="BUKU.xlsx[#LEMBAR]")
@office_option
@workspace_option
@dry_option
@speaks
def import_book(book: str, office: str | None, root: Path, dry_run: bool, screen: Screen) -> int:
    """Ambil alih buku agenda surat keluar yang selama ini dicatat sendiri.

    Yang sudah tercatat tidak ditimpa; selama ada yang meragukan sebagai galat, tidak ada yang
    ditulis.
    """
    made, report = old_book.take_over(
        root, book, dt.date.today(), _waits(screen), office=office, dry_run=dry_run
    )
    if not screen.json:
        screen.findings(report.findings)
    done = "akan dibawa" if dry_run else "dibawa"
    message = f"{len(made)} nomor {done} ke buku agenda; lihat docgen register list."
    return _tell(screen, made, message, report)


@register.command(epilog="Contoh:  docgen register insert undangan/und-7 --sesudah 12")
@click.argument("key", metavar="KELOMPOK/ID")
@click.option(
    "--sesudah", "after", type=int, required=True, help="Nomor urut yang mendahuluinya: 12 -> 12.a."
)
@workspace_option
@speaks
def insert(key: str, after: int, root: Path, screen: Screen) -> int:
    """Beri nomor sisipan (12.a) kepada surat yang ditandatangani di antara dua nomor."""
    entry = agenda.insert(root, key, after, dt.date.today(), _waits(screen))
    message = f"Surat «{entry.letter}» bernomor {entry.number}. Buat suratnya dengan docgen build."
    return _tell(screen, [entry], message)


@register.command(epilog='Contoh:  docgen register cancel undangan/und-7 --alasan "salah tujuan"')
@click.argument("what", metavar="NOMOR|KELOMPOK/ID")
@office_option
@year_option
@series_option
@reason_option
@workspace_option
@speaks
def cancel(what: str, reason: str, root: Path, screen: Screen, **place: Unpack[PlaceWords]) -> int:
    """Batalkan nomor: tetap tercatat dengan alasannya, tidak pernah diberikan lagi."""
    entry = agenda.cancel(root, what, reason, dt.date.today(), _waits(screen), **place)
    name = entry.number or f"urut {entry.label}"
    message = f"Nomor {name} dibatalkan dan tetap tercatat dalam agenda."
    if entry.letter:
        message += (
            f" Surat «{entry.letter}» tidak mendapat nomor lagi; surat pengganti diberi id baru."
        )
    return _tell(screen, [entry], message)


def _waits(screen: Screen) -> Callable[[], None]:
    return lambda: screen.progress(WAITING)


def _tell(
    screen: Screen, entries: Sequence[Entry], message: str, report: Report | None = None
) -> int:
    """What was changed: the numbers on stdout, what to do next beside them."""
    if screen.json:
        _as_json(entries, report)
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


def _as_json(entries: Sequence[Entry], report: Report | None = None) -> None:
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
