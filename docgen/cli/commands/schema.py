"""``docgen schema``: for editors that complete and check what is typed."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from docgen.choices import SCHEMAS
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks, workspace_option


@command(epilog="Contoh:  docgen schema sop > sop.schema.json")
@click.argument("name", metavar="NAMA", type=click.Choice(SCHEMAS))
@workspace_option
@speaks
def schema(name: str, root: Path, screen: Screen) -> int:
    """Cetak JSON Schema untuk penyunting teks, yang lalu melengkapi dan memeriksa ketikan.

    docgen: docgen.toml; sop: spesifikasi SOP; surat: surat dalam YAML atau JSON; profil: berkas
    profil. docgen init sudah memasangnya di ruang kerja baru.
    """
    from docgen.pipeline.form import FormMaker
    from docgen.starter.schema import schema_text

    del screen  # what is printed is for programs already
    click.echo(schema_text(name, FormMaker(root, dt.date.today()).settings), nl=False)
    return 0
