"""How wide a text is and how many lines it takes, from shipped advance widths.

Widths are of Arial (Liberation Sans has the same). Lengths are twips (1/1440 inch).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

TWIPS_A_POINT = 20
# A character that the table lacks (CJK, emoji) is taken as wide as it can be.
UNKNOWN_WIDTH = 1000
# Word and LibreOffice round each glyph differently; a line must still fit when they round up.
SAFETY = 1.015
# Where a word may end besides at its end; the renderer makes a slash breakable.
_PIECES = re.compile(r"[^\s/-]+[/-]*|[/-]+")


@dataclass(frozen=True, slots=True)
class Face:
    """A font face at a size in points."""

    name: str
    size: float

    def width(self, text: str) -> int:
        """Advance width of ``text`` in twips, rounded up."""
        widths, _line = _table(self.name)
        units = sum(widths.get(char, UNKNOWN_WIDTH) for char in text)
        return int(units * self.size * TWIPS_A_POINT * SAFETY / 1000) + 1

    @property
    def line_height(self) -> int:
        """Height of one line at single spacing, twips, rounded up."""
        _widths, line = _table(self.name)
        return int(line * self.size * TWIPS_A_POINT / 1000) + 1

    def longest_piece(self, text: str) -> int:
        """Width of the widest part that cannot be broken, twips."""
        return max((self.width(piece) for piece in _PIECES.findall(text)), default=0)

    def lines(self, text: str, width: int) -> list[str]:
        """``text`` broken greedily at spaces into lines no wider than ``width`` twips.

        A word wider than that is broken after ``/`` or ``-``, else between letters.
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
                *full, current = self._broken(word, width)
                lines.extend(full)
            lines.append(current)
        return lines

    def _broken(self, word: str, width: int) -> list[str]:
        if self.width(word) <= width:
            return [word]
        lines: list[str] = []
        current = ""
        for piece in _PIECES.findall(word):
            if self.width(current + piece) <= width:
                current += piece
                continue
            if current:
                lines.append(current)
            current = ""
            for char in piece:
                if current and self.width(current + char) > width:
                    lines.append(current)
                    current = ""
                current += char
        return [*lines, current]


@cache
def _table(name: str) -> tuple[dict[str, int], int]:
    source = resources.files("docgen.flowchart.metrics") / f"{name}.json"
    table = json.loads(source.read_text(encoding="utf-8"))
    widths = {chr(int(code, 16)): width for code, width in table["widths"].items()}
    return widths, table["line"]
