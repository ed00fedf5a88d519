"""``docgen sop diff``: what changed between two versions of a SOP."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from docgen.changes import What
from docgen.changes.told import GROUPS, Line, total_times
from docgen.cli.build import force_option
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.screen import Screen, speaks
from docgen.cli.sop import profile_option, rules_here, template_here, template_option
from docgen.convert import EngineName
from docgen.errors import UsageError
from docgen.pipeline.versions import Difference, Output, compare_specs, write_difference
from docgen.workspace.report import Report

SIGNS = {What.CHANGED: "~", What.ADDED: "+", What.REMOVED: "-", What.MOVED: ">"}
STYLES = {"old": "red strike", "new": "green underline", "both": ""}
COLOURS = {What.CHANGED: "yellow", What.ADDED: "green", What.REMOVED: "red", What.MOVED: "cyan"}
# How changed words stand out where there are no colours.
BRACKETS = {"old": ("[-", "-]"), "new": ("{+", "+}"), "both": ("", "")}


@click.command(epilog="Contoh:  docgen sop diff lama.yaml baru.yaml --docx --html -o hasil")
@click.argument("old", metavar="LAMA")
@click.argument("new", metavar="BARU")
@click.option("--html", is_flag=True, help="Tulis BARU-perubahan.html: satu halaman yang mandiri.")
@click.option(
    "--docx",
    is_flag=True,
    help="Tulis BARU-matriks.docx dan BARU-redline.docx (lembar dengan perubahan terlacak).",
)
@click.option("--pdf", is_flag=True, help="Tulis kedua dokumen itu, juga sebagai PDF.")
@click.option("--alasan", default="", help="Isi kolom Alasan; biasanya dari «riwayat» BARU.")
@click.option(
    "-o",
    "--output",
    "folder",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path(),
    show_default="folder ini",
    help="Folder hasil.",
)
@template_option
@profile_option
@engine_option
@force_option
@speaks
def diff(
    old: str,
    new: str,
    html: bool,
    docx: bool,
    pdf: bool,
    alasan: str,
    folder: Path,
    template: Path | None,
    profil: str | None,
    engine: EngineName | None,
    force: bool,
    screen: Screen,
) -> int:
    """Bandingkan dua versi SOP: identitas, langkah, lajur, mutu baku dan jumlah waktu.

    LAMA dan BARU adalah berkas spesifikasi, atau SPEK@1: revisi 1 yang disimpan di
    riwayat/ di samping spesifikasi itu. Tanpa opsi berkas, perubahannya hanya ditampilkan.
    """
    if alasan and not (docx or pdf):
        raise UsageError(
            "--alasan hanya untuk matriks perubahan", "Tambahkan --docx, atau hapus --alasan."
        )
    rules = rules_here(profil)
    report = Report(profile=rules.profile)
    difference = compare_specs((old, new), report)
    if html or docx or pdf:
        engine_here = chosen_engine(Path(), engine) if pdf else None
        output = Output(
            folder=folder, html=html, docx=docx or pdf, engine=engine_here, reason=alasan,
            force=force,
        )  # fmt: skip
        write_difference(difference, template or template_here(), rules, output, report)
    if not screen.json:
        _show(difference)
    return screen.report(report)


def _show(difference: Difference) -> None:
    """The changes on stdout, in colours where it is a terminal and NO_COLOR is not set."""
    console = Console(highlight=False, soft_wrap=True)
    for line in _lines(difference, plain=not console.color_system or console.no_color):
        console.print(line)


def _lines(difference: Difference, *, plain: bool) -> Iterator[Text]:
    for group in GROUPS:
        own = [line for line in difference.lines if line.group == group]
        if own:
            yield Text(group, style="bold")
        for line in own:
            yield _line(line, plain=plain)
    old, new = total_times(*difference.versions)
    if old != new:
        yield Text(f"Jumlah waktu: {old or '–'} → {new or '–'}", style="bold")
    count = len(difference.lines)
    yield Text(f"{count} perubahan" if count else "Tidak ada perubahan", style="dim")


def _line(line: Line, *, plain: bool) -> Text:
    what = line.change.what
    text = Text(f"  {SIGNS[what]} {line.place}: ", style=COLOURS[what])
    if what is What.MOVED:
        return text.append(f"{line.old.partition(':')[0]} → {line.new}", style="")
    pieces = line.pieces()
    apart = line.alike and not any(side == "both" for side, _words in pieces)
    for number, (side, words) in enumerate(pieces):
        if apart and number:
            text.append(" → ", style="")
        start, end = BRACKETS[side] if plain and line.alike and not apart else ("", "")
        shown = " · ".join(words.split("\n"))
        text.append(f"{start}{shown}{end}", style=STYLES[side])
    return text
