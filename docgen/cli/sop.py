"""``docgen sop render`` and ``docgen sop check``."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.cli.build import force_option
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.screen import Screen, speaks
from docgen.convert import EngineName
from docgen.errors import UsageError
from docgen.load.shipped import shipped
from docgen.pipeline.report import Report
from docgen.pipeline.single import FORMATS, check_specs, default_profile, render_specs

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
    "--profil", default="default", show_default=True, help="Profil aturan daerah."
)


@click.group(epilog="Contoh:  docgen sop render sop_specs/madiun-skp.yaml -o hasil")
def sop() -> None:
    """Lembar SOP dari spesifikasi YAML."""


@sop.command(epilog="Contoh:  docgen sop render sop_specs/madiun-skp.yaml -o hasil")
@specs_argument
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="folder ini",
    help="Folder hasil.",
)
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
    profil: str,
    engine: EngineName | None,
    force: bool,
    screen: Screen,
) -> int:
    """Buat lembar SOP: identitas dan diagram alir, siap disunting di Word."""
    wanted = tuple(part.strip() for part in formats.split(",") if part.strip())
    unknown = [part for part in wanted if part not in FORMATS]
    if unknown or not wanted:
        raise UsageError(f"format «{formats}» tidak dikenal", f"Pilih dari {', '.join(FORMATS)}.")
    report = render_specs(
        specs,
        folder,
        wanted,
        template or _template(),
        default_profile(Path(), profil),
        chosen_engine(Path(), engine),
        force=force,
    )
    return screen.report(report)


@sop.command(epilog="Contoh:  docgen sop check sop_specs/*.yaml")
@specs_argument
@template_option
@profile_option
@speaks
def check(specs: tuple[Path, ...], template: Path | None, profil: str, screen: Screen) -> int:
    """Periksa SOP terhadap aturan: identitas, simbol, lajur, mutu baku, waktu dan totalnya."""
    profile = default_profile(Path(), profil)
    findings = check_specs(specs, template or _template(), profile)
    return screen.report(Report(findings=list(findings)))


def _template() -> Path:
    own = Path(TEMPLATE)
    return own if own.is_file() else shipped(TEMPLATE)
