"""Where a text names what is looked for, from which letter to which."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from docgen.rules.mentions.tokens import Token, tokens, words
from docgen.rules.mentions.wanted import NIP, Subject, Wanted
from docgen.rules.sop.laws import REGIONAL, Citation, citations

# Before a citation: it is a decree or a circular of that office, no regulation.
_OTHER_KINDS = re.compile(
    r"\b(?:keputusan|instruksi|surat edaran|kepmen\w*|inmen\w*)\W*$", re.IGNORECASE
)
_NIP = re.compile(r"(?<![\d])\d(?:[ .\-]?\d){17}(?!\d)")
_NOT_DIGIT = re.compile(r"\D")
# What may stand right before and after a SOP's name in running text.
_BEFORE_SOP = frozenset(
    {"sop", "prosedur", "dan", "serta", "atau", "pada", "dengan", "ke", "lihat"}
)
_AFTER_SOP = frozenset(
    {"dan", "serta", "atau", "di", "pada", "untuk", "yang", "sesuai", "dengan", "ke", "dari",
     "oleh", "sop", "bila", "jika", "agar"}
)  # fmt: skip
_BETWEEN_WORDS = re.compile(r"[ \t\u00a0]*")
_REGION_SHORT = {"kab": "kabupaten", "prov": "provinsi"}


@dataclass(frozen=True, slots=True)
class Found:
    """A mention: the letters from ``start`` up to ``end``, and the citation if it is a law's."""

    start: int
    end: int
    citation: Citation | None = None


def find(what: Wanted, text: str, *, is_name: bool = False) -> tuple[Found, ...]:
    """All mentions in order. ``is_name`` says that the text is the name of a SOP, or a list of
    such names, so that no word before it need say so."""
    if what.subject is Subject.LAW:
        return tuple(_laws(what, text))
    if what.subject is Subject.NIP:
        return tuple(_numbers_of_staff(what, text))
    found = [
        each
        for phrase in what.phrases
        for each in _phrases(phrase, text)
        if what.subject is not Subject.SOP or _names_sop(each, text, is_name=is_name)
    ]
    spans = [Found(first.start, last.end) for first, last in found]
    spans += (each for number in what.numbers for each in _number(number, text))
    if what.digits:
        spans += _numbers_of_staff(what, text)
    return tuple(_apart(sorted(spans, key=lambda each: (each.start, -each.end))))


def _apart(spans: list[Found]) -> Iterator[Found]:
    end = -1
    for span in spans:
        if span.start >= end:
            yield span
            end = span.end


def _laws(what: Wanted, text: str) -> Iterator[Found]:
    assert what.law is not None
    for citation in citations(text):
        if citation.key != what.law.key or _OTHER_KINDS.search(text[: citation.start]):
            continue
        if citation.key[0] in REGIONAL and not _one_region(what.law.region, citation.region):
            continue
        yield Found(citation.start, citation.end, citation)


def _one_region(one: str, other: str) -> bool:
    """Whether two regulations may be of one region: where nothing is said, they may."""
    first, second = (
        [_REGION_SHORT.get(word, word) for word in words(region)] for region in (one, other)
    )
    return not first or not second or first == second


def _numbers_of_staff(what: Wanted, text: str) -> Iterator[Found]:
    for match in _NIP.finditer(text):
        if _NOT_DIGIT.sub("", match[0]) == what.digits and len(what.digits) == NIP:
            yield Found(*match.span())


def _number(number: str, text: str) -> Iterator[Found]:
    """The number of a SOP, with blanks anywhere or nowhere, and not within a longer number."""
    signs = r"\s*".join(re.escape(sign) for sign in "".join(number.split()))
    for match in re.finditer(rf"(?<![\w/.-]){signs}(?![\w/-]|\.\w)", text, re.IGNORECASE):
        yield Found(*match.span())


def _phrases(phrase: tuple[str, ...], text: str) -> Iterator[tuple[Token, Token]]:
    """The first and last word of each place where these words stand in this order."""
    there = tokens(text)
    size = len(phrase)
    at = 0
    while at + size <= len(there):
        if tuple(token.word for token in there[at : at + size]) == phrase:
            yield there[at], there[at + size - 1]
            at += size
        else:
            at += 1


def _names_sop(found: tuple[Token, Token], text: str, *, is_name: bool) -> bool:
    """Whether words are the whole name of a SOP and not a part of another one, or just words."""
    first, last = found
    before, after = text[: first.start], text[last.end :]
    ahead = _last_word(before)
    said = ahead in ("sop", "prosedur")
    if not said and not is_name:
        return False
    if not said and ahead and ahead not in _BEFORE_SOP and not _is_parted(before[::-1]):
        return False
    following = words(after)[:1]
    return not following or _is_parted(after) or following[0] in _AFTER_SOP


def _last_word(text: str) -> str:
    there = re.findall(r"[^\W_]+", text[-60:])
    return there[-1].casefold() if there else ""


def _is_parted(text: str) -> bool:
    """Whether a sign stands before the next word."""
    blank = _BETWEEN_WORDS.match(text)
    rest = text[blank.end() if blank else 0 :]
    return not rest or not rest[0].isalnum()
