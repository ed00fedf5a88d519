"""Numbers before they are given for ever: shown, and asked about where somebody can answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import click

from docgen.choices import MOST_BEFORE
from docgen.cli import asked
from docgen.model.writing.dates import format_tanggal
from docgen.numbering import Entry, Place, Status, nobody_to_ask
from docgen.workspace.report import Report


def shown(numbers: Sequence[Entry]) -> list[str]:
    """``und-3 → 005/4/DISPUSIP/2026, tanggal 27 November 2026``, a line each."""
    ids = Counter(entry.letter.partition("/")[2] for entry in numbers)
    found = []
    for entry in numbers:
        name = entry.letter.partition("/")[2]
        line = f"{entry.letter if ids[name] > 1 else name} → {entry.number}, tanggal "
        line += format_tanggal(entry.dated)
        found.append(line + " (sementara)" * (entry.status is Status.PROVISIONAL))
    return found


def reasons(report: Report, *, verbose: bool) -> list[str]:
    """Why outputs would be made, a line each; where that is explained, also why others would not,
    which are only counted unless ``verbose``."""
    if not report.explained:
        return [f"{name}: {reason}" for name, reason in report.reasons.items()]
    lines = [str(each) for each in report.explained if each.again or verbose]
    same = len(report.explained) - len(lines)
    return lines + [f"{same} lainnya tidak dibuat lagi: sumbernya sama (-v menyebutnya)"] * (
        same > 0
    )


class AbsentClerk:
    """Nobody is there to be asked: no number is given."""

    def last_serial(self, place: Place) -> int | None:
        """As where nobody is asked."""
        nobody_to_ask(place)
        return None

    def agrees(self, numbers: Sequence[Entry]) -> bool:
        """Never."""
        del numbers
        return False


class AskedClerk:
    """The clerk before this terminal."""

    def last_serial(self, place: Place) -> int:
        """The last serial of the book kept before."""
        question = (
            f"Agenda {place} masih kosong. Nomor urut terakhir yang sudah dipakai di buku lama "
            "(0 bila belum ada)"
        )
        numbers = click.IntRange(0, MOST_BEFORE)
        return asked.ask(question, "0", lambda text: numbers(text))

    def agrees(self, numbers: Sequence[Entry]) -> bool:
        """Show them and ask."""
        click.echo("Nomor yang akan diberikan untuk selamanya:", err=True)
        for line in shown(numbers):
            click.echo(f"  {line}", err=True)
        return asked.agreed("Berikan nomor ini?")
