"""The legal basis of a SOP: regulations that were revoked or amended, or that stand there twice.

A line may cite several: *PP 11/2017 sebagaimana telah diubah dengan PP 17/2020*. What became of
each is data: ``docgen/rules/words/legal_basis.toml``, and a file of the office's own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib import resources

from docgen.model.law import Law, Laws
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning

Key = tuple[str, str, int]  # kind, number, year

# A regulation as SOPs cite it: number and year; its kind is what stands before, up to a digit.
# It begins at a digit and is bounded, so that a long text takes no longer than it is.
_CITATION = re.compile(
    r"(?<!\d)(?P<number>\d{1,4})(?P<gap>\D{0,20}?)(?P<by>tahun|thn\.?|th\.?|/|[-–(])[\s:]{0,20}"
    r"(?P<year>\d{4})",
    re.IGNORECASE,
)
# Between number and year these say little: both must stand right beside them.
_LOOSE = frozenset("-–(")
_UNDANG2 = re.compile("undang2", re.IGNORECASE)
_DIGIT = re.compile(r"\d")
# The old form of the ministry of state apparatus: PER/21/M.PAN/11/2008.
_OLD_MINISTRY = re.compile(r"PER[/-](?P<number>\d+)/M\.PAN/\d+/(?P<year>\d{4})", re.IGNORECASE)
_KINDS = (
    (
        "PermenPANRB",
        re.compile(r"pendayagunaan aparatur|panrb|m\.?pan|\b(?:permen)?pan\b", re.IGNORECASE),
    ),
    ("Permendagri", re.compile(r"menteri dalam negeri|permendagri", re.IGNORECASE)),
    ("PeraturanANRI", re.compile(r"arsip nasional|anri", re.IGNORECASE)),
    ("PerkaBKN", re.compile(r"badan kepegawaian negara|bkn", re.IGNORECASE)),
    ("Perpres", re.compile(r"peraturan presiden|perpres", re.IGNORECASE)),
    (
        "Perpu",
        re.compile(r"pengganti undang[- ]*undang|\bperpp?u\b", re.IGNORECASE),
    ),
    ("PP", re.compile(r"peraturan pemerintah(?! daerah| pengganti)|\bpp\b", re.IGNORECASE)),
    ("Perda", re.compile(r"peraturan daerah|\bperda\b", re.IGNORECASE)),
    ("Pergub", re.compile(r"peraturan gubernur|\bpergub\b", re.IGNORECASE)),
    ("Perbup", re.compile(r"peraturan bupati|\bperbup\b", re.IGNORECASE)),
    ("Perwali", re.compile(r"peraturan wali ?kota|\bperwal(?:i|kot)\b", re.IGNORECASE)),
    ("UU", re.compile(r"undang(?:[-\s]*undang)?|\bu\.\s?u\b\.?|\buu\b", re.IGNORECASE)),
)
REGIONAL = frozenset({"Perda", "Pergub", "Perbup", "Perwali"})
# Before a citation: it is what another regulation changes, revokes or replaces.
_OBJECT = re.compile(
    r"\b(?:perubahan(?:\s+\w+)?\s+(?:atas|terhadap)|mengubah|pencabutan|mencabut|menggantikan|"
    r"pengganti(?!\s+undang))\b",
    re.IGNORECASE,
)
# Between two citations: the line itself says that the second took the place of the first.
_REPLACED = re.compile(r"\b(?:dicabut|diganti(?:kan)?)\s+(?:dengan|oleh)\b", re.IGNORECASE)
# Between a regulation's kind and its number.
_NUMBER_WORD = re.compile(r"\b(?:nomor|nomer|no|nmr)\b\.?", re.IGNORECASE)
_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Citation:
    """A regulation in a line, with the words between the one before it and its number.

    It stands from the letter ``start``, where its kind is named, up to ``end``. ``region`` are the
    words between its kind and its number: *Kota Madiun*.
    """

    key: Key
    lead: str
    start: int = 0
    end: int = 0
    region: str = ""


def citations(text: str) -> tuple[Citation, ...]:
    """The regulations that a line cites, in order; those of a kind nobody knows are left out."""
    if old := _OLD_MINISTRY.search(text):
        key = ("PermenPANRB", old["number"].lstrip("0"), int(old["year"]))
        rest = (
            replace(each, start=each.start + old.end(), end=each.end + old.end())
            for each in citations(text[old.end() :])
        )
        return (Citation(key, "", *old.span()), *rest)
    text = _UNDANG2.sub("undang-", text)  # as long as before
    found = []
    end = 0
    for match in _CITATION.finditer(text):
        if match["by"] in _LOOSE and (match["gap"].strip() or len(match["number"]) > 3):
            continue  # a span of years: RPJMD 2014-2019
        lead = text[end : match.start()]
        last = _DIGIT.split(lead)[-1]
        kind = _kind(last)
        if kind:
            name, start, stop = kind
            key = (name, match["number"].lstrip("0"), int(match["year"]))
            offset = match.start() - len(last)
            region = _NUMBER_WORD.sub("", last[stop:]).strip(" .,:/-")
            end = match.end()
            end += match["by"] == "(" and text[end : end + 1] == ")"
            found.append(Citation(key, lead, offset + start, end, region))
    return tuple(found)


def cited(text: str) -> Key | None:
    """Kind, number and year of the regulation that a line cites first; None when unknown."""
    return next((citation.key for citation in citations(text)), None)


def _kind(lead: str) -> tuple[str, int, int] | None:
    """The kind that is named last, from where to where: titles of regulations speak of others."""
    ends = [
        (found.end(), -rank, found.start(), name)
        for rank, (name, pattern) in enumerate(_KINDS)
        for found in pattern.finditer(lead)
    ]
    if not ends:
        return None
    end, rank, _start, name = max(ends)
    start = min(start for stop, each, start, _name in ends if stop == end and each == rank)
    return name, start, end


def check_laws(subject: Subject) -> Iterator[Fault]:
    """sop-law-revoked, sop-law-amended, sop-law-twice."""
    yield from _outdated(subject)
    yield from _twice(subject)


def _outdated(subject: Subject) -> Iterator[Fault]:
    """Regulations that were revoked or amended, unless the SOP also cites what did it."""
    lines = [citations(text) for text in subject.sop.dasar_hukum.isi]
    everything = {citation.key for line in lines for citation in line}
    laws = known_laws(subject.around.laws)
    for number, line in enumerate(lines):
        place = subject.where("dasar_hukum", number)
        for at, citation in enumerate(line):
            law = laws.get(citation.key)
            if law is None or law.status == "berlaku" or _OBJECT.search(citation.lead):
                continue
            later = {each.key for each in citations(law.oleh)}
            source = f" ({law.sumber})" if law.sumber else ""
            if law.status == "diubah":
                if not later & everything:
                    advice = f"sudah diubah dengan {law.oleh}; sebutkan juga perubahannya"
                    yield hint("sop-law-amended", place, law.short, advice)
            elif at + 1 < len(line) and _REPLACED.search(line[at + 1].lead):
                continue
            elif later & everything:
                advice = f"sudah dicabut dan penggantinya sudah disebut; hapus baris ini{source}"
                yield hint("sop-law-revoked", place, law.short, advice)
            else:
                instead = f"; pakai {law.oleh}" if law.oleh else ""
                yield warning(
                    "sop-law-revoked", place, law.short, f"sudah dicabut{instead}{source}"
                )


def _twice(subject: Subject) -> Iterator[Fault]:
    first: dict[object, int] = {}
    for number, text in enumerate(subject.sop.dasar_hukum.isi):
        key = cited(text)
        # Two regions may have a Perda of one number and year.
        words = _NOT_IN_WORDS.sub(" ", text.lower()).strip()
        same: object = words if key is None or key[0] in REGIONAL else key
        if words and number != first.setdefault(same, number):
            advice = f"sudah disebut pada butir {first[same] + 1}; hapus salah satunya"
            shown = f"{key[0]} {key[1]}/{key[2]}" if key else f"«{text}»"
            yield hint("sop-law-twice", subject.where("dasar_hukum", number), shown, advice)


def known_laws(own: Sequence[Law]) -> dict[Key, Law]:
    """The shipped regulations with those of an office on top, by kind, number and year."""
    return {(law.jenis, law.nomor.lstrip("0"), law.tahun): law for law in (*_shipped(), *own)}


@cache
def _shipped() -> tuple[Law, ...]:
    source = resources.files("docgen.rules") / "words" / "legal_basis.toml"
    return Laws.model_validate(tomllib.loads(source.read_text(encoding="utf-8"))).peraturan
