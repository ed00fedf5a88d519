"""``docgen sop import``: specs from sheets that are there already."""

from __future__ import annotations

import os
from pathlib import Path

import click

from docgen.cli.commands.sops.sheets import output_option
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks


@command(name="import", epilog="Contoh:  docgen sop import lama/*.xlsx lama/*.docx -o sop_specs")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="BERKAS...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@output_option
@click.option(
    "--annotate",
    is_flag=True,
    help="Tulis juga salinan berkas aslinya dengan komentar di setiap keraguan.",
)
@click.option("--force", is_flag=True, help="Timpa spesifikasi yang sudah ada.")
@speaks
def import_(
    files: tuple[Path, ...], folder: Path, annotate: bool, force: bool, screen: Screen
) -> int:
    """Baca lembar SOP lama (.xlsx, .docx, .xls, .doc) menjadi spesifikasi YAML.

    Yang dibaca: identitas, tabel langkah, lajur, simbol, panah dan ya/tidak. Setiap hal yang
    disimpulkan, bukan terbaca, disebut sebagai temuan dengan tempatnya dan seberapa yakin; yang
    tidak terbaca dianggap terus ke langkah berikutnya. Berkas lamanya tidak diubah.
    """
    from docgen.convert import LibreOffice
    from docgen.pipeline.sops.legacy import ImportOutput, import_sheets
    from docgen.workspace.opening.load import named_profile

    output = ImportOutput(
        folder=folder, engine=LibreOffice.find(os.environ), annotate=annotate, force=force
    )
    return screen.report(import_sheets(files, output, named_profile(Path(), None)))
