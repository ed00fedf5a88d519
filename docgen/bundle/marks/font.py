"""The font of the marks: a TrueType subset that PDF/A-2b accepts.

The subset stands inside a CID font with Identity-H, so any letter that the font has can be drawn
(ISO 32000-1, 9.7.4).
"""

from __future__ import annotations

import hashlib
import io
import os
import zlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from docgen.errors import MissingProgramError

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

ENVIRONMENT_NAME = "DOCGEN_FONT"
FONT_FOLDERS = (
    ("/usr/share/fonts", "**"),
    ("/usr/local/share/fonts", "**"),
    ("/opt", "libreoffice*/share/fonts/truetype"),
    ("/Library/Fonts", "."),
    ("C:/Windows/Fonts", "."),
)
# The widths of Arial; the first that is found is used.
FONT_FILES = ("LiberationSans-Bold.ttf", "Arimo-Bold.ttf", "arialbd.ttf", "Arial Bold.ttf")

# The upright face that stands beside each bold one.
REGULAR = dict(
    zip(
        FONT_FILES,
        ("LiberationSans-Regular.ttf", "Arimo-Regular.ttf", "arial.ttf", "Arial.ttf"),
        strict=True,
    )
)

# What stands for a letter that the font does not have.
UNKNOWN = "?"
# Every mark gets these, needed or not: a copy made alone must have the bytes that it has when it
# is made together with others.
USUAL_LETTERS = frozenset(map(chr, range(0x20, 0x7F)))


def find_font(environ: Mapping[str, str]) -> Path:
    """The bold font for marks. ``DOCGEN_FONT`` wins. Raises MissingProgramError."""
    if named := environ.get(ENVIRONMENT_NAME):
        candidates: Iterator[Path] = iter((Path(named),))
    else:
        candidates = (
            path
            for file in FONT_FILES
            for folder, below in FONT_FOLDERS
            for path in sorted(Path(folder).glob(f"{below}/{file}"))
        )
    for path in candidates:
        if path.is_file():
            return path
    raise MissingProgramError(
        "Huruf untuk cap salinan (Liberation Sans Bold) tidak ditemukan.",
        f"Pasang paket fonts-liberation, atau isi {ENVIRONMENT_NAME} dengan letak berkas .ttf.",
    )


@cache
def default_font() -> Path:
    """The same of this process. Raises MissingProgramError."""
    return find_font(os.environ)


def regular_of(bold: Path) -> Path:
    """The same family without bold, from the same folder; the bold face when it is not there."""
    regular = bold.with_name(REGULAR.get(bold.name, bold.name))
    return regular if regular.is_file() else bold


def font_mark(bold: Path) -> str:
    """What tells the font of marks from another: the content of both faces. Raises OSError."""
    return hashlib.sha256(bold.read_bytes() + regular_of(bold).read_bytes()).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkFont:
    """A subset: its program, packed, with its size; glyph number and width (1/1000 of the size) by
    character; and what reads it back (ToUnicode)."""

    name: str
    program: bytes
    size: int
    to_unicode: bytes
    glyphs: Mapping[str, int]
    widths: tuple[int, ...]
    box: tuple[int, int, int, int]
    ascent: int
    descent: int
    cap_height: int

    @property
    def key(self) -> str:
        """Its name in a page's resources; another subset on the same page has another."""
        return f"/Mark{self.name.partition('+')[0]}"

    def width(self, text: str, size: float) -> float:
        """How wide ``text`` is, in points."""
        glyphs, widths, unknown = self.glyphs, self.widths, self.glyphs[UNKNOWN]
        return sum(widths[glyphs.get(char, unknown)] for char in text) * size / 1000

    def glyph(self, char: str) -> int:
        """The glyph of a character, or of ``?``."""
        return self.glyphs.get(char, self.glyphs[UNKNOWN])

    def encode(self, text: str) -> str:
        """The text as a hex string of the content stream."""
        return "<" + "".join(f"{self.glyph(char):04X}" for char in text) + ">"


def rare_letters(mark: str) -> str:
    """The letters of a mark that the usual subset lacks, sorted."""
    return "".join(sorted(set(mark) - USUAL_LETTERS))


def unknown_letters(texts: Iterable[str], path: Path) -> str:
    """The letters that the font file cannot draw and ``?`` stands for, sorted."""
    rare = rare_letters("".join(texts))
    font = load_font(path, rare)
    return "".join(letter for letter in rare if letter not in font.glyphs and letter.isprintable())


def load_marks(path: Path) -> None:
    """Load ahead of time what any mark or stamp in this bold font needs; a font that cannot be used
    is told of by whoever draws with it."""
    with suppress(MissingProgramError):
        load_font(path)
        load_font(regular_of(path))


def load_font(path: Path, rare: str = "") -> MarkFont:
    """The subset of the font file that shows the usual letters and the ``rare`` ones."""
    return _subset(path, "".join(sorted({*USUAL_LETTERS, *rare})), _look(path))


def _look(path: Path) -> tuple[int, ...]:
    """What tells the file from the one that had its name before; nothing of one that is gone."""
    with suppress(OSError):
        about = path.stat()
        return about.st_size, about.st_mtime_ns, about.st_ino
    return ()


@lru_cache(maxsize=256)
def _subset(path: Path, letters: str, _state: tuple[int, ...]) -> MarkFont:
    from fontTools.ttLib import TTFont  # takes long to load

    try:
        # From memory: fontTools leaves the file open when it is no font.
        font = TTFont(io.BytesIO(path.read_bytes()), lazy=True, recalcTimestamp=False)
        return _take(font, letters)
    except Exception as problem:  # fontTools raises whatever a strange file leads to
        raise MissingProgramError(
            f"Huruf {path} tidak dapat dipakai untuk cap salinan.",
            f"Isi {ENVIRONMENT_NAME} dengan berkas huruf TrueType (.ttf) yang lain.",
        ) from problem


def _take(font: TTFont, letters: str) -> MarkFont:
    from fontTools import subset

    name = str(font["name"].getDebugName(6)).replace(" ", "")
    scale = 1000 / font["head"].unitsPerEm
    head, hhea, os2 = font["head"], font["hhea"], font["OS/2"]
    box = (head.xMin, head.yMin, head.xMax, head.yMax)
    metrics = (hhea.ascent, hhea.descent, getattr(os2, "sCapHeight", 0) or hhea.ascent * 3 // 4)
    options = subset.Options(
        hinting=False,
        layout_features=[],
        glyph_names=False,
        legacy_kern=False,
        notdef_outline=True,
    )
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "kern", "post", "name", "OS/2", "gasp", "FFTM"]
    subsetter = subset.Subsetter(options)
    subsetter.populate(text=letters)
    subsetter.subset(font)
    glyphs = {chr(code): font.getGlyphID(glyph) for code, glyph in font.getBestCmap().items()}
    widths = tuple(round(font["hmtx"][glyph][0] * scale) for glyph in font.getGlyphOrder())
    del font["cmap"]  # a CID font is addressed by glyph number
    target = io.BytesIO()
    font.save(target, reorderTables=None)
    ascent, descent, cap_height = (round(value * scale) for value in metrics)
    return MarkFont(
        name=f"{_tag(name + letters)}+{name}",
        # Packed here, once; qpdf would pack it anew for each copy.
        program=zlib.compress(target.getvalue()),
        size=target.tell(),
        to_unicode=zlib.compress(_to_unicode(glyphs)),
        glyphs=glyphs,
        widths=widths,
        box=tuple(round(value * scale) for value in box),
        ascent=ascent,
        descent=descent,
        cap_height=cap_height,
    )


def _tag(content: str) -> str:
    """Six capitals that tell subsets of one font apart (ISO 32000-1, 9.6.4)."""
    digest = hashlib.sha256(content.encode()).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def embed(pdf: Pdf, font: MarkFont) -> Object:
    """The font as an object of ``pdf``."""
    name = Name(f"/{font.name}")
    descriptor = Dictionary(
        Type=Name.FontDescriptor, FontName=name, Flags=4, FontBBox=Array(font.box), ItalicAngle=0,
        Ascent=font.ascent, Descent=font.descent, CapHeight=font.cap_height, StemV=140,
        FontFile2=_packed(pdf, font.program, Length1=font.size),
    )  # fmt: skip
    descendant = Dictionary(
        Type=Name.Font, Subtype=Name.CIDFontType2, BaseFont=name, CIDToGIDMap=Name.Identity,
        CIDSystemInfo=Dictionary(
            Registry=pikepdf.String("Adobe"), Ordering=pikepdf.String("Identity"), Supplement=0
        ),
        FontDescriptor=pdf.make_indirect(descriptor), DW=0, W=Array([0, Array(font.widths)]),
    )  # fmt: skip
    return pdf.make_indirect(
        Dictionary(
            Type=Name.Font, Subtype=Name.Type0, BaseFont=name, Encoding=Name("/Identity-H"),
            DescendantFonts=Array([pdf.make_indirect(descendant)]),
            ToUnicode=_packed(pdf, font.to_unicode),
        )
    )  # fmt: skip


def _packed(pdf: Pdf, data: bytes, **keys: int) -> Stream:
    return pdf.make_stream(data, Filter=Name.FlateDecode, **keys)


def _to_unicode(glyphs: Mapping[str, int]) -> bytes:
    # A hyphen and a soft hyphen, blanks of two kinds share a glyph: it reads as the plain one.
    plain = {glyph: char for char, glyph in sorted(glyphs.items(), reverse=True)}
    pairs = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for glyph, char in sorted(plain.items())
    ]
    # At most 100 pairs a block (ISO 32000-1, 9.10.3, after Adobe's CMap specification).
    blocks = "\n".join(
        f"{len(part)} beginbfchar\n" + "\n".join(part) + "\nendbfchar"
        for part in (pairs[start : start + 100] for start in range(0, len(pairs), 100))
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        f"1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n{blocks}\n"
        "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode()
