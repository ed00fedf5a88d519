"""``docgen build`` and ``docgen bundle``: whole workspaces."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, TypedDict, TypeVar, Unpack

import click

from docgen.choices import STAGES, WAITING, EngineName
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.indonesian import command
from docgen.cli.numbers import on_terminal, yes_option
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.model.set_name import bundle_meant

F = TypeVar("F", bound=Callable[..., Any])


# With any of these a build is not the one that was written down.
_NOT_THE_USUAL = ("force", "dry_run", "explain", "thorough")


class Flags(TypedDict, total=False):
    """What a command that builds may be told, besides the engine."""

    force: bool
    dry_run: bool
    accept_changes: bool
    thorough: bool
    explain: bool


class AnyFlags(Flags, total=False):
    """The same, and who works on it."""

    cluster: str | None
    shared: Path | None


def run_build(
    screen: Screen,
    root: Path,
    names: tuple[str, ...],
    *,
    last_stage: int = len(STAGES),
    engine: EngineName | None = None,
    yes: bool = False,
    unattended: bool = False,
    cluster: str | None = None,
    shared: Path | None = None,
    **flags: Unpack[Flags],
) -> int:
    """Build and report; returns the exit code. The clock and the environment are read here.

    On a terminal the clerk is asked before numbers are given, but with ``yes``; ``unattended``
    none are given where nobody can be asked.
    """
    today = dt.date.today()
    if last_stage == len(STAGES) and not (names or any(flags.get(each) for each in _NOT_THE_USUAL)):
        accepts = flags.get("accept_changes", False)
        code = _nothing_to_do(screen, root, today, engine, accepts=accepts)
        if code is not None:
            return code

    from docgen.cli.running.clerk import AbsentClerk, AskedClerk, reasons, shown
    from docgen.cli.running.cluster import told_of, workers_of
    from docgen.cli.running.summary import summary
    from docgen.cli.running.told_before import told_before
    from docgen.pipeline.build import build as build_workspace
    from docgen.pipeline.options import Options

    asks = on_terminal() and not (yes or screen.json)
    nobody = AbsentClerk() if unattended and not yes else None
    options = Options(
        today=today,
        engine=chosen_engine(root, engine),
        environ=os.environ,
        names=names,
        last_stage=last_stage,
        clerk=AskedClerk() if asks else nobody,
        **flags,
    )
    with workers_of(cluster, shared) as workers:
        report = build_workspace(root, replace(options, workers=workers), screen.progress)
        report.note(told_of(workers))
    if options.dry_run and not screen.json:
        for line in shown(report.numbers):
            click.echo(line)
        for line in reasons(report, verbose=bool(names) or screen.verbose):
            click.echo(line)
    again = told_before(root, report.findings, is_whole=not names, keeps=not options.dry_run)
    lines = () if options.dry_run else summary(report, root)
    return screen.report(report, root, again, lines)


def _nothing_to_do(
    screen: Screen, root: Path, today: dt.date, engine: EngineName | None, *, accepts: bool
) -> int | None:
    """The exit code when all is as the build before left it, which is told; else None."""
    from docgen.cli.running.summary import summary
    from docgen.cli.running.told_before import told_before
    from docgen.pipeline.unchanged import unchanged

    def waiting() -> None:
        screen.progress(WAITING)

    same = unchanged(root, today, os.environ, engine, waiting, accept_changes=accepts)
    if same is None:
        return None
    again = told_before(root, same.findings, is_whole=True, keeps=True)
    return screen.report(same, root, again, summary(same, root))


force_option = click.option("--force", is_flag=True, help="Timpa hasil yang diubah dengan tangan.")
dry_option = click.option(
    "--dry-run",
    is_flag=True,
    help="Periksa dan sebutkan saja, juga nomor surat yang akan diberikan; tidak ada yang ditulis.",
)
thorough_option = click.option(
    "--teliti",
    "thorough",
    is_flag=True,
    help="Baca lagi semua berkas, juga yang tampak tidak berubah sejak build terakhir.",
)
cluster_option = click.option(
    "--cluster",
    metavar="ALAMAT",
    help="Bagi pekerjaan ke klaster Dask di alamat itu (tcp://NAMA:8786); lihat docs/cluster.md.",
)
shared_option = click.option(
    "--folder-bersama",
    "shared",
    metavar="FOLDER",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Dengan --cluster: hasil datang lewat folder ini, di jalur yang sama di semua komputer.",
)
changes_option = click.option(
    "--terima-perubahan",
    "accept_changes",
    is_flag=True,
    help="Cetak berkas dengan perubahan terlacak seolah semuanya diterima.",
)


def build_options(given: F) -> F:
    """The options of commands that run all stages, in the order of their help."""
    for option in (
        shared_option, cluster_option, changes_option, thorough_option, dry_option, yes_option,
        force_option, engine_option, workspace_option,
    ):  # fmt: skip
        given = option(given)
    return given


@command(epilog="Contoh:  docgen build sop.* letters.permintaan")
@click.argument("names", nargs=-1, metavar="[NAMA]...")
@click.option(
    "--explain",
    is_flag=True,
    help="Jelaskan mengapa setiap hasil dibuat lagi atau tidak; tidak ada yang ditulis.",
)
@build_options
@speaks
def build(
    names: tuple[str, ...],
    root: Path,
    engine: EngineName | None,
    yes: bool,
    screen: Screen,
    **flags: Unpack[AnyFlags],
) -> int:
    """Jalankan ketujuh tahap untuk isi docgen.toml; hanya yang berubah dibuat ulang.

    NAMA adalah bagian docgen.toml, misalnya sop.skp atau letters.*; tanpa NAMA, semuanya.
    """
    flags["dry_run"] = flags["dry_run"] or flags["explain"]
    return run_build(screen, root, names, engine=engine, yes=yes, **flags)


@command(epilog="Contoh:  docgen bundle arsip-skp-2024")
@click.argument("name", metavar="NAMA")
@build_options
@speaks
def bundle(
    name: str,
    root: Path,
    engine: EngineName | None,
    yes: bool,
    screen: Screen,
    **flags: Unpack[AnyFlags],
) -> int:
    """Buat satu berkas arsip beserta semua isinya: sampul, daftar isi bertaut, bookmark.

    NAMA adalah [bundle.NAMA] di docgen.toml; tulis book.NAMA untuk buku SOP [book.NAMA].
    """
    return run_build(screen, root, (bundle_meant(name),), engine=engine, yes=yes, **flags)
