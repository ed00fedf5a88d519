"""``docgen build`` and ``docgen bundle``: whole workspaces."""

from __future__ import annotations

import datetime as dt
import os
from pathlib import Path

import click

from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.convert import EngineName
from docgen.model.set_name import BUNDLE, within
from docgen.pipeline.build import Options
from docgen.pipeline.build import build as build_workspace


def run_build(
    screen: Screen,
    root: Path,
    names: tuple[str, ...],
    *,
    force: bool,
    dry_run: bool,
    engine: EngineName | None = None,
    last_stage: int = 7,
    accept_changes: bool = False,
) -> int:
    """Build and report; returns the exit code. The clock and the environment are read here."""
    options = Options(
        today=dt.date.today(),
        engine=chosen_engine(root, engine),
        environ=os.environ,
        names=names,
        force=force,
        dry_run=dry_run,
        last_stage=last_stage,
        accept_changes=accept_changes,
    )
    report = build_workspace(root, options, screen.progress)
    if dry_run and not screen.json:
        for name, reason in report.reasons.items():
            click.echo(f"{name}: {reason}")
    return screen.report(report, root)


force_option = click.option("--force", is_flag=True, help="Timpa hasil yang diubah dengan tangan.")
dry_option = click.option(
    "--dry-run", is_flag=True, help="Periksa dan sebutkan saja; tidak ada yang ditulis."
)
changes_option = click.option(
    "--terima-perubahan",
    "accept_changes",
    is_flag=True,
    help="Cetak berkas dengan perubahan terlacak seolah semuanya diterima.",
)


@click.command(epilog="Contoh:  docgen build sop.* letters.permintaan")
@click.argument("names", nargs=-1, metavar="[NAMA]...")
@workspace_option
@engine_option
@force_option
@dry_option
@changes_option
@speaks
def build(
    names: tuple[str, ...],
    root: Path,
    engine: EngineName | None,
    force: bool,
    dry_run: bool,
    accept_changes: bool,
    screen: Screen,
) -> int:
    """Jalankan ketujuh tahap untuk isi docgen.toml; hanya yang berubah dibuat ulang.

    NAMA adalah bagian docgen.toml, misalnya sop.skp atau letters.*; tanpa NAMA, semuanya.
    """
    return run_build(
        screen,
        root,
        names,
        force=force,
        dry_run=dry_run,
        engine=engine,
        accept_changes=accept_changes,
    )


@click.command(epilog="Contoh:  docgen bundle arsip-skp-2024")
@click.argument("name", metavar="NAMA")
@workspace_option
@engine_option
@force_option
@dry_option
@changes_option
@speaks
def bundle(
    name: str,
    root: Path,
    engine: EngineName | None,
    force: bool,
    dry_run: bool,
    accept_changes: bool,
    screen: Screen,
) -> int:
    """Buat satu berkas arsip beserta semua isinya: sampul, daftar isi bertaut, bookmark."""
    names = (within(BUNDLE, name),)
    return run_build(
        screen,
        root,
        names,
        force=force,
        dry_run=dry_run,
        engine=engine,
        accept_changes=accept_changes,
    )
