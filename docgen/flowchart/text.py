"""How wide a text is and how many lines it takes, from shipped advance widths.

Widths are of Arial (Liberation Sans has the same). Lengths are twips (1/1440 inch).
"""

from __future__ import annotations

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import inf
from typing import Literal, NamedTuple

from docgen.model.writing.syllables import places

TWIPS_A_POINT = 20
# A character that the table lacks (CJK, emoji) is taken as wide as it can be.
UNKNOWN_WIDTH = 1000
# Word and LibreOffice round each glyph differently; a line must still fit when they round up.
SAFETY = 1.015
# Where a word may end besides at its end; the renderer makes a slash breakable.
_PIECES = re.compile(r"[^\s/-]+[/-]*|[/-]+")


HYPHEN = "-"
End = Literal["whole", "joint", "syllable", "letter"]


class Piece(NamedTuple):
    """A part of a word that stands on a line of its own, and how it ends there.

    It shows a hyphen of its own (which is in ``text``) where it ends in a syllable.
    """

    text: str
    end: End = "whole"


@dataclass(frozen=True, slots=True)
class Face:
    """A font face at a size in points."""

    name: str
    size: float

    def width(self, text: str) -> int:
        """Advance width of ``text`` in twips, rounded up."""
        return int(_units(self.name, text) * self._scale) + 1

    @property
    def _scale(self) -> float:
        """Twips a unit of the widths' table."""
        return self.size * TWIPS_A_POINT * SAFETY / 1000

    @property
    def is_bold(self) -> bool:
        """Whether the face is the bold one."""
        return self.name.endswith("bold")

    @property
    def line_height(self) -> int:
        """Height of one line at single spacing, twips, rounded up."""
        _widths, line = _table(self.name)
        return int(line * self.size * TWIPS_A_POINT / 1000) + 1

    def longest_piece(self, text: str) -> int:
        """Width of the widest part that cannot be broken, twips."""
        return int(_longest_piece(self.name, text) * self._scale) + 1

    def count(self, text: str, width: int) -> int:
        """How many lines :meth:`lines` makes of ``text``, told from the widths of its words."""
        scale = self.size * TWIPS_A_POINT * SAFETY / 1000
        room = (width - 1) / scale  # as far as text may reach, in units
        words = _words(self.name, text)
        if words.widest > room:
            return len(self.lines(text, width))
        return words.count(room)

    def lines(self, text: str, width: int) -> list[str]:
        """``text`` broken greedily at spaces into lines no wider than ``width`` twips.

        A word wider than that is broken: see :meth:`pieces`.
        """
        lines: list[str] = []
        for paragraph in text.split("\n"):
            current = ""
            for word in paragraph.split():
                joined = f"{current} {word}" if current else word
                if self.width(joined) <= width:
                    current = joined
                    continue
                if current:
                    lines.append(current)
                *full, current = (each.text for each in self.pieces(word, width))
                lines.extend(full)
            lines.append(current)
        return lines

    def pieces(self, word: str, width: int) -> list[Piece]:
        """A word in pieces no wider than ``width``: parted after ``/`` or ``-``, else with a hyphen
        between syllables, else between letters (:attr:`Piece.end` says which)."""
        if self.width(word) <= width:
            return [Piece(word)]
        found: list[Piece] = []
        current = ""
        for part in _PIECES.findall(word):
            if self.width(current + part) <= width:
                current += part
                continue
            if current:
                found.append(Piece(current, "joint"))
            *full, last = self._parted(part, width)
            found += full
            current = last.text
        return [*found, Piece(current)]

    def _parted(self, part: str, width: int) -> list[Piece]:
        """A part of a word that has no joint: greedily at its syllables, or at any letter."""
        found: list[Piece] = []
        ends, start = places(part), 0
        while (most := self._most(part, start, width)) < len(part):
            fitting = [
                at
                for at in ends[bisect_right(ends, start) : bisect_right(ends, most)]
                if self.width(part[start:at] + HYPHEN) <= width
            ]
            end = fitting[-1] if fitting else most
            if fitting:
                found.append(Piece(part[start:end] + HYPHEN, "syllable"))
            else:
                found.append(Piece(part[start:end], "letter"))
            start = end
        return [*found, Piece(part[start:])]

    def _most(self, part: str, start: int, width: int) -> int:
        """Where a line ends that begins at ``start``, by letters; it has one at the least."""
        end = start + 1
        while end < len(part) and self.width(part[start : end + 1]) <= width:
            end += 1
        return end


def joints_of(text: str) -> list[str]:
    """The parts of a text that are never parted unless they are too wide."""
    return _PIECES.findall(text)


@lru_cache(maxsize=8192)
def _units(name: str, text: str) -> int:
    """Advance width of ``text`` in thousandths of its size."""
    widths, _line = _table(name)
    return sum(widths.get(char, UNKNOWN_WIDTH) for char in text)


@lru_cache(maxsize=4096)
def _longest_piece(name: str, text: str) -> int:
    return max((_units(name, piece) for piece in _PIECES.findall(text)), default=0)


class _Words:
    """The widths of a text's words, in units, and in how many lines they go.

    What was counted for a room holds for all rooms in which lines break at the same words: from
    the longest of these lines up to the least room in which one more word would go on one of them.
    """

    def __init__(self, name: str, text: str) -> None:
        self._paragraphs = [
            [_units(name, word) for word in paragraph.split()] for paragraph in text.split("\n")
        ]
        self._space = _units(name, " ")
        self.widest = max((word for words in self._paragraphs for word in words), default=0)
        self._from: list[int] = []  # the least rooms of what is known, rising
        self._known: list[tuple[float, int]] = []  # for each, the room that is too much, and lines

    def count(self, room: float) -> int:
        """How many lines there are in a room that the widest word fits."""
        at = bisect_right(self._from, room)
        if at and room < self._known[at - 1][0]:
            return self._known[at - 1][1]
        count, longest, over = len(self._paragraphs), 0, inf
        for words in self._paragraphs:
            used = -self._space
            for word in words:
                longer = used + self._space + word
                if longer > room:
                    count += 1
                    longest, over = max(longest, used), min(over, longer)
                    used = word
                else:
                    used = longer
            longest = max(longest, used)
        self._from.insert(at, longest)
        self._known.insert(at, (over, count))
        return count


@lru_cache(maxsize=4096)
def _words(name: str, text: str) -> _Words:
    return _Words(name, text)


@cache
def _table(name: str) -> tuple[dict[str, int], int]:
    source = resources.files("docgen.flowchart.metrics") / f"{name}.json"
    table = json.loads(source.read_text(encoding="utf-8"))
    widths = {chr(int(code, 16)): width for code, width in table["widths"].items()}
    return widths, table["line"]
