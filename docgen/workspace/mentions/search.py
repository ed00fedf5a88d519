"""What in a workspace names a law, a SOP or somebody; and what follows, through *keterkaitan*."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from docgen.findings import Where
from docgen.load.sop import SopFile
from docgen.model.law import Law
from docgen.rules.mentions import Found, Subject, Wanted, find, wanted
from docgen.rules.mentions.links import RELATED, Link, links
from docgen.rules.mentions.wanted import NIP, SopName, bare_name
from docgen.rules.sop.laws import known_laws
from docgen.workspace.mentions.places import NAME, STAFF_NUMBER, Place, Source

_NOT_DIGIT = re.compile(r"\D")


@dataclass(frozen=True, slots=True)
class Mention:
    """A place that names what was asked for; or, with ``via``, a SOP that leads to one that does.

    ``owner`` is the SOP that it stands in ("" in other sources), ``instead`` what takes its place.
    """

    what: Wanted
    where: Where
    source: Source
    text: str
    owner: str = ""
    found: tuple[Found, ...] = ()
    via: str = ""
    instead: str = ""
    place: Place | None = None

    def as_json(self) -> dict[str, Any]:
        """The mention as plain values, without its empty parts."""
        more = {"sop": self.owner, "lewat": self.via, "ganti_dengan": self.instead}
        return {
            "dicari": self.what.text,
            "jenis": str(self.what.subject),
            "sumber": str(self.source),
            "tempat": in_plain(self.where),
            "teks": self.text,
            "disebut": [self.text[each.start : each.end] for each in self.found],
            **{key: value for key, value in more.items() if value},
        }


def in_plain(where: Where) -> dict[str, Any]:
    """A place as plain values, without its empty parts."""
    parts = {
        "berkas": where.file, "baris": where.line, "lembar": where.sheet, "sel": where.cell,
        "paragraf": where.paragraph,
    }  # fmt: skip
    return {key: value for key, value in parts.items() if value is not None}


def search(
    texts: Sequence[str],
    places: Sequence[Place],
    specs: Mapping[str, SopFile],
    laws: Iterable[Law],
) -> tuple[Mention, ...]:
    """All mentions of all texts, in the order of the sources; then the SOPs that lead to them."""
    sops = [SopName(file.sop.nama, file.sop.nomor) for file in specs.values()]
    what = [_with_person(each, places) for text in texts for each in wanted(text, sops)]
    known = known_laws(list(laws))
    direct = [
        Mention(
            what=each,
            where=place.where,
            source=place.source,
            text=place.text,
            owner=_owner(place, specs),
            found=found,
            instead=_instead(each, known),
            place=place,
        )
        for each in what
        for place in places
        if (found := find(each, place.text, is_name=place.is_sop_name))
    ]
    return (*direct, *(m for each in what for m in _led(each, direct, specs)))


def not_understood(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts without a word that could be looked for."""
    return tuple(text for text in texts if not wanted(text, ()))


def _owner(place: Place, specs: Mapping[str, SopFile]) -> str:
    file = specs.get(place.where.file) if place.source is Source.SPEC else None
    return file.sop.nama if file else ""


def _instead(what: Wanted, laws: Mapping[Any, Law]) -> str:
    law = laws.get(what.law.key) if what.law else None
    return law.oleh if law and law.status == "dicabut" else ""


def _with_person(what: Wanted, places: Iterable[Place]) -> Wanted:
    """Who has a number has a name, and the other way round, where a record of data holds both."""
    if what.subject not in (Subject.NIP, Subject.WORDS):
        return what
    records: dict[tuple[str, str | None, Any], dict[str, str]] = {}
    for place in places:
        key = str(place.path[-1]) if place.path else ""
        if key in (NAME, STAFF_NUMBER):
            one = records.setdefault((place.where.file, place.where.sheet, place.record), {})
            one[key] = place.text
    phrases, digits = list(what.phrases), what.digits
    for record in records.values():
        name, number = record.get(NAME, ""), _NOT_DIGIT.sub("", record.get(STAFF_NUMBER, ""))
        if len(number) != NIP or not name:
            continue
        if what.subject is Subject.NIP and number == what.digits:
            phrases.append(bare_name(name))
        elif what.subject is Subject.WORDS and bare_name(name) in what.phrases:
            digits = number
    is_person = bool(phrases) and what.subject is Subject.NIP
    subject = Subject.WORDS if is_person else what.subject
    return replace(what, subject=subject, phrases=tuple(dict.fromkeys(phrases)), digits=digits)


def _led(what: Wanted, direct: Sequence[Mention], specs: Mapping[str, SopFile]) -> list[Mention]:
    """The SOPs that refer to one that names it, and those that refer to these, each once."""
    files = list(specs.items())
    every = links([file.sop for _path, file in files])
    index = {path: number for number, (path, _file) in enumerate(files)}
    reached = {
        index[mention.where.file]
        for mention in direct
        if mention.what is what and mention.where.file in index
    }
    found: list[Mention] = []
    waiting = sorted(reached)
    while waiting:
        target = waiting.pop(0)
        for link in every:
            if link.target == target and link.source not in reached:
                reached.add(link.source)
                waiting.append(link.source)
                found.append(_via(what, link, files))
    return found


def _via(what: Wanted, link: Link, files: Sequence[tuple[str, SopFile]]) -> Mention:
    _path, file = files[link.source]
    number = int(link.path[1])
    related = link.path[0] == RELATED
    text = file.sop.keterkaitan.isi[number] if related else file.sop.langkah[number].keterangan
    return Mention(
        what=what,
        where=file.where(*link.path),
        source=Source.SPEC,
        text=text or "",
        owner=file.sop.nama,
        via=link.name,
    )
