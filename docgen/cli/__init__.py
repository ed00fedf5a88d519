"""The command ``docgen``. Today's date and the environment are read here and nowhere below."""

from __future__ import annotations

import click

from docgen import __version__
from docgen.cli.commands.aids import completion, explain, schema
from docgen.cli.commands.build import build, bundle
from docgen.cli.commands.check import check
from docgen.cli.commands.doctor import doctor
from docgen.cli.commands.files import convert
from docgen.cli.commands.form import form
from docgen.cli.commands.init import init
from docgen.cli.commands.register import register
from docgen.cli.commands.sets import disposisi, letters, recap
from docgen.cli.commands.sops.changes import diff, impact
from docgen.cli.commands.sops.legacy import import_
from docgen.cli.commands.sops.life import approve, due, list_sops, revise, withdraw
from docgen.cli.commands.sops.sheets import sop
from docgen.cli.commands.template import template
from docgen.cli.commands.upkeep import clean, watch
from docgen.cli.indonesian import group
from docgen.cli.screen import Screen
from docgen.cli.told import told


@group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh:  docgen build",
)
@click.version_option(__version__, prog_name="docgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Buat SOP, surat, lembar disposisi dan rekap SKP; jadikan PDF; satukan; periksa rangkapnya.

    Kode keluar: 0 beres; 1 ada temuan galat; 2 perintah salah; 3 program belum terpasang;
    4 ada berkas yang gagal menjadi PDF; 5 hasil tidak dapat ditulis.
    """


COMMANDS = (
    init, form, build, watch, sop, letters, disposisi, recap, register, template, convert, bundle,
    check, clean, explain, schema, completion, doctor,
)  # fmt: skip
for command in (import_, approve, revise, withdraw, diff, impact, list_sops, due):
    sop.add_command(command)
for command in COMMANDS:
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run one command; returns its exit code."""
    Screen.use(Screen(json="--json" in arguments))  # until the command makes its own
    return told(lambda: int(cli.main(arguments, prog_name="docgen", standalone_mode=False) or 0))
