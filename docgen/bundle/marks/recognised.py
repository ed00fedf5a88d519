"""Copies known again: a file that is to the byte what docgen makes of the letter it begins with.

Whoever has read one copy of a letter by other means need not read another one that is recognised:
it shows the same, but for its mark.
"""

from __future__ import annotations

import io
import re
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache

import pikepdf

from docgen.bundle.marks.font import MarkFont, default_font, load_font
from docgen.bundle.marks.marking import Marking, is_copy
from docgen.bundle.pdf.update import can_be_added_to
from docgen.bundle.pdf.xmp import PROPERTIES
from docgen.errors import MissingProgramError

# Where the letter's own table stands, as the update tells; it is told near the end.
_BEFORE = re.compile(rb"/Prev (\d{1,10}) /Root")
_END = 4096
# A mark has four lines at most, bytes.
_LONGEST = 8192
_SIGNED = b"/ByteRange"
_DRAWN = re.compile(rb"\n/Artifact BMC\nq .*?ET Q\nEMC\n", re.DOTALL)
_LINE = re.compile(rb" Tm <((?:[0-9A-F]{4})+)> Tj\n")
# What Info says, in letters that every encoding has alike.
_SAID = re.compile(rb" /docgen:(\w+) \(((?:[ -'*-\[\]-~]|\\[()\\])*)\)")
_ESCAPED = re.compile(rb"\\([()\\])")


@dataclass(frozen=True, slots=True)
class Recognised:
    """A copy of the letter that is its first ``size`` bytes: its mark, what it says of itself, and
    whether the letter by itself shows the same without the mark."""

    size: int
    mark: str
    properties: dict[str, str]
    shows_letter: bool


def recognised(data: bytes) -> Recognised | None:
    """What a file is, None for anything that docgen would not write so, byte for byte."""
    before = _BEFORE.search(data, max(0, len(data) - _END))
    if before is None:
        return None
    end = b"startxref\n%b\n%%%%EOF\n" % before[1]
    size = data.find(end, int(before[1])) + len(end)
    drawn = _DRAWN.search(data, size) if size >= len(end) else None
    if drawn is None or len(drawn[0]) > _LONGEST:
        return None
    try:
        return _made_again(data, size, drawn[0])
    except Exception:  # a strange file leads to whatever it meets first, and is no copy of docgen's
        return None


def _made_again(data: bytes, size: int, drawn: bytes) -> Recognised | None:
    """The file as a copy of the letter of this size, with the mark that is drawn so. Raises what a
    file leads to that is none."""
    marking = _marking(data[:size])
    if marking is None:
        return None
    said = {key.decode(): _ESCAPED.sub(rb"\1", text) for key, text in _SAID.findall(data, size)}
    mark = " ".join(map(_letters, _LINE.findall(drawn)))
    properties = {name: said[name].decode() for name in PROPERTIES}
    if marking.copy(mark, properties) != data:
        return None
    return Recognised(size, mark, properties, marking.shows_letter)


@lru_cache(maxsize=1)
def _marking(letter: bytes) -> Marking | None:
    """What makes copies of a letter, None when docgen would write it anew first."""
    font = _font()
    if font is None or _SIGNED in letter:
        return None
    pdf = pikepdf.open(io.BytesIO(letter), attempt_recovery=False)
    if is_copy(pdf) or not can_be_added_to(letter, pdf) or not len(pdf.pages):
        return None
    marking = Marking(letter, pdf, font)
    return None if pdf.get_warnings() else marking


@cache
def _font() -> MarkFont | None:
    with suppress(MissingProgramError):
        return load_font(default_font())
    return None


def _letters(codes: bytes) -> str:
    """The letters of glyphs. Raises KeyError for one that no usual letter has."""
    return "".join(_by_glyph()[codes[at : at + 4]] for at in range(0, len(codes), 4))


@cache
def _by_glyph() -> dict[bytes, str]:
    font = _font()
    glyphs = font.glyphs if font else {}
    return {b"%04X" % glyph: letter for letter, glyph in glyphs.items()}
