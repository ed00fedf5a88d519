"""What ``docgen sop diff`` shows on the screen."""

from __future__ import annotations

from collections.abc import Iterator

from rich.console import Console
from rich.text import Text

from docgen.changes import What
from docgen.changes.told import GROUPS, Line, total_times
from docgen.pipeline.sops.versions import Difference

SIGNS = {What.CHANGED: "~", What.ADDED: "+", What.REMOVED: "-", What.MOVED: ">"}
STYLES = {"old": "red strike", "new": "green underline", "both": ""}
COLOURS = {What.CHANGED: "yellow", What.ADDED: "green", What.REMOVED: "red", What.MOVED: "cyan"}
# How changed words stand out where there are no colours.
BRACKETS = {"old": ("[-", "-]"), "new": ("{+", "+}"), "both": ("", "")}


def show(difference: Difference) -> None:
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
