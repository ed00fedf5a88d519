"""``docgen template``: which templates there are, what each asks for, how it looks, new ones."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from docgen.choices import EngineName
from docgen.cli.commands.form import overwrite_option, target_option
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks, workspace_option

EXAMPLE = "Contoh:  docgen template check surat.docx --data surat.xlsx"


@group(epilog="Contoh:  docgen template list")
def template() -> None:
    """Templat: apa saja yang ada, apa isiannya, bagaimana rupanya, dan membuat yang baru."""


@template.command(name="list", epilog="Contoh:  docgen template list")
@workspace_option
@speaks
def list_(root: Path, screen: Screen) -> int:
    """Semua templat, milik ruang kerja dan bawaan docgen: untuk apa, dan siapa yang memakai."""
    from docgen.cli.running.templates import tell_list
    from docgen.pipeline.templates.show import list_templates

    return tell_list(screen, *list_templates(root, dt.date.today()))


@template.command(epilog="Contoh:  docgen template show surat_dinas")
@click.argument("word", metavar="TEMPLAT")
@workspace_option
@speaks
def show(word: str, root: Path, screen: Screen) -> int:
    """Setiap isian satu templat: jenisnya, dari mana, contohnya; dan yang belum terisi.

    TEMPLAT adalah berkas, atau nama dari docgen template list.
    """
    from docgen.cli.running.templates import tell_page
    from docgen.pipeline.templates.show import show_template

    return tell_page(screen, *show_template(root, word, dt.date.today()))


@template.command(epilog="Contoh:  docgen template preview surat_dinas -o contoh.png")
@click.argument("word", metavar="TEMPLAT")
@click.option(
    "-o",
    "--output",
    "target",
    metavar="BERKAS",
    type=click.Path(dir_okay=False, path_type=Path),
    show_default="TEMPLAT-contoh.png",
    help="Gambar (.png, satu halaman satu berkas), .pdf, atau berkas Office-nya.",
)
@overwrite_option
@engine_option
@workspace_option
@speaks
def preview(
    word: str,
    target: Path | None,
    force: bool,
    engine: EngineName | None,
    root: Path,
    screen: Screen,
) -> int:
    """Rupa satu templat setelah diisi, dengan baris pertama ruang kerja atau data contoh.

    TEMPLAT adalah berkas, atau nama dari docgen template list. Nomor tidak diberikan, dan tidak
    ada yang ditulis di ruang kerja selain berkas hasilnya.
    """
    from docgen.cli.running.templates import tell_preview
    from docgen.pipeline.templates.preview import preview_template

    chosen = chosen_engine(root, engine)
    today = dt.date.today()
    return tell_preview(screen, preview_template(root, word, target, chosen, today, force=force))


@template.command(epilog="Contoh:  docgen template new surat_dinas -o templates/undangan.docx")
@click.argument("word", metavar="JENIS")
@target_option("BERKAS")
@overwrite_option
@workspace_option
@speaks
def new(word: str, target: Path, force: bool, root: Path, screen: Screen) -> int:
    """Templat baru yang langsung dapat dipakai, dengan petunjuk dan semua isiannya di dalamnya.

    JENIS adalah nama templat bawaan dari docgen template list. Petunjuknya terbaca di Word dan
    tidak ikut ke naskah yang dibuat.
    """
    from docgen.cli.running.templates import tell_new
    from docgen.pipeline.templates.new import new_template

    kind, report = new_template(root, word, target, dt.date.today(), force=force)
    return tell_new(screen, kind, report)


@template.command(epilog=EXAMPLE)
@click.argument(
    "path",
    metavar="TEMPLAT",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@click.option(
    "--data",
    required=True,
    metavar="BERKAS[#LEMBAR]",
    help="Data yang akan mengisi templat: .xlsx, .csv, .yaml atau .json.",
)
@click.option(
    "--annotate",
    "copy",
    metavar="SALINAN",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Tulis salinan templat dengan komentar Word di setiap kesalahan.",
)
@workspace_option
@speaks
def check(path: Path, data: str, copy: Path | None, root: Path, screen: Screen) -> int:
    """Periksa setiap nama di templat terhadap setiap baris data, semuanya sekaligus."""
    from docgen.pipeline.templates.check import annotate_template, check_template

    report = check_template(root, path, data)
    if copy is not None:
        annotate_template(path, copy, report)
    return screen.report(report)
