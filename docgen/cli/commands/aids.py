"""``docgen jelaskan``, ``schema``, ``completion``: help for whoever types, editors and shells."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from docgen.choices import SCHEMAS
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.errors import UsageError

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_DOCGEN_COMPLETE"


@command("jelaskan", epilog="Contoh:  docgen jelaskan column-missing")
@click.argument("code", metavar="KODE")
@speaks
def explain(code: str, screen: Screen) -> int:
    """Jelaskan kode sebuah temuan: apa sebabnya, bagaimana bunyinya, apa jalan keluarnya."""
    from docgen.check.report.explained import explained, likely
    from docgen.cli.running.explanation import page, plain
    from docgen.load.workspace import weighable
    from docgen.workspace.report import Report

    asked = code.strip().lower().replace("_", "-")
    found = explained(asked, weighable())
    if found is None:
        close = ", ".join(likely(asked))
        raise UsageError(
            f"tidak ada temuan berkode «{code}»",
            f"Maksud Anda: {close}?" if close else "Kodenya tertulis di depan pesan temuan.",
        )
    if not screen.json:
        click.echo(page(found))
    return screen.report(Report(data=plain(found)))


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


@command(epilog="Contoh:  docgen completion bash")
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@speaks
def completion(shell: str, screen: Screen) -> int:
    """Cetak skrip agar shell melengkapi perintah docgen dengan tombol Tab.

    Simpan sekali: docgen completion bash >> ~/.bashrc, lalu buka terminal baru. Untuk zsh:
    ~/.zshrc; untuk fish: ~/.config/fish/completions/docgen.fish.
    """
    from click.shell_completion import get_completion_class

    del screen  # what is printed is for a program
    found = get_completion_class(shell)
    assert found is not None  # click knows all three
    context = click.get_current_context().find_root()
    script = found(context.command, {}, "docgen", _VARIABLE)
    # Its own source() would start the shell, only to ask how old it is.
    click.echo(script.source_template % script.source_vars())
    return 0
