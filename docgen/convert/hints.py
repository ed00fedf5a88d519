"""Fonts without the instructions by which old screens fitted letters to their pixels.

They take two thirds of a font, which stands in each letter and in each of its copies. Paper and
most readers know nothing of them, and neither ISO 32000-1 nor PDF/A asks for them.
"""

from __future__ import annotations

import io
import logging
import zlib
from collections.abc import Iterable
from functools import lru_cache

from pikepdf import Name, Object, Pdf

_INSTRUCTIONS = ("fpgm", "prep", "cvt ", "hdmx", "VDMX", "LTSH", "cvar")
# Letters of one template have the same few fonts, chunk after chunk.
_KEPT = 64


def drop_hints(pdf: Pdf, fonts: Iterable[Object]) -> None:
    """Let the TrueType fonts of ``pdf`` be stored without them."""
    for font in list(fonts):
        descendants = font.get("/DescendantFonts")
        descriptor = (font if descendants is None else descendants[0]).get("/FontDescriptor")
        program = None if descriptor is None else descriptor.get("/FontFile2")
        if descriptor is None or program is None:
            continue
        lighter = _without_hints(program.read_bytes())
        if lighter is not None:
            packed, size = lighter
            descriptor.FontFile2 = pdf.make_stream(packed, Filter=Name.FlateDecode, Length1=size)


@lru_cache(_KEPT)
def _without_hints(data: bytes) -> tuple[bytes, int] | None:
    """A TrueType font without instructions, packed, and its size; None for one that cannot be read
    or has none."""
    from fontTools.ttLib import TTFont  # takes long to load

    # It remarks on the dates inside fonts, which are of no interest here.
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    try:
        font = TTFont(io.BytesIO(data), lazy=True, recalcTimestamp=False, recalcBBoxes=False)
        for table in _INSTRUCTIONS:
            if table in font:
                del font[table]
        for glyph in font["glyf"].glyphs.values():  # as they are stored, without taking them apart
            glyph.removeHinting()
        target = io.BytesIO()
        font.save(target, reorderTables=None)
    except Exception:  # fontTools raises whatever a strange font leads to
        return None
    return (zlib.compress(target.getvalue()), target.tell()) if target.tell() < len(data) else None
