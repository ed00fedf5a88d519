"""``docgen register``: the agenda books, and what the clerk decides about numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import TypedDict, Unpack

import click

from docgen.choices import BOOKS, WAITING
from docgen.cli.commands.build import dry_option, force_option
from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks, workspace_option


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


@group(epilog="Contoh:  docgen register list --tahun 2025")
def register() -> None:
    """Buku agenda: daftar nomor, ekspor ke Excel, buku lama, pesan, sisipkan, batalkan."""


@register.command(name="list", epilog="Contoh:  docgen register list --tahun 2025 --kantor bkpsdm")
@year_option
@office_option
@workspace_option
@speaks
def list_lines(root: Path, office: str | None, year: int | None, screen: Screen) -> int:
    """Tampilkan agenda surat keluar: juga yang dipesan, sisipan, batal dan ralatnya."""
    from docgen.cli.running.agenda import show
    from docgen.pipeline import register as agenda

    return show(screen, *agenda.lines(root, office, year))


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
    from docgen.pipeline import register as agenda

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
    from docgen.cli.running.agenda import tell
    from docgen.pipeline import register as agenda

    made = agenda.reserve(root, count, reason, dt.date.today(), _waits(screen), **place)
    serials = f"{made[0].label}" if len(made) == 1 else f"{made[0].label}-{made[-1].label}"
    return tell(
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
    from docgen.cli.running.agenda import tell
    from docgen.pipeline import register as agenda

    made = agenda.begin(root, last, dt.date.today(), _waits(screen), **place)
    where = made[0].place if made else "ini"
    message = f"Agenda {where} berlanjut dari nomor urut {last + 1}."
    return tell(screen, made[-1:], message)


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
    from docgen.cli.running.agenda import tell
    from docgen.pipeline import old_book

    made, report = old_book.take_over(
        root, book, dt.date.today(), _waits(screen), office=office, dry_run=dry_run
    )
    if not screen.json:
        screen.findings(report.findings)
    done = "akan dibawa" if dry_run else "dibawa"
    message = f"{len(made)} nomor {done} ke buku agenda; lihat docgen register list."
    return tell(screen, made, message, report)


@register.command(epilog="Contoh:  docgen register insert undangan/und-7 --sesudah 12")
@click.argument("key", metavar="KELOMPOK/ID")
@click.option(
    "--sesudah", "after", type=int, required=True, help="Nomor urut yang mendahuluinya: 12 -> 12.a."
)
@workspace_option
@speaks
def insert(key: str, after: int, root: Path, screen: Screen) -> int:
    """Beri nomor sisipan (12.a) kepada surat yang ditandatangani di antara dua nomor."""
    from docgen.cli.running.agenda import tell
    from docgen.pipeline import register as agenda

    entry = agenda.insert(root, key, after, dt.date.today(), _waits(screen))
    message = f"Surat «{entry.letter}» bernomor {entry.number}. Buat suratnya dengan docgen build."
    return tell(screen, [entry], message)


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
    from docgen.cli.running.agenda import tell
    from docgen.pipeline import register as agenda

    entry = agenda.cancel(root, what, reason, dt.date.today(), _waits(screen), **place)
    name = entry.number or f"urut {entry.label}"
    message = f"Nomor {name} dibatalkan dan tetap tercatat dalam agenda."
    if entry.letter:
        message += (
            f" Surat «{entry.letter}» tidak mendapat nomor lagi; surat pengganti diberi id baru."
        )
    return tell(screen, [entry], message)


def _waits(screen: Screen) -> Callable[[], None]:
    return lambda: screen.progress(WAITING)
