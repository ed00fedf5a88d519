"""``docgen form``: forms to fill in, one command a kind of data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.letter_kinds import LetterKind, letter_kinds

if TYPE_CHECKING:
    from docgen.forms.columns import FormSheet
    from docgen.pipeline.form import FormMaker

F = TypeVar("F", bound=Callable[..., Any])


@group(epilog="Contoh:  docgen form surat -o surat.xlsx")
def form() -> None:
    """Formulir Excel untuk diisi, satu perintah satu jenis data.

    Kepala kolomnya punya catatan dan tidak dapat berubah; pilihan, tanggal dan NIP dijaga; baris
    kuning adalah contoh, untuk ditimpa atau dihapus. Tanggal yang tercetak di surat adalah
    tanggal_nomor, tanpa itu hari docgen build memberi nomornya.
    """


def target_option(metavar: str) -> Callable[[F], F]:
    """The one file that a command writes."""
    return click.option(
        "-o",
        "--output",
        "target",
        required=True,
        metavar=metavar,
        type=click.Path(dir_okay=False, path_type=Path),
        help="Berkas hasil.",
    )


overwrite_option = click.option("--force", is_flag=True, help="Timpa berkas yang sudah ada.")


def form_options(command: F) -> F:
    """Where the form goes, and the workspace whose offices and words it offers."""
    for option in (speaks, workspace_option, overwrite_option, target_option("BERKAS.xlsx")):
        command = option(command)
    return command


def _write(
    sheets: Callable[[FormMaker], Iterable[FormSheet]],
    target: Path,
    title: str,
    root: Path,
    screen: Screen,
    *,
    force: bool,
) -> int:
    """Write a form; the clock is read here."""
    from docgen.pipeline.form import FormMaker

    maker = FormMaker(root, dt.date.today())
    return screen.report(maker.write(sheets(maker), target, title, force=force))


template_option = click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Templat Word yang akan diisi; kolom yang dimintanya ikut di formulir.",
)


def _add_letters(kind: LetterKind) -> None:
    """The command for a kind of letters."""

    @form.command(
        kind.name,
        help=f"{kind.title}: satu baris satu surat, dengan lembar pejabat dan daftarnya.",
        epilog=f"Contoh:  docgen form {kind.name} -o {kind.name}.xlsx",
    )
    @template_option
    @form_options
    def _letters(
        template: Path | None, root: Path, target: Path, force: bool, screen: Screen
    ) -> int:
        title = f"Formulir {kind.title[0].lower()}{kind.title[1:]}"
        sheets = partial(_sheets, kind.name, template)
        return _write(sheets, target, title, root, screen, force=force)


def _sheets(kind: str, template: Path | None, maker: FormMaker) -> Iterable[FormSheet]:
    return maker.letters(kind, template)


for each in letter_kinds().values():
    _add_letters(each)


@form.command(epilog="Contoh:  docgen form disposisi -o surat_masuk.xlsx")
@template_option
@form_options
def disposisi(template: Path | None, root: Path, target: Path, force: bool, screen: Screen) -> int:
    """Surat masuk dan disposisinya: satu baris satu surat, dengan lembar pejabat."""
    title = "Formulir surat masuk"
    return _write(lambda m: m.dispositions(template), target, title, root, screen, force=force)


@form.command(epilog="Contoh:  docgen form rekap --tahun 2025 -o DINKES.xlsx")
@click.option(
    "--tahun",
    "year",
    type=click.IntRange(1990, 2100),
    show_default="tahun lalu",
    help="Tahun SKP; menurut aturan tahun itu kolomnya.",
)
@click.option(
    "--semester", "half", type=click.IntRange(1, 2), help="Untuk laporan satu semester saja."
)
@form_options
def rekap(
    year: int | None, half: int | None, root: Path, target: Path, force: bool, screen: Screen
) -> int:
    """Laporan SKP satu SKPD, bahan rekap; nama berkasnya memuat kode SKPD."""
    return _write(
        lambda m: m.skp_report(year or m.today.year - 1, half),
        target, "Formulir laporan SKP", root, screen, force=force,
    )  # fmt: skip


@form.command(epilog="Contoh:  docgen form pejabat -o pejabat.xlsx")
@form_options
def pejabat(root: Path, target: Path, force: bool, screen: Screen) -> int:
    """Pejabat penanda tangan: nama, jabatan, pangkat, NIP dan pelimpahan wewenangnya."""
    return _write(lambda m: m.officials(), target, "Formulir pejabat", root, screen, force=force)


@form.command(epilog="Contoh:  docgen form skpd -o skpd.xlsx")
@form_options
def skpd(root: Path, target: Path, force: bool, screen: Screen) -> int:
    """Daftar SKPD yang wajib melapor: kode, nama, kepala dan jumlah pegawainya."""
    return _write(lambda m: m.roster(), target, "Formulir daftar SKPD", root, screen, force=force)


@form.command(epilog="Contoh:  docgen form alamat -o alamat.xlsx")
@form_options
def alamat(root: Path, target: Path, force: bool, screen: Screen) -> int:
    """Alamat penerima surat, untuk label."""
    return _write(lambda m: m.addresses(), target, "Formulir alamat", root, screen, force=force)


@form.command(epilog="Contoh:  docgen form sop -o sop_specs/cuti.xlsx")
@target_option("BERKAS.xlsx")
@overwrite_option
@speaks
def sop(target: Path, force: bool, screen: Screen) -> int:
    """Spesifikasi satu SOP: lembar identitas, pelaksana dan langkah, dengan contoh.

    Berkas yang terisi dipakai seperti spesifikasi YAML, di folder yang sama.
    """
    from docgen.pipeline.sops.workbooks import write_sop_form

    return screen.report(write_sop_form(target, force=force))
