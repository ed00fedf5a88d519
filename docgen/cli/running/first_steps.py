"""What ``docgen init`` asks, and what it says when the workspace is there."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

import click

from docgen.choices import LETTER_SIZES, PAPERS_OF_OFFICES
from docgen.cli.asked import ask
from docgen.cli.screen import Screen
from docgen.pipeline.init import Started
from docgen.starter.answers import Answers

# Files that are named; of more only how many.
_NAMED = 8
_QUESTIONS: Mapping[str, str] = {
    "pemerintah": "Baris pertama kop (pemerintah)",
    "kantor": "Nama kantor",
    "alamat": "Alamat di kop",
    "kontak": "Telepon, pos-el di kop (boleh kosong)",
    "kota": "Kota di depan tanggal surat",
    "kode": "Kode kantor di nomor surat",
    "logo": "Berkas logo PNG atau JPEG (boleh kosong)",
    "kertas": f"Kertas surat ({', '.join(LETTER_SIZES)})",
    "pola": "Pola nomor surat",
    "naskah": f"Naskah yang dibuat, dari {','.join(PAPERS_OF_OFFICES)}",
}


def answered(given: Mapping[str, Any], *, asks: bool) -> Answers:
    """The answers: as given, else asked for or the usual ones."""
    usual = Answers()
    found = {}
    for each in fields(Answers):
        value = given.get(each.name)
        if value is None:
            value = getattr(usual, each.name)
            if asks:
                value = _ask(each.name, value)
        found[each.name] = value
    return Answers(**found)


def _ask(name: str, usual: Any) -> Any:
    question = _QUESTIONS[name]
    if name == "logo":
        path = ask(question, "", str.strip, shows_usual=False)
        return Path(path) if path else None
    if name == "kertas":
        sizes = click.Choice(LETTER_SIZES)
        return ask(question, usual, lambda text: sizes.convert(text, None, None))
    if name == "naskah":
        return ask(question, ",".join(usual), papers_of)
    return ask(question, usual, str, shows_usual=bool(usual))


def papers_of(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """``surat,sop`` as papers, in their order. Raises click.BadParameter."""
    if isinstance(text, tuple):
        return text
    chosen = {word.strip().lower() for word in text.split(",") if word.strip()}
    if not chosen or (odd := chosen - {*PAPERS_OF_OFFICES}):
        wrong = f"«{', '.join(sorted(odd))}» tidak ada; " if chosen else ""
        raise click.BadParameter(f"{wrong}pilih dari {','.join(PAPERS_OF_OFFICES)}")
    return tuple(paper for paper in PAPERS_OF_OFFICES if paper in chosen)


def tell(root: Path, started: Started, screen: Screen) -> int:
    """What was written and what was left; what to do next."""
    code = screen.report(started.report)
    if screen.json or screen.quiet:
        return code
    if started.left:
        named = ", ".join(started.left[:_NAMED])
        more = len(started.left) - _NAMED
        click.echo(
            f"Dibiarkan, karena sudah ada: {named}{f' dan {more} lagi' if more > 0 else ''}",
            err=True,
        )
    if started.to_add:
        click.echo("docgen.toml tidak diubah; tambahkan ke dalamnya:\n", err=True)
        click.echo(started.to_add, err=True)
    here = f' -C "{root}"' if root.resolve() != Path().resolve() else ""
    click.echo(f"Selanjutnya: baca README.md di folder itu, lalu docgen build{here}", err=True)
    return code
