"""What a symbol looks like: its kind in each lane of its step, its size, and the words in it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Spacing
from docgen.flowchart.text import Face
from docgen.model.sop import Sop, Step, Symbol

TERMINATORS = (Symbol.MULAI, Symbol.SELESAI)
# How much of its width a symbol has for words: a capsule is round at its ends.
INSIDE = 0.92
# Boxes are built from their middle, in whole twips: rounding may take some.
SLACK = 8
# The widths of its words that a diamond is tried with, as shares of its own.
DIAMOND_SHARES = (0.35, 0.45, 0.55, 0.65, 0.75)
# A diamond higher than this is no longer read as one.
HIGHEST = 1.4  # of its width


@dataclass(frozen=True, slots=True)
class Figure:
    """A symbol to be drawn: its size in twips, its words in lines, their size in points."""

    symbol: Symbol
    width: int
    height: int
    lines: tuple[str, ...] = ()
    size: float = c.SYMBOL_TEXT.size


def figure(sop: Sop, step: Step, lane: str, width: int, spacing: Spacing) -> Figure:
    """The symbol of a step in one of its lanes, ``width`` wide.

    The words of a step stand in its terminators and diamonds and in its first box; who joins in
    has a box without words.
    """
    symbol = step.symbol_in(lane)
    height = spacing.decision if symbol is Symbol.KEPUTUSAN else spacing.symbol
    usual = min(c.SYMBOL_WIDTH, width - 2 * c.LEAST_GUTTER)
    words = step.teks if lane == step.lane or symbol is not Symbol.PROSES else None
    if not words and symbol in TERMINATORS:
        words = sop.label(symbol.value)
    if not words:
        return Figure(symbol, usual, height)
    widths = (usual, width - 2 * c.LEAST_GUTTER)
    return _with_words(symbol, words, widths, height)


@lru_cache(maxsize=1024)
def _with_words(symbol: Symbol, words: str, widths: tuple[int, int], height: int) -> Figure:
    """The symbol around its words: wider, then higher, before they are set smaller."""
    size = c.SYMBOL_TEXT.size
    while True:
        face = Face(c.SYMBOL_TEXT.name, size)
        for width in dict.fromkeys(widths):
            found = (
                _diamond(face, words, width, height)
                if symbol is Symbol.KEPUTUSAN
                else _box(symbol, face, words, width, height)
            )
            if found is not None:
                return found
        if size <= c.LEAST_SYMBOL_TEXT:
            lines = tuple(face.lines(words, int(max(widths) * INSIDE)))
            return Figure(symbol, max(widths), _tall(height, lines, face), lines, size)
        size -= 0.5


def _box(symbol: Symbol, face: Face, words: str, width: int, height: int) -> Figure | None:
    """A box or capsule that holds the words, None where one is too long for it."""
    room = int(width * INSIDE)
    if face.longest_piece(words) > room:
        return None
    lines = tuple(face.lines(words, room))
    return Figure(symbol, width, _tall(height, lines, face), lines, face.size)


def _tall(height: int, lines: tuple[str, ...], face: Face) -> int:
    return max(height, len(lines) * face.line_height + SLACK)


def _diamond(face: Face, words: str, width: int, height: int) -> Figure | None:
    """The lowest diamond that holds the words; None where it would be too high.

    Words of width w and height h fit a diamond of W and H when w/W + h/H is at most 1.
    """
    best: Figure | None = None
    for share in DIAMOND_SHARES:
        lines = tuple(face.lines(words, int(width * share)))
        across = max(map(face.width, lines)) / width
        if across > max(DIAMOND_SHARES) or face.longest_piece(words) > width * share:
            continue
        needed = max(height, int(len(lines) * face.line_height / (1 - across)) + SLACK)
        if needed <= width * HIGHEST and (best is None or needed < best.height):
            best = Figure(Symbol.KEPUTUSAN, width, needed, lines, face.size)
    return best
