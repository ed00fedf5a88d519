"""Rules about the words of a SOP: active verbs, old terms, terms of another SOP, references."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection, Iterator
from functools import cache
from importlib import resources
from typing import Any

from docgen.findings import Finding, Locate, hint, warning
from docgen.model.sop import Sop

_VERB = re.compile(r"(me|ber)[a-z]", re.IGNORECASE)
_REFERENCE = re.compile(r"\bSOP\s+([^,;\n]+)")
# A regulation as SOPs cite it: number and year; its kind is what stands before, up to a digit.
# It begins at a digit and is bounded, so that a long text takes no longer than it is.
_CITATION = re.compile(
    r"(?<!\d)(?P<number>\d{1,4})\D{0,20}?(?:tahun|thn\.?|th\.?|/)\s{0,20}(?P<year>\d{4})",
    re.IGNORECASE,
)
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
    ("PP", re.compile(r"peraturan pemerintah(?! daerah)|\bpp\b", re.IGNORECASE)),
    ("UU", re.compile(r"undang|\buu\b", re.IGNORECASE)),
)


def check_words(sop: Sop, where: Locate, known_sops: Collection[str]) -> Iterator[Finding]:
    """Findings about wording; ``known_sops`` are the names of the workspace's SOPs."""
    yield from _verbs(sop, where)
    yield from _old_terms(sop, where)
    yield from _foreign_terms(sop, where)
    yield from _legal_basis(sop, where)
    yield from _references(sop, where, known_sops)


def cited(text: str) -> tuple[str, str, int] | None:
    """Kind, number and year of the regulation that a line cites first; None when unknown."""
    if old := _OLD_MINISTRY.search(text):
        return ("PermenPANRB", old["number"].lstrip("0"), int(old["year"]))
    match = _CITATION.search(text)
    if match is None:
        return None
    before = _DIGIT.split(text[: match.start()])[-1]
    kind = next((name for name, pattern in _KINDS if pattern.search(before)), None)
    return (kind, match["number"].lstrip("0"), int(match["year"])) if kind else None


def _verbs(sop: Sop, where: Locate) -> Iterator[Finding]:
    """A kegiatan is written active, verb first, without a subject (PermenPANRB 35/2012)."""
    no_verbs = _words()["bukan_kata_kerja"]
    for number, step in enumerate(sop.langkah):
        if step.uraian.strip().lower() in ("mulai", "selesai", ""):
            continue  # a terminator, no kegiatan; or another finding
        first = re.split(r"\W+", step.uraian.strip(), maxsplit=1)[0].lower()
        if not _VERB.match(first) or first in no_verbs:
            message = (
                f"langkah {number + 1}: mulai uraian dengan kata kerja aktif (Menerima, Memeriksa, "
                f"…), bukan «{first}»"
            )
            yield warning("sop-not-active-verb", where("langkah", number, "uraian"), message)


def _old_terms(sop: Sop, where: Locate) -> Iterator[Finding]:
    for term in _words()["istilah"]:
        if term["lama"].lower() in sop.nama.lower():
            message = f"«{term['lama']}» kini «{term['baru']}» ({term['sumber']})"
            yield hint("sop-term-old", where("nama"), message)


def _foreign_terms(sop: Sop, where: Locate) -> Iterator[Finding]:
    for field in _words()["asing"]:
        if any(word in sop.nama.lower() for word in field["kata_nama"]):
            continue
        for number, step in enumerate(sop.langkah):
            for key in ("kelengkapan", "output"):
                text = (getattr(step, key) or "").lower()
                for term in field["istilah"]:
                    if term in text:
                        message = (
                            f"langkah {number + 1}: «{term}» adalah istilah {field['bidang']}; "
                            "mungkin tersalin dari SOP lain"
                        )
                        yield hint("sop-foreign-term", where("langkah", number, key), message)


def _legal_basis(sop: Sop, where: Locate) -> Iterator[Finding]:
    """Regulations that were revoked or amended, unless the SOP also cites what did it."""
    everything = {cited(text) for text in sop.dasar_hukum.isi}
    for number, text in enumerate(sop.dasar_hukum.isi):
        rule = _regulations().get(cited(text) or ("", "", 0))
        if rule is None or cited(rule["oleh"]) in everything:
            continue
        place = where("dasar_hukum", number)
        short = f"{rule['jenis']} {rule['nomor']}/{rule['tahun']}"
        if rule["status"] == "dicabut":
            message = f"{short} sudah dicabut; pakai {rule['oleh']} ({rule['sumber']})"
            yield warning("sop-law-revoked", place, message)
        else:
            message = f"{short} sudah diubah dengan {rule['oleh']}; sebutkan juga perubahannya"
            yield hint("sop-law-amended", place, message)


def _references(sop: Sop, where: Locate, known_sops: Collection[str]) -> Iterator[Finding]:
    known = {_bare(name) for name in known_sops}
    places: list[tuple[tuple[str | int, ...], str]] = [
        (("keterkaitan", n), text) for n, text in enumerate(sop.keterkaitan.isi)
    ]
    for number, step in enumerate(sop.langkah):
        places.append((("langkah", number, "keterangan"), step.keterangan or ""))
    for path, text in places:
        for match in _REFERENCE.finditer(text):
            name = match[1].strip(" .")
            if _bare(name) not in known:
                message = f"SOP «{name}» dirujuk tetapi tidak ada di ruang kerja ini"
                yield hint("sop-reference-unknown", where(*path), message)


def _bare(name: str) -> str:
    return " ".join(re.sub(r"\bSOP\b", "", name, flags=re.IGNORECASE).lower().split())


@cache
def _words() -> dict[str, Any]:
    return _data("words.toml")


@cache
def _regulations() -> dict[tuple[str, str, int], dict[str, Any]]:
    rules = _data("legal_basis.toml")["peraturan"]
    return {(rule["jenis"], rule["nomor"], rule["tahun"]): rule for rule in rules}


def _data(name: str) -> dict[str, Any]:
    source = resources.files("docgen.rules") / "words" / name
    return tomllib.loads(source.read_text(encoding="utf-8"))
