"""``docgen jelaskan``: what a code of findings means."""

from __future__ import annotations

import click

from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks
from docgen.errors import UsageError


@command("jelaskan", epilog="Contoh:  docgen jelaskan column-missing")
@click.argument("code", metavar="KODE")
@speaks
def explain(code: str, screen: Screen) -> int:
    """Jelaskan kode sebuah temuan: apa sebabnya, bagaimana bunyinya, apa jalan keluarnya."""
    from docgen.check.report.explained import explained, likely
    from docgen.cli.running.explanation import page, plain
    from docgen.load.workspace import weighable
    from docgen.workspace.report import Report

    asked = code.strip().lower().replace("_", "-")
    found = explained(asked, weighable())
    if found is None:
        close = ", ".join(likely(asked))
        raise UsageError(
            f"tidak ada temuan berkode «{code}»",
            f"Maksud Anda: {close}?" if close else "Kodenya tertulis di depan pesan temuan.",
        )
    if not screen.json:
        click.echo(page(found))
    return screen.report(Report(data=plain(found)))
