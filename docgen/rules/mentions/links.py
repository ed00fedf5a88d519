"""Which SOP refers to which: *keterkaitan*, and *keterangan* of the steps (domain rules §1.2)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from docgen.findings import Finding, Locate, hint
from docgen.model.sop import Sop
from docgen.rules.mentions.find import find
from docgen.rules.mentions.tokens import words
from docgen.rules.mentions.wanted import Subject, Wanted

_LEAD = re.compile(r"^\W*SOP\b[\s:.-]*", re.IGNORECASE)
RELATED = "keterkaitan"

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A reference from a SOP to another, by their indices; ``target`` is None for one that is not
    at hand, which is called ``name``. ``path`` are the keys of the place."""

    source: int
    target: int | None
    name: str
    path: Path


def links(sops: Sequence[Sop]) -> tuple[Link, ...]:
    """All references, in the order of the SOPs and of their keys."""
    sought = [_as_wanted(sop) for sop in sops]
    return tuple(link for at, sop in enumerate(sops) for link in _of(at, sop, sops, sought))


def one_sided(sops: Sequence[tuple[Sop, Locate]]) -> Iterator[Finding]:
    """sop-reference-one-sided: a SOP that names another as related, which says nothing of it."""
    found = links([sop for sop, _where in sops])
    known = {(link.source, link.target) for link in found}
    told: set[tuple[int, int]] = set()
    for link in found:
        if link.target is None or link.path[0] != RELATED or (link.target, link.source) in known:
            continue
        pair = (link.source, link.target)
        if pair in told:
            continue
        told.add(pair)
        sop, where = sops[link.source]
        other, place = sops[link.target]
        message = (
            f"terkait dengan SOP «{other.nama}», tetapi SOP itu tidak menyebut SOP ini; tambahkan "
            f"«SOP {sop.nama}» pada «keterkaitan» di {place(RELATED)}, atau hapus butir ini"
        )
        yield hint("sop-reference-one-sided", where(*link.path), message)


def _as_wanted(sop: Sop) -> Wanted:
    name = words(_LEAD.sub("", sop.nama))
    numbers = (sop.nomor,) if any(map(str.isdigit, sop.nomor)) else ()
    return Wanted(sop.nama, Subject.SOP, phrases=(name,) if name else (), numbers=numbers)


def _of(at: int, sop: Sop, sops: Sequence[Sop], sought: Sequence[Wanted]) -> Iterator[Link]:
    for path, text in _places(sop):
        is_related = path[0] == RELATED
        there = frozenset(words(text))
        named = [
            other
            for other, what in enumerate(sought)
            if _may_be(what, there) and find(what, text, is_name=is_related)
        ]
        yield from (Link(at, other, sops[other].nama, path) for other in named if other != at)
        if is_related and not named and _LEAD.match(text):
            yield Link(at, None, _LEAD.sub("", text).strip(" ."), path)


def _places(sop: Sop) -> Iterator[tuple[Path, str]]:
    for number, text in enumerate(sop.keterkaitan.isi):
        yield (RELATED, number), text
    for number, step in enumerate(sop.langkah):
        if step.keterangan:
            yield ("langkah", number, "keterangan"), step.keterangan


def _may_be(what: Wanted, there: frozenset[str]) -> bool:
    """Quick: whether all words of a name, or of a number, stand in a text at all."""
    return any(there.issuperset(phrase) for phrase in what.phrases) or any(
        there.issuperset(words(number)) for number in what.numbers
    )
