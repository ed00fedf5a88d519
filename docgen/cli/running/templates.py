"""Templates on the screen: their list, and one of them laid open."""

from __future__ import annotations

from collections.abc import Sequence

import click
from rich import box
from rich.console import Console
from rich.table import Table
from rich.text import Text

from docgen.cli.running.tables import console_for_tables
from docgen.cli.screen import Screen
from docgen.pipeline.templates.preview import Previewed
from docgen.pipeline.templates.show import TemplatePage
from docgen.templates.catalogue import Listed
from docgen.templates.kinds import TemplateKind
from docgen.templates.shown import Line
from docgen.workspace.report import Report


def tell_list(screen: Screen, listed: Sequence[Listed], report: Report) -> int:
    """The list; for other programs as data."""
    if not screen.json and not screen.quiet:
        heads = ("Templat", "Judul", "Untuk", "Dipakai", "Tempat")
        rows = [
            (each.path, each.title, each.kind.title, ", ".join(each.used_by) or "-", _place(each))
            for each in listed
        ]
        console_for_tables().print(_table(heads, rows))
    return screen.report(report)


def _place(each: Listed) -> str:
    return f"{each.place} (berbeda dari bawaan)" if each.is_changed else each.place


def tell_page(screen: Screen, page: TemplatePage, report: Report) -> int:
    """What a template asks for."""
    if not screen.json and not screen.quiet:
        _page(console_for_tables(), page)
    return screen.report(report)


def _page(console: Console, page: TemplatePage) -> None:
    kind, shown = page.opened.kind, page.shown
    guess = " (ditebak dari isiannya)" if page.opened.is_guessed else ""
    for head, words in (
        ("Templat", page.opened.template.where.file),
        ("Judul", page.title or "-"),
        ("Jenis", f"{kind.title}{guess}: {kind.purpose}"),
        ("Disebut di", kind.named_in),
        ("Dipakai", ", ".join(str(use) for use in page.opened.used_by) or "belum dipakai"),
    ):
        console.print(Text(f"{head}: {words}"), soft_wrap=True)
    if page.opened.is_workbook:
        console.print("Buku kerja ini memberi rupa, dan tidak punya isian.")
        return
    console.print(_lines("Isian yang dipakai", shown.lines))
    for head, texts in (
        ("Syarat", shown.tests),
        ("Ulangan", shown.loops),
        ("Saringan", shown.filters),
        ("Tidak ada yang mengisi", shown.nobody),
    ):
        if texts:
            console.print(Text(f"{head}: {'; '.join(texts)}"), soft_wrap=True)
    console.print(_lines("Tersedia, belum dipakai templat ini", shown.offers))


def _lines(title: str, lines: Sequence[Line]) -> Table:
    heads = ("Isian", "Jenis", "Dari", "Tempat", "Contoh")
    rows = [
        (
            each.name,
            f"{each.type}: {', '.join(each.parts)}" if each.parts else each.type,
            each.source,
            each.place,
            each.example,
        )
        for each in lines
    ]
    return _table(heads, rows, title)


def _table(heads: Sequence[str], rows: Sequence[Sequence[str]], title: str | None = None) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD)
    for head in heads:
        table.add_column(head, overflow="fold")
    for row in rows:
        table.add_row(*map(Text, row))
    return table


def tell_preview(screen: Screen, previewed: Previewed) -> int:
    """Where the preview is, and of what."""
    code = screen.report(previewed.report)
    if not screen.json and not screen.quiet and previewed.report.written:
        click.echo(f"Isinya: {previewed.of or 'data contoh bawaan docgen'}", err=True)
    return code


def tell_new(screen: Screen, kind: TemplateKind, report: Report) -> int:
    """Where the template is, and where docgen.toml names it."""
    code = screen.report(report)
    if not screen.json and not screen.quiet:
        click.echo(f"Selanjutnya: ubah rupanya di Word, lalu sebut di docgen.toml, "
                   f"{kind.named_in}.", err=True)  # fmt: skip
    return code
