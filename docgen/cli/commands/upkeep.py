"""``docgen clean`` and ``docgen watch``: a workspace between builds."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.choices import EngineName
from docgen.cli.commands.build import run_build
from docgen.cli.engine import engine_option
from docgen.cli.indonesian import command
from docgen.cli.numbers import yes_option
from docgen.cli.screen import Screen, speaks, workspace_option


@command(epilog="Contoh:  docgen clean --ya")
@workspace_option
@click.option("--ya", "yes", is_flag=True, help="Hapus tanpa bertanya.")
@speaks
def clean(root: Path, yes: bool, screen: Screen) -> int:
    """Hapus hasil yang tidak punya sumber lagi, setelah disebut satu per satu.

    Hanya berkas di output/ yang dibuat docgen dan tidak diubah sejak itu; buku agenda, buku
    ekspedisi, riwayat SOP dan surat yang nomornya masih berlaku tetap. Di luar terminal, tanpa
    --ya, sisanya hanya disebut.
    """
    from docgen.cli.running.upkeep import cleaned

    return cleaned(root, screen, yes=yes)


@command(epilog="Contoh:  docgen watch sop.*")
@click.argument("names", nargs=-1, metavar="[NAMA]...")
@yes_option
@engine_option
@workspace_option
@speaks
def watch(
    names: tuple[str, ...], root: Path, engine: EngineName | None, yes: bool, screen: Screen
) -> int:
    """Buat ulang setiap kali spek, templat atau data disimpan; berhenti dengan Ctrl-C.

    NAMA seperti pada docgen build. Nomor surat hanya diberikan bila disetujui di terminal, atau
    dengan --ya.
    """
    from docgen.cli.running.upkeep import watched

    def build() -> int:
        return run_build(screen, root, names, engine=engine, yes=yes, unattended=True)

    return watched(root, screen, build)
