"""What ``docgen sop impact`` shows on the screen, and how it asks."""

from __future__ import annotations

from itertools import groupby

from rich.console import Console
from rich.text import Text

from docgen.cli import asked
from docgen.cli.screen import Screen
from docgen.errors import UsageError
from docgen.pipeline.sops.impact import Impact
from docgen.workspace.mentions.search import Mention

# Letters of a text that are shown around what was found.
AROUND = 60


def agrees(screen: Screen) -> bool:
    """Ask whether the specs may be changed. Raises UsageError where nobody can answer."""
    if screen.json:
        raise UsageError("--json tidak dapat bertanya", "Tambahkan --ya setelah melihat hasilnya.")
    return asked.agreed("Ubah spesifikasi itu?")


def show(found: Impact) -> None:
    """The mentions by source, and what would take their places."""
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
    for name in found.begins:
        console.print(Text(f"  {name}: mulai revisi berikutnya, alasan «{found.reason}»"))


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
