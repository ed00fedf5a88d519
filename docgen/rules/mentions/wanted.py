"""What is looked for: a law, a SOP, somebody, or just words, told by the text itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from docgen.rules.mentions.tokens import words
from docgen.rules.sop.laws import Citation, citations

_DIGITS = re.compile(r"\D")
_NOT_NIP = re.compile(r"[^\d .\-]")
NIP = 18
# Before and after a name; the rest of it is the name (a degree follows a comma).
_BEFORE_NAME = re.compile(
    r"^(?:(?:prof|dr|drs|dra|drg|ir|hj?|kh|tgk|h\.\s*m)\.?\s+)+", re.IGNORECASE
)
_DEGREES = re.compile(r",\s*(?:[A-Z][\w.]*\.?\s*)(?:,\s*[A-Z][\w.]*\.?\s*)*$")
_SOP = re.compile(r"^\s*SOP\b[\s:.-]*", re.IGNORECASE)


class Subject(StrEnum):
    """What kind of thing it is."""

    LAW = "peraturan"
    SOP = "SOP"
    NIP = "NIP"
    WORDS = "nama atau jabatan"


@dataclass(frozen=True, slots=True)
class SopName:
    """A SOP of the workspace by its names and numbers."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is looked for: a law by its citation, other things by words or digits.

    ``numbers`` are the numbers of a SOP, ``phrases`` names, each as its words.
    """

    text: str
    subject: Subject
    law: Citation | None = None
    phrases: tuple[tuple[str, ...], ...] = ()
    numbers: tuple[str, ...] = ()
    digits: str = ""


def wanted(text: str, sops: Iterable[SopName]) -> tuple[Wanted, ...]:
    """What a text means: each law that it cites, else one thing; nothing when it has no word."""
    if cited := citations(text):
        return tuple(Wanted(text, Subject.LAW, law=each) for each in cited)
    one = _other(text, sops)
    return (one,) if one else ()


def _other(text: str, sops: Iterable[SopName]) -> Wanted | None:
    digits = _DIGITS.sub("", text)
    if len(digits) == NIP and not _NOT_NIP.search(text):
        return Wanted(text, Subject.NIP, digits=digits)
    own, phrase = _SOP.sub("", text), words(_SOP.sub("", text))
    if not phrase:
        return None
    for sop in sops:
        is_number = bool(sop.number) and _folded(sop.number) == _folded(own)
        if is_number or words(_SOP.sub("", sop.name)) == phrase:
            name = words(_SOP.sub("", sop.name))
            numbers = (sop.number,) if any(map(str.isdigit, sop.number)) else ()
            return Wanted(text, Subject.SOP, phrases=(name,), numbers=numbers)
    if _SOP.match(text):  # of another office, or gone
        return Wanted(text, Subject.SOP, phrases=(phrase,))
    return Wanted(text, Subject.WORDS, phrases=(bare_name(text),))


def bare_name(text: str) -> tuple[str, ...]:
    """The words of a name without what stands before and after it: ``Drs. Noor Aflah, M.Si.``."""
    bare = words(_DEGREES.sub("", _BEFORE_NAME.sub("", text.strip())))
    return bare or words(text)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
