"""Posts as SOPs write them: *Kabid* is *Kepala Bidang*, and *Kepala Diskominfo* of that office."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import takewhile

from docgen.model.sop import Sop
from docgen.model.writing.marked import plain
from docgen.rules.sop.data import words_file
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint

_NOT_IN_WORDS = re.compile(r"[^a-z0-9]+")
_ALTERNATIVES = re.compile(r"\s*[/,;]\s*|\s+dan\s+|\s+atau\s+", re.IGNORECASE)
_BY = re.compile(r"\boleh\s+(.*)")
_PASSIVE = re.compile(r"\bdi[a-z]{3,}\b")
_REGIONS = frozenset({"kota", "kabupaten", "kab", "provinsi", "prov"})
_VERB = re.compile(r"(?:me|ber|di)[a-z]{2,}")
# Before "oleh", these begin words about what somebody else has done or will do with the paper.
_ABOUT_OTHERS = frozenset(
    (
        "yang", "telah", "sudah", "hasil", "untuk", "agar", "supaya", "setelah", "sesudah", "dari",
        "atas", "guna",
    )
)  # fmt: skip


def spelt_out(text: str) -> list[str]:
    """The words of a post, in lower case and without short forms: ``Kasubag`` -> kepala …"""
    short = words_file()["singkatan_jabatan"]
    text = text.lower().replace("wali kota", "walikota").replace("sub bag", "subbag")
    text = text.replace("sub bid", "subbid")
    words = _NOT_IN_WORDS.sub(" ", text).split()
    return [word for each in words for word in str(short.get(each, each)).split()]


def check_posts(subject: Subject) -> Iterator[Fault]:
    """sop-step-other-lane, sop-approver-unknown."""
    yield from _other_lane(subject)
    yield from _approver(subject)


@dataclass(frozen=True, slots=True)
class _Lane:
    key: str
    title: str
    words: tuple[str, ...]


def _lanes(sop: Sop) -> list[_Lane]:
    """The lanes by each post that their titles name, the longest first."""
    named = [
        _Lane(key, title, tuple(spelt_out(post)))
        for key, title in sop.pelaksana.items()
        for post in {title, *_ALTERNATIVES.split(title)}
    ]
    return sorted((lane for lane in named if lane.words), key=lambda lane: -len(lane.words))


def _other_lane(subject: Subject) -> Iterator[Fault]:
    """Words that say who acts, where the symbol stands in another's lane.

    Whoever gets a paper, or has signed it before, is named in most steps; so only *oleh X* after
    an active verb and a subject at the beginning are looked at.
    """
    lanes = _lanes(subject.sop)
    for step in subject.sop.langkah:
        words = spelt_out(plain(step.uraian))
        actor = _actor(words, lanes)
        if actor is None or actor.key in step.pelaksana:
            continue
        own = ", ".join(subject.sop.pelaksana[key] for key in step.pelaksana)
        advice = (
            f"menurut uraiannya dilakukan oleh «{actor.title}», tetapi simbolnya di lajur «{own}»; "
            "pindahkan simbolnya, atau betulkan uraiannya"
        )
        place = subject.place(step, "uraian")
        yield hint("sop-step-other-lane", place, subject.named(step), advice)


def _actor(words: list[str], lanes: list[_Lane]) -> _Lane | None:
    for lane in lanes:
        if _begins(words, lane) and any(map(_VERB.fullmatch, words[len(lane.words) :][:1])):
            return lane
    found = _BY.search(" ".join(words))
    before = " ".join(words).partition(" oleh ")[0].split()
    if found is None or not before or _ABOUT_OTHERS & set(before):
        return None
    no_passive = words_file()["bukan_pasif"]
    if any(_PASSIVE.fullmatch(word) and word not in no_passive for word in before[1:]):
        return None
    after = found[1].split()
    return next((lane for lane in lanes if _begins(after, lane)), None)


def _begins(words: list[str], lane: _Lane) -> bool:
    return tuple(words[: len(lane.words)]) == lane.words


def _approver(subject: Subject) -> Iterator[Fault]:
    """Posts of who approves and who closes: of a lane, of the office, of its government."""
    sop = subject.sop
    for key, approver in (("disahkan_oleh", sop.disahkan_oleh), ("penutup", sop.penutup)):
        if approver is None or not approver.jabatan:
            continue
        office = (sop.instansi.pemerintah, sop.instansi.nama, *sop.instansi.unit)
        names = (*office, *sop.pelaksana.values(), *subject.around.offices)
        strange = _strange(approver.jabatan, names)
        if strange:
            what = f"jabatan «{approver.jabatan}»"
            advice = (
                f"«{' '.join(strange)}» tidak ada pada nama instansi, unit atau lajur; periksa "
                "apakah pejabat ini berwenang mengesahkan SOP ini"
            )
            yield hint("sop-approver-unknown", subject.where(key, "jabatan"), what, advice)


def _strange(post: str, names: Iterable[str]) -> list[str]:
    """The words of a post that neither stand in any name nor are short for one."""
    general = words_file()["kata_jabatan"]
    known = [spelt_out(name) for name in names]
    there = {word for words in known for word in words}
    asked = spelt_out(post)
    if not _REGIONS & there:  # where the office is, nobody says
        asked = list(takewhile(lambda word: word not in _REGIONS, asked))
    return [
        word
        for word in asked
        if word not in general
        and word not in there
        and (word in words_file()["kata_instansi"] or not _is_short(word, known))
    ]


def _is_short(word: str, names: Iterable[list[str]]) -> bool:
    """Whether a word's letters stand in one name, in order, from the beginning of a word on."""
    for name in names:
        for start in range(len(name)):
            letters = iter("".join(name[start:]))
            if name[start][:1] == word[:1] and all(letter in letters for letter in word):
                return True
    return False
