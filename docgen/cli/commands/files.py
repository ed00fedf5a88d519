"""``docgen convert``: office files to PDF."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.choices import EngineName
from docgen.cli.commands.build import changes_option, force_option
from docgen.cli.engine import engine_option, needed_engine
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks


@command(epilog="Contoh:  docgen convert laporan.docx rekap.xlsx -o pdf")
@click.argument(
    "files",
    nargs=-1,
    required=True,
    metavar="BERKAS...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder hasil; tanpa ini, di samping berkasnya.",
)
@engine_option
@changes_option
@force_option
@speaks
def convert(
    files: tuple[Path, ...],
    folder: Path | None,
    engine: EngineName | None,
    accept_changes: bool,
    force: bool,
    screen: Screen,
) -> int:
    """Ubah .docx dan .xlsx menjadi PDF/A; setiap hasil dibuka dan diperiksa."""
    from docgen.pipeline.standalone import convert_files
    from docgen.workspace.opening.load import profile_of

    chosen = needed_engine(Path(), engine)
    report = convert_files(
        files, folder, chosen, profile_of(Path()), force=force, accept_changes=accept_changes
    )
    return screen.report(report)
