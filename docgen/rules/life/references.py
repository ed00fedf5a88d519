"""References to SOPs that are no longer in force, by name or by number."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.findings import Finding, warning
from docgen.model.life.states import Life, Lives, SopState
from docgen.model.sop import Sop

GONE = (SopState.DICABUT, SopState.DIGANTIKAN)
_PARTS = re.compile(
    r"[,;\n()]|\b(?:dan|serta|atau|dengan|pada|ke|lihat)\b(?=\s+SOP\b)", re.IGNORECASE
)
_LEAD = re.compile(r".*\bSOP\b", re.IGNORECASE)
_TAIL = re.compile(r"\b(?:nomor|no\b\.?)\s.*", re.IGNORECASE)
_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")


def check_references(lives: Lives) -> Iterator[Finding]:
    """sop-reference-withdrawn, at the line that names a SOP which was withdrawn or replaced."""
    gone = [life for life in lives.every if lives.state(life) in GONE]
    for life in lives.every if gone else ():
        if lives.state(life) in GONE:
            continue
        for path, text in _places(life.sop):
            for other in _named(text, gone):
                if other is life:
                    continue
                yield warning("sop-reference-withdrawn", life.where(*path), _said(other, lives))


def _said(other: Life, lives: Lives) -> str:
    successor = lives.successor(other)
    named = f"SOP «{other.sop.nama}» ({other.sop.nomor})"
    if successor:
        return (
            f"{named} sudah digantikan; rujuk penggantinya, SOP «{successor.sop.nama}» "
            f"({successor.sop.nomor})"
        )
    date = other.sop.dicabut.tanggal if other.sop.dicabut else ""
    return f"{named} sudah dicabut {date}; hapus rujukan ini, atau rujuk SOP yang berlaku"


def _places(sop: Sop) -> Iterator[tuple[tuple[str | int, ...], str]]:
    for number, text in enumerate(sop.keterkaitan.isi):
        yield ("keterkaitan", number), text
    for number, step in enumerate(sop.langkah):
        yield ("langkah", number, "keterangan"), step.keterangan or ""


def _named(text: str, gone: Sequence[Life]) -> Iterator[Life]:
    said = {_bare(text), *map(_bare, _PARTS.split(text))}
    whole = f" {_words(text)} "
    for life in gone:
        names = {sop.nama for sop in (life.sop, *(each.sop for each in life.versions))}
        numbers = {sop.nomor for sop in (life.sop, *(each.sop for each in life.versions))}
        by_name = any(_words(_LEAD.sub("", name)) in said for name in names if _words(name))
        by_number = any(
            f" {_words(number)} " in whole
            and re.search(rf"(?<!\w){re.escape(number)}(?![\w/.-]*\w)", text, re.IGNORECASE)
            for number in numbers
            if _words(number)
        )
        if by_name or by_number:
            yield life


def _bare(text: str) -> str:
    return _words(_TAIL.sub("", _LEAD.sub("", text)))


def _words(text: str) -> str:
    return _NOT_IN_WORDS.sub(" ", text.casefold()).strip()
