"""``docgen sop approve``, ``revise``, ``withdraw``, ``list`` and ``due``: the life of SOPs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from docgen.choices import EngineName
from docgen.cli.commands.build import force_option
from docgen.cli.commands.sops.sheets import (
    profile_option,
    rules_here,
    template_here,
    template_option,
)
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.errors import UsageError

F = TypeVar("F", bound=Callable[..., Any])

spec_argument = click.argument(
    "spec", metavar="SPEK", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
reason_option = click.option("--alasan", "reason", required=True, help="Alasan; ikut tercatat.")


def date_option(**more: Any) -> Callable[[F], F]:
    """``--tanggal``."""
    return click.option("--tanggal", "date", **more)


@command(epilog="Contoh:  docgen sop approve cuti.yaml --tanggal 5/3/2026 --oleh Ratna")
@spec_argument
@date_option(help="Tanggal pengesahan (wajib).", default="")
@click.option("--oleh", "by", default="", help="Nama atau jabatan yang mengesahkan (wajib).")
@click.option(
    "--adopsi",
    "adopted",
    is_flag=True,
    help="SOP ini sudah berlaku sebelum dicatat docgen; speknya dibekukan apa adanya.",
)
@template_option
@profile_option
@engine_option
@speaks
def approve(
    spec: Path,
    date: str,
    by: str,
    adopted: bool,
    template: Path | None,
    profil: str | None,
    engine: EngineName | None,
    screen: Screen,
) -> int:
    """Sahkan satu versi: spek, lembar, PDF dan yang bertanda tangan dibekukan di riwayat/.

    Dijalankan lagi pada versi yang sudah disahkan, perintah ini menyimpan SOP bertanda tangan yang
    baru datang (disahkan_oleh.berkas_ttd).
    """
    from docgen.pipeline.sops import life
    from docgen.workspace.sop_life.approve import Approving
    from docgen.workspace.sop_life.desk import declared_template

    today = dt.date.today()
    how = Approving(
        date=_day(date) if date else None,
        by=by.strip(),
        adopted=adopted,
        today=today,
        root=Path(),
        template=template or declared_template(Path(), spec) or template_here(),
        rules=rules_here(profil),
        engine=chosen_engine(Path(), engine),
    )
    return screen.report(life.approve(spec, how, screen.progress))


@command(epilog='Contoh:  docgen sop revise sop_specs/cuti.yaml --alasan "UU 20/2023 berlaku"')
@spec_argument
@reason_option
@date_option(help="Tanggal revisi.", default="", show_default="hari ini")
@click.option("--nomor", "number", default="", help="Nomor baru, bila profil memintanya.")
@profile_option
@speaks
def revise(
    spec: Path, reason: str, date: str, number: str, profil: str | None, screen: Screen
) -> int:
    """Mulai versi berikutnya: revisi naik, Tanggal Revisi terisi, pengesahan dikosongkan."""
    from docgen.pipeline.sops import life

    day = _day(date) if date else dt.date.today()
    rules = rules_here(profil)
    report = life.revise(spec, day, _said(reason), number.strip(), rules, screen.progress)
    return screen.report(report)


@command(epilog='Contoh:  docgen sop withdraw sop_specs/cuti.yaml --alasan "pindah ke pusat"')
@spec_argument
@reason_option
@date_option(help="Tanggal pencabutan.", default="", show_default="hari ini")
@click.option("--dasar", "basis", default="", help="Keputusan atau peraturan yang mencabutnya.")
@profile_option
@speaks
def withdraw(
    spec: Path, reason: str, date: str, basis: str, profil: str | None, screen: Screen
) -> int:
    """Cabut SOP yang berlaku; salinannya bercap DICABUT, berkas yang disahkan tetap."""
    from docgen.pipeline.sops import life

    today = dt.date.today()
    day = _day(date) if date else today
    rules = rules_here(profil)
    report = life.withdraw(spec, day, _said(reason), basis.strip(), today, rules, screen.progress)
    return screen.report(report)


@command(name="list", epilog="Contoh:  docgen sop list --xlsx daftar-induk.xlsx")
@click.option(
    "--xlsx",
    "target",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis daftar induk sebagai .xlsx siap cetak.",
)
@workspace_option
@force_option
@speaks
def list_sops(target: Path | None, root: Path, force: bool, screen: Screen) -> int:
    """Daftar induk SOP: nomor, nama, unit, revisi, tanggal, keadaan, pengganti, evaluasi."""
    from docgen.cli.running.master import show_list
    from docgen.pipeline.sops import master_list

    lines, report = master_list.list_sops(root, dt.date.today(), target, force=force)
    return show_list(screen, lines, report, table=target is None)


@command(epilog='Contoh:  docgen sop due --sampai "31 Desember 2026" -o formulir')
@click.argument(
    "specs",
    nargs=-1,
    metavar="[SPEK...]",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option("--sampai", "until", default="", show_default="hari ini", help="Jatuh tempo sampai.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    help="Tulis formulir monitoring dan evaluasi (.docx) ke folder ini.",
)
@workspace_option
@force_option
@speaks
def due(
    specs: tuple[Path, ...],
    until: str,
    folder: Path | None,
    root: Path,
    force: bool,
    screen: Screen,
) -> int:
    """SOP yang harus dimonitor atau dievaluasi, dengan formulir terisi langkah-langkahnya.

    Dengan SPEK, formulir dibuat untuk SOP itu walaupun belum jatuh tempo.
    """
    from docgen.cli.running.master import show_due
    from docgen.pipeline.sops import master_list

    today = dt.date.today()
    asked = master_list.Asked(
        specs=specs, until=_day(until) if until else today, folder=folder, force=force
    )
    found, report = master_list.due(root, asked, today)
    return show_due(screen, found, report, beside=folder is not None)


def _day(text: str) -> dt.date:
    from docgen.model.writing.dates import parse_date

    date = parse_date(text)
    if date is None:
        raise UsageError(f"«{text}» bukan tanggal", "Tulis seperti 21 November 2026.")
    return date


def _said(reason: str) -> str:
    said = " ".join(reason.split())
    if not any(map(str.isalnum, said)):
        raise UsageError("alasannya kosong", "Tulis alasan yang dapat dibaca orang lain.")
    return said
