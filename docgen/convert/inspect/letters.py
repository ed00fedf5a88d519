"""Text reduced to what two writers of it agree on: letters and digits, in one form.

A line end, a hyphen there, a ligature, a space between spread letters or a capital may differ
between a document and its PDF, and nothing is lost. A letter or a digit may not.
"""

from __future__ import annotations

import re
import unicodedata

_TOKEN = re.compile(r"[^\W_]+")
# Hebrew, Arabic and their presentation forms: PDFium gives these words in another order.
_RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
_RTL_TOKEN = re.compile("[\u0590-\u08ff]+")
# Set between letters, where they would end a word: marks above and below, joiners, soft hyphens.
_BETWEEN = frozenset(("Mn", "Me", "Cf"))


def plain(text: str) -> str:
    """The text with one form of each letter, in lower case, without marks on letters."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).casefold()
    between = [each for each in set(text) if unicodedata.category(each) in _BETWEEN]
    return text.translate(dict.fromkeys(map(ord, between))) if between else text


def tokens(text: str) -> list[str]:
    """The words and numbers of a :func:`plain` text."""
    return _TOKEN.findall(text)


def is_mixed(text: str) -> bool:
    """Whether any of it runs from right to left."""
    return not text.isascii() and _RTL.search(text) is not None


def parted(text: str) -> tuple[list[str], list[str]]:
    """What of a :func:`plain` text runs from left to right, in stretches; and its other words.

    The other words have their letters sorted: PDFium turns the two of a ligature around.
    """
    words = [word for each in _RTL_TOKEN.findall(text) for word in tokens(each)]
    return _RTL_TOKEN.split(text), ["".join(sorted(word)) for word in words]
