"""``docgen sop impact``: which SOP, letter, template, profile and row of data names something."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import click
from rich.console import Console
from rich.text import Text

from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.errors import UsageError
from docgen.pipeline.impact import Impact, apply_impact, find_impact
from docgen.workspace.mentions.search import Mention
from docgen.workspace.report import Report

# Letters of a text that are shown around what was found.
AROUND = 60


@click.command(epilog='Contoh:  docgen sop impact "UU 5/2014"')
@click.argument("texts", nargs=-1, required=True, metavar="TEKS...")
@click.option(
    "--ganti",
    "instead",
    default="",
    metavar="TEKS",
    help="Penggantinya; tanpa opsi ini, peraturan yang dicabut diganti dengan penggantinya.",
)
@click.option("--apply", "is_applied", is_flag=True, help="Ubah spesifikasi SOP, setelah bertanya.")
@click.option("--ya", "is_agreed", is_flag=True, help="Dengan --apply: jangan bertanya.")
@workspace_option
@speaks
def impact(
    texts: tuple[str, ...],
    instead: str,
    is_applied: bool,
    is_agreed: bool,
    root: Path,
    screen: Screen,
) -> int:
    """Cari siapa yang menyebut peraturan, SOP, jabatan, nama atau NIP, dalam ejaan apa pun.

    Yang dicari: SOP, data surat, templat, profil dan pengaturan; juga SOP yang merujuk SOP itu.
    Di belakang peraturan yang dicabut tertulis penggantinya. --apply hanya mengubah
    spesifikasi SOP; komentar dan urutannya tetap.
    """
    if instead and len(texts) > 1:
        raise UsageError("--ganti hanya untuk satu TEKS", "Jalankan sekali untuk setiap TEKS.")
    report = Report()
    found = find_impact(root, texts, instead, report)
    if not screen.json:
        _show(found)
    if is_applied:
        apply_impact(root, found, lambda _edits: is_agreed or _asks(screen), report)
    return screen.report(report, root)


def _asks(screen: Screen) -> bool:
    if screen.json:
        raise UsageError("--json tidak dapat bertanya", "Tambahkan --ya setelah melihat hasilnya.")
    return click.confirm("Ubah spesifikasi itu?", default=False, err=True)


def _show(found: Impact) -> None:
    console = Console(highlight=False, soft_wrap=True)
    for source, own in groupby(found.mentions, key=lambda each: each.source):
        console.print(Text(str(source), style="bold"))
        for mention in own:
            console.print(_line(mention))
    files = len({mention.where.file for mention in found.mentions})
    count = len(found.mentions)
    total = f"{count} sebutan di {files} berkas" if count else "Tidak ada yang menyebutnya"
    console.print(Text(total, style="dim"))
    if found.edits:
        console.print(Text("Yang diganti oleh --apply", style="bold"))
        for edit in found.edits:
            console.print(Text(f"  {edit.where}"))
            console.print(Text(f"    - {' '.join(edit.old.split())}", style="red"))
            console.print(Text(f"    + {' '.join(edit.new.split())}", style="green"))


def _line(mention: Mention) -> Text:
    owner = f" SOP «{mention.owner}»:" if mention.owner else ""
    line = Text(f"  {mention.where}:{owner} ")
    if mention.via:
        return line.append(f"lewat SOP «{mention.via}»", style="cyan")
    text, end = mention.text, 0
    first, last = mention.found[0].start, mention.found[-1].end
    start = max(0, first - AROUND)
    line.append("…" if start else "")
    for each in mention.found:
        line.append(" ".join(text[max(start, end) : each.start].split("\n")))
        line.append(" ".join(text[each.start : each.end].split("\n")), style="bold yellow")
        end = each.end
    line.append(" ".join(text[last : last + AROUND].split("\n")))
    line.append("…" if last + AROUND < len(text) else "")
    if mention.instead:
        line.append(f" → pakai {mention.instead}", style="green")
    return line
