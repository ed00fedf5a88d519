"""The words of a text with their places, short forms of posts spelt out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from docgen.rules.sop.data import words_file

_WORD = re.compile(r"[^\W_]+")
# Words that stand before a number or a year, or not, as people please.
_COUNTERS = frozenset({"nomor", "no", "nomer", "nmr", "tahun", "thn", "th"})
# Two words that are one.
_PAIRS = {
    ("wali", "kota"): "walikota",
    ("sub", "bagian"): "subbagian",
    ("sub", "bidang"): "subbidang",
}
_SHORT = {"subag": "subbagian", "subbag": "subbagian", "subbid": "subbidang", "kab": "kabupaten"}


@dataclass(frozen=True, slots=True)
class Token:
    """A word in lower case, and where it stands: from ``start`` up to ``end``."""

    word: str
    start: int
    end: int


@lru_cache(maxsize=8192)
def tokens(text: str) -> tuple[Token, ...]:
    """The words that tell one thing from another; of a short form, each word that it stands for."""
    short = words_file()["singkatan_jabatan"]
    found: list[Token] = []
    for match in _WORD.finditer(text):
        word = match[0].casefold()
        if word in _COUNTERS:
            continue
        if found and (pair := _PAIRS.get((found[-1].word, word))):
            found[-1] = Token(pair, found[-1].start, match.end())
            continue
        spelt = str(short.get(word, word)).replace("sub bagian", "subbagian")
        found += (
            Token(_SHORT.get(each, each), match.start(), match.end()) for each in spelt.split()
        )
    return tuple(found)


def words(text: str) -> tuple[str, ...]:
    """The same without their places."""
    return tuple(token.word for token in tokens(text))
