"""``docgen sop render`` and ``docgen sop check``."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from docgen.choices import EngineName
from docgen.cli.commands.build import force_option
from docgen.cli.commands.form import overwrite_option
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.indonesian import group
from docgen.cli.screen import Screen, speaks
from docgen.errors import FindingsError, UsageError
from docgen.load.shipped import shipped

if TYPE_CHECKING:
    from docgen.workspace.single_sops import Rules

TEMPLATE = "templates/sop.docx"

specs_argument = click.argument(
    "specs",
    nargs=-1,
    required=True,
    metavar="SPEK...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
template_option = click.option(
    "--template",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help=f"Templat Word; biasanya {TEMPLATE} di folder ini, kalau tidak ada yang bawaan.",
)
profile_option = click.option(
    "--profil",
    show_default="profil di docgen.toml folder ini, atau default",
    help="Profil aturan daerah.",
)
output_option = click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="folder ini",
    help="Folder hasil.",
)


@group(epilog="Contoh:  docgen sop render sop_specs/madiun-skp.yaml -o hasil")
def sop() -> None:
    """Lembar SOP dari spesifikasi: YAML, atau buku kerja Excel (docgen form sop)."""


@sop.command(epilog="Contoh:  docgen sop render sop_specs/madiun-skp.yaml -o hasil")
@specs_argument
@output_option
@click.option(
    "--format",
    "formats",
    default="docx,pdf",
    show_default=True,
    help="Gabungan docx, pdf, svg.",
)
@template_option
@profile_option
@engine_option
@force_option
@speaks
def render(
    specs: tuple[Path, ...],
    folder: Path,
    formats: str,
    template: Path | None,
    profil: str | None,
    engine: EngineName | None,
    force: bool,
    screen: Screen,
) -> int:
    """Buat lembar SOP: identitas dan diagram alir, siap disunting di Word."""
    from docgen.pipeline.standalone import FORMATS, SopOutput, render_specs

    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f"format «{formats}» tidak dikenal", f"Pilih dari {', '.join(FORMATS)}.")
    engine_here = chosen_engine(Path(), engine)
    target = SopOutput(
        folder=folder, formats=wanted, engine=engine_here, today=dt.date.today(), force=force
    )
    rules = rules_here(profil)
    return screen.report(render_specs(specs, template or template_here(), rules, target))


@sop.command(epilog="Contoh:  docgen sop check sop_specs/*.yaml")
@specs_argument
@template_option
@profile_option
@speaks
def check(
    specs: tuple[Path, ...], template: Path | None, profil: str | None, screen: Screen
) -> int:
    """Periksa SOP terhadap aturan: identitas, simbol, lajur, mutu baku, waktu dan totalnya."""
    from docgen.pipeline.standalone import check_specs

    rules, today = rules_here(profil), dt.date.today()
    return screen.report(check_specs(specs, template or template_here(), rules, today))


@sop.command(epilog="Contoh:  docgen sop transcribe sop_specs/cuti.yaml salinan/cuti.xlsx")
@click.argument(
    "source", metavar="SPEK", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@click.argument("target", metavar="HASIL", type=click.Path(dir_okay=False, path_type=Path))
@overwrite_option
@speaks
def transcribe(source: Path, target: Path, force: bool, screen: Screen) -> int:
    """Salin spesifikasi YAML menjadi buku kerja (.xlsx), atau sebaliknya.

    Isinya sama; hasilnya dibaca kembali dan dibandingkan sebelum ditulis. Yang tidak ikut hanya
    komentar, dan itu disebutkan.
    """
    from docgen.pipeline.sops.workbooks import transcribe as copy

    return screen.report(copy(source, target, force=force))


def rules_here(name: str | None) -> Rules:
    """The rules of a profile by its name, else of the workspace in this folder."""
    from docgen.load.laws import load_laws
    from docgen.workspace.opening.load import named_profile
    from docgen.workspace.single_sops import Rules

    profile = named_profile(Path(), name)
    laws = load_laws(Path(), profile.nama)
    if laws.value is None:
        raise FindingsError(laws.findings)
    return Rules(profile, laws.value)


def template_here() -> Path:
    """The template of this folder, else the shipped one."""
    own = Path(TEMPLATE)
    return own if own.is_file() else shipped(TEMPLATE)
