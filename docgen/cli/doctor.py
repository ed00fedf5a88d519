"""``docgen doctor``: what is installed, what is missing, how to get it."""

from __future__ import annotations

import os
import platform

import click

from docgen import __version__
from docgen.bundle import find_font
from docgen.cli.screen import INSTALL, Screen, speaks
from docgen.convert import find_soffice, version
from docgen.errors import MissingProgramError


@click.command(epilog="Contoh:  docgen doctor")
@speaks
def doctor(screen: Screen) -> int:
    """Sebutkan apa yang terpasang, apa yang kurang, dan cara memasangnya."""
    soffice = find_soffice(os.environ)
    missing: list[str] = []
    engine = f"{version(soffice) or 'tidak menjawab'} ({soffice})" if soffice else "belum ada"
    if soffice is None:
        missing.append(INSTALL)
    try:
        font = str(find_font(os.environ))
    except MissingProgramError as problem:
        font = "belum ada"
        missing.append(f"{problem.message}. {problem.advice}")
    for name, state in (
        ("docgen", __version__),
        ("Python", platform.python_version()),
        ("LibreOffice", engine),
        ("Huruf tanda rangkap", font),
    ):
        click.echo(f"{name:22}{state}")
    for text in missing:
        screen.console.print(text, style="bold", markup=False)
    return MissingProgramError.exit_code if missing else 0
