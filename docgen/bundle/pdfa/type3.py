"""Type 3 fonts, whose glyphs are drawn by little contents of their own (ISO 32000-1, 9.6.5)."""

from __future__ import annotations

from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Object, Stream

# ISO 32000-1, table 112.
KEYS = frozenset({
    "/Type", "/Subtype", "/Name", "/FontBBox", "/FontMatrix", "/CharProcs", "/Encoding",
    "/FirstChar", "/LastChar", "/Widths", "/FontDescriptor", "/Resources", "/ToUnicode",
})  # fmt: skip
_WIDTHS = ("d0", "d1")
# How far two widths may be apart, thousandths of the font's size (ISO 19005-2, 6.2.11.5).
_SLACK = 1.0


def is_whole(font: Object) -> bool:
    """Whether a Type 3 font has what it needs."""
    glyphs, encoding = font.get("/CharProcs"), font.get("/Encoding")
    if not isinstance(glyphs, Dictionary):
        return False
    if not isinstance(encoding, Dictionary) or len(_numbers(font.get("/FontMatrix"))) != 6:
        return False
    return all(isinstance(glyph, Stream) for _name, glyph in glyphs.items())


def glyph_words(glyph: Object) -> bytes:
    """What a glyph draws, without its width. Raises pikepdf.PdfError."""
    kept = [
        each for each in pikepdf.parse_content_stream(glyph) if str(each.operator) not in _WIDTHS
    ]
    return pikepdf.unparse_content_stream(kept)


def glyph_findings(font: Object) -> Iterator[str]:
    """Glyphs without a width of their own, or with another one than the font says."""
    said = dict(_said(font))
    scale = abs(_numbers(font.FontMatrix)[0]) * 1000
    for name, glyph in font.CharProcs.items():
        first = next(iter(pikepdf.parse_content_stream(glyph)), None)
        if first is None or str(first.operator) not in _WIDTHS:
            yield f"pikepdf:font-type3: glyph {name} does not begin with its width"
            continue
        widths = _numbers(Array(list(first.operands)))
        due = said.get(name)
        if due is not None and widths and abs(widths[0] - due) * scale > _SLACK:
            yield f"ISO_19005_2:6.2.11.5-1: glyph {name} is {widths[0]:g} wide, not {due:g}"


def _said(font: Object) -> Iterator[tuple[str, float]]:
    """Name and width of each glyph that has a code, by the font's dictionary."""
    widths, first = _numbers(font.get("/Widths")), font.get("/FirstChar")
    differences = font.Encoding.get("/Differences")
    code = 0
    for item in differences if isinstance(differences, Array) else ():
        if isinstance(item, int):
            code = item
            continue
        place = code - first if isinstance(first, int) else -1
        if 0 <= place < len(widths):
            yield str(item), widths[place]
        code += 1


def _numbers(value: object) -> list[float]:
    if not isinstance(value, Array):
        return []
    found = []
    for item in value:
        try:
            found.append(float(item))
        except (TypeError, ValueError):
            return []
    return found
