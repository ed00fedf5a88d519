"""Rules about the words of a SOP: active verbs, old terms, terms of another SOP, references."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docgen.model.sop import CELLS, Symbol
from docgen.model.writing.marked import left_open, plain
from docgen.rules.sop.data import words_file
from docgen.rules.sop.subject import Subject
from docgen.rules.sop.told import Fault, hint, warning

_VERB = re.compile(r"(me|ber)[a-z]", re.IGNORECASE)
_REFERENCE = re.compile(r"\bSOP\s+([^,;\n]+)")


def check_words(subject: Subject) -> Iterator[Fault]:
    """sop-not-active-verb, sop-term-old, sop-foreign-term, sop-reference-unknown, sop-mark-open."""
    yield from _verbs(subject)
    yield from _marks(subject)
    yield from _old_terms(subject)
    yield from _foreign_terms(subject)
    yield from _references(subject)


def _verbs(subject: Subject) -> Iterator[Fault]:
    """A kegiatan is written active, verb first, without a subject (PermenPANRB 35/2012)."""
    no_verbs = words_file()["bukan_kata_kerja"]
    for step in subject.sop.langkah:
        text = plain(step.uraian).strip()
        if text.lower() in ("mulai", "selesai", ""):
            continue  # a terminator, no kegiatan; or another finding
        if step.simbol is Symbol.KEPUTUSAN and text.endswith("?"):
            continue  # a diamond may just ask: "Berkas lengkap?"
        first = re.split(r"\W+", text, maxsplit=1)[0].lower()
        if not _VERB.match(first) or first in no_verbs:
            what = f"{subject.named(step)} «{first}»"
            advice = "mulai uraian dengan kata kerja aktif (Menerima, Memeriksa, …)"
            yield warning("sop-not-active-verb", subject.place(step, "uraian"), what, advice)


def _marks(subject: Subject) -> Iterator[Fault]:
    """Asterisks that were to make words bold, with nothing at their end."""
    for step in subject.sop.langkah:
        for key in CELLS:
            text = getattr(step, key) or ""
            if left_open(text):
                what = f"{subject.named(step)}, {key}"
                advice = (
                    "tanda ** tidak ditutup di baris yang sama, jadi tercetak apa adanya; tulis "
                    "**kata tebal**, atau hapus tandanya"
                )
                yield hint("sop-mark-open", subject.place(step, key), what, advice)


def _old_terms(subject: Subject) -> Iterator[Fault]:
    for term in words_file()["istilah"]:
        if term["lama"].lower() in subject.sop.nama.lower():
            advice = f"kini «{term['baru']}» ({term['sumber']})"
            yield hint("sop-term-old", subject.where("nama"), f"«{term['lama']}»", advice)


def _foreign_terms(subject: Subject) -> Iterator[Fault]:
    for field in words_file()["asing"]:
        if any(word in subject.sop.nama.lower() for word in field["kata_nama"]):
            continue
        for step in subject.sop.langkah:
            for key in ("kelengkapan", "output"):
                text = plain(getattr(step, key) or "").lower()
                for term in field["istilah"]:
                    if term in text:
                        what = f"{subject.named(step)} «{term}»"
                        advice = f"istilah {field['bidang']}; mungkin tersalin dari SOP lain"
                        yield hint("sop-foreign-term", subject.place(step, key), what, advice)


def _references(subject: Subject) -> Iterator[Fault]:
    known = {_bare(name) for name in subject.around.sops}
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("keterkaitan", n), text) for n, text in enumerate(subject.sop.keterkaitan.isi)
    ]
    for number, step in enumerate(subject.sop.langkah):
        places.append((("langkah", number, "keterangan"), plain(step.keterangan or "")))
    for path, text in places:
        for match in _REFERENCE.finditer(text):
            name = match[1].strip(" .")
            if _bare(name) not in known:
                advice = "dirujuk tetapi tidak ada di ruang kerja ini"
                place = subject.where(*path)
                yield hint("sop-reference-unknown", place, f"SOP «{name}»", advice)


def _bare(name: str) -> str:
    return " ".join(re.sub(r"\bSOP\b", "", name, flags=re.IGNORECASE).lower().split())
