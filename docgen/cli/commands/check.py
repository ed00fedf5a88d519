"""``docgen check``: verify from the files, and show it to people as one HTML page."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.choices import LANGUAGES
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks


@command(epilog="Contoh:  docgen check --report laporan.html")
@click.argument("path", metavar="[SASARAN]", type=click.Path(path_type=Path), default=Path())
@click.option(
    "--report",
    "page",
    metavar="BERKAS.html",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis juga laporan untuk dibaca orang: satu halaman HTML yang berdiri sendiri.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(LANGUAGES),
    default=LANGUAGES[0],
    help="Bahasa laporan itu: id (bawaan) atau en.",
)
@speaks
def check(path: Path, page: Path | None, language: str, screen: Screen) -> int:
    """Buktikan dari berkas: setiap surat punya rangkap untuk tujuan, tembusan dan 1 arsip.

    SASARAN adalah ruang kerja (tanpa SASARAN: folder ini), sebuah folder atau berkas di dalamnya
    (hanya itu yang diperiksa), sebuah berkas arsip, paket arsip (NAMA.bag) atau PDF di tempat lain.
    Semua hasil dibaca ulang; yang ditulis hanya laporan --report.
    """
    from docgen.pipeline.first_reads import first_reads

    full = _full(path)
    with first_reads(path, full) as begun:
        # Meanwhile: it loads most libraries.
        from docgen.cli.running.verdict import checked

        return checked(path, full, page, language, screen, begun)


def _full(path: Path) -> Path:
    """From the root of the file system; through links only where ``..`` leaves no choice."""
    return path.resolve() if ".." in path.parts else path.absolute()
