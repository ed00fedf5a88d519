"""PDFs hold fonts without instructions for screens, and else the very same."""

from __future__ import annotations

import io
import os
from pathlib import Path

import pikepdf
import pytest
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Pdf

from docgen.bundle import find_font
from docgen.convert.hints import drop_hints

TABLES = {"fpgm", "prep", "cvt "}


@pytest.fixture(scope="module")
def hinted() -> bytes:
    """A font as LibreOffice embeds it: some letters, with all that is said about screens."""
    font = TTFont(find_font(os.environ), recalcTimestamp=False)
    options = subset.Options(hinting=True, notdef_outline=True)
    subsetter = subset.Subsetter(options)
    subsetter.populate(text="Surat Keputusan ÄÉ 2026 ½")
    subsetter.subset(font)
    target = io.BytesIO()
    font.save(target)
    return target.getvalue()


def simple(pdf: Pdf, program: bytes, key: str = "/FontFile2") -> Dictionary:
    descriptor = Dictionary(Type=Name.FontDescriptor)
    descriptor[key] = pdf.make_stream(program, Length1=len(program))
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.TrueType, FontDescriptor=pdf.make_indirect(descriptor)
        )
    )


def composite(pdf: Pdf, inner: Dictionary) -> Dictionary:
    return pdf.make_indirect(
        Dictionary(Type=Name.Font, Subtype=Name.Type0, DescendantFonts=Array([inner]))
    )


def program(font: Dictionary) -> bytes:
    return font.FontDescriptor.FontFile2.read_bytes()


def outlines(data: bytes) -> list[object]:
    font = TTFont(io.BytesIO(data))
    glyphs = font["glyf"]
    return [
        (name, glyphs[name].getCoordinates(glyphs)[0], font["hmtx"][name])
        for name in font.getGlyphOrder()
    ]


@pytest.mark.parametrize("nested", [False, True])
def test_only_the_instructions_go(hinted: bytes, *, nested: bool) -> None:
    with pikepdf.new() as pdf:
        font = simple(pdf, hinted)
        drop_hints(pdf, [composite(pdf, font) if nested else font, font])
        data = program(font)
        assert int(font.FontDescriptor.FontFile2.Length1) == len(data) < len(hinted) * 2 / 3
    left, before = TTFont(io.BytesIO(data)), TTFont(io.BytesIO(hinted))
    assert set(before.keys()) >= TABLES
    assert set(left.keys()) == set(before.keys()) - TABLES
    assert outlines(data) == outlines(hinted)
    assert left.getBestCmap() == before.getBestCmap()
    assert not any(getattr(left["glyf"][name], "program", None) for name in left.getGlyphOrder())


def test_the_same_font_gives_the_same_bytes(hinted: bytes) -> None:
    with pikepdf.new() as one, pikepdf.new() as other:
        fonts = simple(one, hinted), simple(other, bytes(bytearray(hinted)))
        drop_hints(one, fonts[:1])
        drop_hints(other, fonts[1:])
        assert program(fonts[0]) == program(fonts[1])


@pytest.mark.parametrize(
    "data", [b"", b"bukan huruf", "terpotong", "tanpa petunjuk"], ids=["", "none", "cut", "plain"]
)
def test_what_cannot_be_lighter_stays(hinted: bytes, data: bytes | str, tmp_path: Path) -> None:
    with pikepdf.new() as pdf:
        plain = simple(pdf, hinted)
        drop_hints(pdf, [plain])
        stored = {"terpotong": hinted[:900], "tanpa petunjuk": program(plain)}.get(data, data)
        font = simple(pdf, stored)
        drop_hints(pdf, [font])
        assert program(font) == stored


def test_fonts_of_other_kinds_stay(hinted: bytes) -> None:
    with pikepdf.new() as pdf:
        other = simple(pdf, hinted, "/FontFile3")
        bare = pdf.make_indirect(Dictionary(Type=Name.Font, Subtype=Name.Type1))
        drop_hints(pdf, [other, bare, composite(pdf, bare)])
        assert other.FontDescriptor.FontFile3.read_bytes() == hinted
