"""What ``docgen clean`` and ``docgen watch`` do and say."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from docgen.cli import asked
from docgen.cli.numbers import on_terminal
from docgen.cli.screen import Screen
from docgen.cli.told import STOPPED, told
from docgen.pipeline.clean import clean
from docgen.workspace.upkeep.watched import changes

MOST_NAMED = 5


def cleaned(root: Path, screen: Screen, *, yes: bool) -> int:
    """Name what is left over, ask, remove it; paths of what is gone go to stdout."""
    asks = on_terminal() and not screen.json

    def agrees(names: Sequence[str]) -> bool:
        if yes:
            return True
        if not screen.json:
            screen.console.print("Tidak ada lagi sumbernya:", markup=False)
            for name in names:
                screen.console.print(f"  {name}", markup=False, soft_wrap=True)
        return asks and asked.agreed(f"Hapus {len(names)} hasil ini?")

    report = clean(root, dt.date.today(), agrees, screen.progress)
    data = report.data or {}
    if screen.json:
        return screen.report(report)
    for name in data["dihapus"]:
        click.echo(str(root / name))
    code = screen.report(report)
    if not screen.quiet:
        kept = sum(finding.code == "output-kept" for finding in report.findings)
        _said(screen, len(data["sisa"]), len(data["dihapus"]), kept, asks=asks)
    return code


def _said(screen: Screen, found: int, gone: int, kept: int, *, asks: bool) -> None:
    if not found and kept:
        words = f"Tidak ada yang dihapus: {kept} hasil tanpa sumber disimpan, alasannya di atas."
    elif not found:
        words = "Tidak ada sisa: setiap hasil docgen punya sumbernya."
    elif gone:
        words = f"{gone} hasil dihapus; daftar dan checksum menyusul pada docgen build berikutnya."
    elif asks:
        words = "Tidak ada yang dihapus."
    else:
        words = f"Tidak ada yang dihapus; tambahkan --ya untuk menghapus {found} hasil itu."
    screen.console.print(words, markup=False)


def watched(
    root: Path,
    screen: Screen,
    build: Callable[[], int],
    sleep: Callable[[float], None] = time.sleep,
) -> int:
    """Build now and whenever sources changed, until Ctrl-C; what a build finds stops nothing."""

    def say(line: str) -> None:
        if not screen.quiet and not screen.json:
            screen.console.print(line, style="dim", markup=False, soft_wrap=True)

    try:
        seen = changes(root, sleep)
        code = told(build)
        while code != STOPPED:
            say("Menunggu perubahan; berhenti dengan Ctrl-C.")
            changed = next(seen)
            more = f" dan {len(changed) - MOST_NAMED} lagi" if len(changed) > MOST_NAMED else ""
            say(f"Berubah: {', '.join(changed[:MOST_NAMED])}{more}")
            code = told(build)
    except KeyboardInterrupt:
        return 0
    return code
