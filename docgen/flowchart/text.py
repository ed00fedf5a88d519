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
        room = (width - 1) / self._scale  # as far as text may reach, in units
        paragraphs, widest = _words(self.name, text)
        if widest > room:
            return len(self.lines(text, width))
        space = _units(self.name, " ")
        count = len(paragraphs)
        for words in paragraphs:
            used = -space
            for word in words:
                used += space + word
                if used > room:
                    count += 1
                    used = word
        return count

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


@lru_cache(maxsize=4096)
def _words(name: str, text: str) -> tuple[tuple[tuple[int, ...], ...], int]:
    """The widths of the words of each paragraph, and the greatest of them, in units."""
    paragraphs = tuple(
        tuple(_units(name, word) for word in paragraph.split()) for paragraph in text.split("\n")
    )
    return paragraphs, max((word for words in paragraphs for word in words), default=0)


@cache
def _table(name: str) -> tuple[dict[str, int], int]:
    source = resources.files("docgen.flowchart.metrics") / f"{name}.json"
    table = json.loads(source.read_text(encoding="utf-8"))
    widths = {chr(int(code, 16)): width for code, width in table["widths"].items()}
    return widths, table["line"]
