"""LibreOffice's own words where it could not work something out: «Error: Reference source …».

In every language that is known (``office_errors.toml``); only where the document does not say so
itself.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.letters import parted, plain, tokens

# Fields that LibreOffice never replaces by such words; a text without others is not looked at.
_HARMLESS = frozenset({"", "PAGE", "NUMPAGES", "HYPERLINK"})


def error_texts(shown: Shown, texts: Sequence[str]) -> list[tuple[int, str]]:
    """The error texts on the pages, each with its page, from 1; ``shown`` is the source."""
    found: list[tuple[int, str]] = []
    said: str | None = None
    for number, text in enumerate(texts, 1):
        for mark in _codes().findall(text) if "#" in text or ":" in text else ():
            said = shown.text if said is None else said
            if mark not in said:
                found.append((number, mark))
    if all(each in _HARMLESS for each in shown.fields):
        return found
    pages = [_sides(text) for text in texts]
    own: _Sides | None = None
    for written, sides in _sentences().items():
        for number, page in enumerate(pages, 1):
            if page.holds(sides):
                own = _sides(shown.text) if own is None else own
                if not own.holds(sides):
                    found.append((number, written))
    return found


@cache
def cell_errors() -> re.Pattern[str]:
    """What stands in a cell that could not be worked out: ``#N/A``, ``#¡REF!``, ``Err:502``."""
    return re.compile(
        r"(?<!\S)(?:#(?:N/A|DIV/0!|[¡¿]?[^\W\d_][\w-]*\s?[!?])|(?:" + _marks() + r")\s?5\d\d)(?!\w)"
    )


@cache
def _codes() -> re.Pattern[str]:
    """Those that no text shows unless it means them."""
    return re.compile(
        r"#(?:REF!|NAME\?|VALUE!|DIV/0!|N/A|NULL!|NUM!)(?!\w)"
        r"|(?<!\w)(?:" + _marks() + r")5\d\d(?!\d)"
    )


@dataclass(frozen=True, slots=True)
class _Sides:
    """A text as letters from left to right, and its words from right to left."""

    letters: str
    turned: frozenset[str]

    def holds(self, other: _Sides) -> bool:
        """Whether the other text stands in this one."""
        return other.letters in self.letters and other.turned <= self.turned


def _sides(text: str) -> _Sides:
    stretches, turned = parted(plain(text))
    words = (word for each in stretches for word in tokens(each))
    return _Sides("".join(words), frozenset(turned))


@cache
def _sentences() -> dict[str, _Sides]:
    """The sentences of Writer, as they are written."""
    return {each.strip("* "): _sides(each) for each in sorted(_words("writer"))}


def _marks() -> str:
    """What stands before the number of an error of Calc, as a regular expression."""
    return "|".join(re.escape(each) for each in sorted(_words("calc"), key=len, reverse=True))


@cache
def _words(program: str) -> frozenset[str]:
    file = resources.files("docgen.convert.inspect") / "office_errors.toml"
    data = tomllib.loads(file.read_text(encoding="utf-8"))
    return frozenset(text for each in data[program].values() for text in each.values())
