"""How wide the columns of a table become and how high its rows, found while the rows go by.

Widths are in digits of the default font (ECMA-376 part 1, clause 18.3.1.13), heights in points.
A column is as wide as its longest text, within bounds. That width is known only after the last
row; yet a row's lines can be counted before: a text wraps only when some text is wider than the
column may become, and then the column gets its full width.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from decimal import Decimal
from functools import cache, lru_cache

from docgen.flowchart.text import TWIPS_A_POINT, Face
from docgen.ooxml.sheet_rows import Plain, Value

DIGIT = 7  # pixels of a digit in Arial 10, the default font of the template
PADDING = 6  # pixels that a cell keeps free at both sides, and its border
TWIPS_A_PIXEL = 15  # at 96 dpi
ROOM = 6.0  # points above and below the lines of a row
MOST_HEIGHT = 409.0  # points, the most a row can have
DECIMALS = 2  # of a number that is not whole
HEAD_STYLE = "Rekap Kepala"
# Of how many different texts the lines are remembered: posts and units repeat, names do not.
_REMEMBERED = 4096
# Advances are kept as bytes, in steps that the widest character of Latin-1 still fits.
_BIG = 250.0  # points, at which advances are looked up
_STEP = 21  # twips at that size
_LATIN = 256


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: its head, its style, how wide it may be, and its formula.

    ``group`` is a head above this one, shared with the neighbours of the same group. A formula has
    no ``=`` and names its own row ``{r}``.
    """

    head: str
    style: str
    _: KW_ONLY
    least: float = 5.0
    most: float = 30.0
    group: str = ""
    formula: str = ""


@dataclass(frozen=True, slots=True)
class Look:
    """What a cell style means for the writer: its numbers in ``cellXfs``, its font, its wrapping.

    ``quoted`` is the style's number with ``quotePrefix``.
    """

    style: int
    quoted: int
    face: Face
    wraps: bool

    def height(self, lines: int) -> float:
        """The height of a row with so many lines."""
        # A pixel is 0.75 points: Excel rounds heights to whole pixels, so round up before it.
        points = lines * self.face.line_height / TWIPS_A_POINT + ROOM
        return min(math.ceil(points / 0.75) * 0.75, MOST_HEIGHT)


class Ruler:
    """Measures one column while its values go by."""

    def __init__(self, column: Column, head: Face) -> None:
        self._column = column
        # Excel and LibreOffice break a line at a space only, not after a slash.
        word = digits(max(map(head.width, column.head.split()), default=0))
        self._least = max(column.least, word)
        self._full = _half(max(column.most, self._least))
        self._inside = inside(self._full)
        self._widest = 0.0  # twips
        self._largest: float = 0.0
        self._decimals = 0

    @property
    def width(self) -> float:
        """The width that the values so far ask for."""
        shown = f"{self._largest:,.{self._decimals}f}"
        number = len(shown) * DIGIT * TWIPS_A_PIXEL
        content = digits(max(self._widest, number))
        return _half(max(min(content, self._column.most), self._least))

    def heights(self, values: Sequence[Value], look: Look, heights: list[float]) -> None:
        """Note the widths of ``values``, and raise the heights of their rows where they wrap."""
        room, widest, largest = self._inside, self._widest, self._largest
        face, advances = look.face, _advances(look.face.name)
        scale = _STEP * face.size / _BIG
        for index, value in enumerate(values):
            kind = type(value)
            if kind is str:
                assert isinstance(value, str)
                try:
                    width = sum(value.encode("latin-1").translate(advances)) * scale
                except UnicodeEncodeError:
                    width = face.width(value)
                if width <= widest and width <= room and "\n" not in value:
                    continue
                broken = "\n" in value
                if broken:
                    width = max(map(face.width, value.split("\n")))
                widest = max(widest, width)
                if look.wraps and (width > room or broken):
                    needed = look.height(_line_count(face, value, room))
                    heights[index] = max(heights[index], needed)
            elif kind is int or kind is float:
                assert isinstance(value, int | float)
                largest = max(largest, abs(value))
                if kind is float:
                    self._decimals = DECIMALS
            else:
                plain = value.value if isinstance(value, Plain) else value
                if isinstance(plain, Decimal | float):
                    largest, self._decimals = max(largest, abs(float(plain))), DECIMALS
                elif plain is not None:
                    widest = max(widest, face.width(str(plain)))
        self._widest, self._largest = widest, largest


def inside(width: float) -> int:
    """The twips that a cell ``width`` digits wide has for its text."""
    return int((width * DIGIT - PADDING) * TWIPS_A_PIXEL)


def digits(twips: float) -> float:
    """The width in digits that a text of ``twips`` needs."""
    return (twips / TWIPS_A_PIXEL + PADDING) / DIGIT


def _half(width: float) -> float:
    return math.ceil(width * 2) / 2


@lru_cache(_REMEMBERED)
def _line_count(face: Face, text: str, room: int) -> int:
    """How many lines of ``room`` twips a text takes, as ``Face.lines`` counts, or one more."""
    advances, scale = _advances(face.name), _STEP * face.size / _BIG
    space = advances[ord(" ")] * scale
    lines, left = 1, room + space
    if "\n" in text:
        return len(face.lines(text, room))
    try:
        for word in text.encode("latin-1").split():
            width = sum(word.translate(advances)) * scale
            if width > room:
                return len(face.lines(text, room))
            if width + space > left:
                lines, left = lines + 1, room + space
            left -= width + space
    except UnicodeEncodeError:
        return len(face.lines(text, room))
    return lines


@cache
def _advances(name: str) -> bytes:
    """The advance of each character of Latin-1 in steps of ``_STEP`` at ``_BIG``, rounded up."""
    face = Face(name, _BIG)
    return bytes(min(255, -(-face.width(chr(code)) // _STEP)) for code in range(_LATIN))
