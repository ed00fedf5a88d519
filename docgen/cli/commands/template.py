"""``docgen template check``: a template against its data, before anything is made."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks, workspace_option

EXAMPLE = "Contoh:  docgen template check surat.docx --data surat.xlsx"


@group(help="Templat surat dan lembar disposisi.", epilog=EXAMPLE)
def template() -> None:
    """The commands about templates."""


@template.command(epilog=EXAMPLE)
@click.argument(
    "path",
    metavar="TEMPLAT",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--data",
    required=True,
    metavar="BERKAS[#LEMBAR]",
    help="Data yang akan mengisi templat: .xlsx, .csv, .yaml atau .json.",
)
@click.option(
    "--annotate",
    "copy",
    metavar="SALINAN",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis salinan templat dengan komentar Word di setiap kesalahan.",
)
@workspace_option
@speaks
def check(path: Path, data: str, copy: Path | None, root: Path, screen: Screen) -> int:
    """Periksa setiap nama di templat terhadap setiap baris data, semuanya sekaligus."""
    from docgen.pipeline.template import annotate_template, check_template

    report = check_template(root, path, data)
    if copy is not None:
        annotate_template(path, copy, report)
    return screen.report(report)
