"""``docgen form``: forms to fill in, one command a kind of data."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks


@group(epilog="Contoh:  docgen form sop -o cuti.xlsx")
def form() -> None:
    """Formulir Excel untuk diisi, satu perintah satu jenis data."""


@form.command(epilog="Contoh:  docgen form sop -o sop_specs/cuti.xlsx")
@click.option(
    "-o",
    "--output",
    "target",
    required=True,
    metavar="BERKAS.xlsx",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Berkas hasil.",
)
@click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")
@speaks
def sop(target: Path, force: bool, screen: Screen) -> int:
    """Spesifikasi satu SOP: lembar identitas, pelaksana dan langkah, dengan contoh.

    Berkas yang terisi dipakai seperti spesifikasi YAML, di folder yang sama.
    """
    from docgen.pipeline.sop_books import write_sop_form

    return screen.report(write_sop_form(target, force=force))
