"""Bold and italic words in a text, as chat programs and Markdown mark them.

``**tebal**`` is bold, ``*miring*`` italic, ``***keduanya***`` both. A mark opens right before a
word and closes right after one, in the same line. Any other asterisk is one: ``3 * 4``,
``*) wajib``, ``* butir``, ``Formulir*``.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

_MARKED = re.compile(
    r"(?<![\w*])(?P<mark>\*{1,3})(?=[\w\"'(“‘«])(?P<words>[^\n]*?[^\s*])(?P=mark)(?![\w*])"
)
# Two asterisks right before a word can only have been meant to mark it.
_OPEN = re.compile(r"(?<![\w*])\*\*(?=\w)")


class Run(NamedTuple):
    """A stretch of text that is set alike."""

    text: str
    bold: bool = False
    italic: bool = False


@lru_cache(maxsize=4096)
def runs(text: str) -> tuple[Run, ...]:
    """The text as stretches, without the marks; one plain stretch where nothing is marked."""
    if "*" not in text:
        return (Run(text),)
    return tuple(_parsed(text, bold=False, italic=False)) or (Run(text),)


def plain(text: str) -> str:
    """The text without the marks: what a reader of the page reads."""
    return "".join(run.text for run in runs(text))


def left_open(text: str) -> bool:
    """Whether two asterisks open something that nothing closes."""
    return any(_OPEN.search(run.text) for run in runs(text))


def _parsed(text: str, *, bold: bool, italic: bool) -> list[Run]:
    found: list[Run] = []
    at = 0
    for match in _MARKED.finditer(text):
        mark = len(match["mark"])
        if text[at : match.start()]:
            found.append(Run(text[at : match.start()], bold, italic))
        found += _parsed(match["words"], bold=bold or mark > 1, italic=italic or mark != 2)
        at = match.end()
    if text[at:]:
        found.append(Run(text[at:], bold, italic))
    return found
