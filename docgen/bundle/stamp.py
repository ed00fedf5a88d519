"""A mark in the top 9 mm of a page, in an embedded font that PDF/A-2b accepts.

The font is a TrueType subset inside a CID font with Identity-H, so any letter that the font has
can be drawn (ISO 32000-1, 9.7.4). The mark is right-aligned in a thin box, upright as the page
is shown: rotation and the origin of the page box are respected. A long mark shrinks, then wraps.
"""

from __future__ import annotations

import hashlib
import io
import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pikepdf
from fontTools import subset
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf, Stream

from docgen.errors import MissingProgramError

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

POINTS_A_MM = 72 / 25.4
BAND = 9 * POINTS_A_MM  # nothing of a letter stands there: its top margin is 15 mm or more
TOP = 3.5 * POINTS_A_MM  # what printers leave blank at an edge is some 3 mm
SIDE = 5 * POINTS_A_MM
PADDING = 1.5
LEADING = 1.15
RULE = 0.5
LARGEST = 7.5
# The least size for so many lines, before one more line is taken; the last must take anything.
LEAST = {1: 5.5, 2: 4.5, 3: 3.5, 4: 0.5}
STEP = 0.25
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


@dataclass(frozen=True, slots=True)
class MarkFont:
    """A subset: its program, and glyph number and width (1/1000 of the size) by character."""

    name: str
    program: bytes
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
        return sum(self.widths[self.glyph(char)] for char in text) * size / 1000

    def glyph(self, char: str) -> int:
        """The glyph of a character, or of ``?``."""
        return self.glyphs.get(char, self.glyphs[UNKNOWN])

    def encode(self, text: str) -> str:
        """The text as a hex string of the content stream."""
        return "<" + "".join(f"{self.glyph(char):04X}" for char in text) + ">"


def rare_letters(mark: str) -> str:
    """The letters of a mark that the usual subset lacks, sorted."""
    return "".join(sorted(set(mark) - USUAL_LETTERS))


def load_font(path: Path, rare: str = "") -> MarkFont:
    """The subset of the font file that shows the usual letters and the ``rare`` ones."""
    return _subset(path, "".join(sorted({*USUAL_LETTERS, *rare})))


# fontTools remarks on the dates inside Liberation Sans, which are of no interest here.
logging.getLogger("fontTools").setLevel(logging.ERROR)


@lru_cache(maxsize=256)
def _subset(path: Path, letters: str) -> MarkFont:
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
    return MarkFont(
        f"{_tag(name + letters)}+{name}",
        target.getvalue(),
        glyphs,
        widths,
        tuple(round(value * scale) for value in box),
        *(round(value * scale) for value in metrics),
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
        FontFile2=pdf.make_stream(font.program, Length1=len(font.program)),
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
            ToUnicode=pdf.make_stream(_to_unicode(font)),
        )
    )  # fmt: skip


def _to_unicode(font: MarkFont) -> bytes:
    pairs = [
        f"<{glyph:04X}> <{char.encode('utf-16-be').hex().upper()}>"
        for char, glyph in sorted(font.glyphs.items(), key=lambda pair: pair[1])
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


@dataclass(frozen=True, slots=True)
class Frame:
    """A page as it is shown: its size in points, and the matrix from there to its own space."""

    width: float
    height: float
    matrix: tuple[float, float, float, float, float, float]


def frame_of(page: Page) -> Frame:
    """The frame of a page, after its crop box and rotation."""
    # A reader shows the crop box as far as it lies in the media box (ISO 32000-1, 14.11.2).
    crop, media = _box(page.cropbox), _box(page.mediabox)
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    wide, high = right - left, top - bottom
    match int(page.obj.get("/Rotate", 0)) % 360:
        case 90:
            return Frame(high, wide, (0, 1, -1, 0, right, bottom))
        case 180:
            return Frame(wide, high, (-1, 0, 0, -1, right, top))
        case 270:
            return Frame(high, wide, (0, -1, 1, 0, left, top))
        case _:
            return Frame(wide, high, (1, 0, 0, 1, left, bottom))


def _box(box: Array) -> tuple[float, float, float, float]:
    """A rectangle with its corners in order, whichever two the file names."""
    x1, y1, x2, y2 = (float(value) for value in box.as_list())
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def fit(text: str, font: MarkFont, width: float) -> tuple[float, list[str]]:
    """Size and lines with which ``text`` is no wider than ``width`` and no higher than the band."""
    text = " ".join(text.split())
    for count, least in LEAST.items():
        size = min(LARGEST, (BAND - TOP - 2 * PADDING) / (count * LEADING))
        while size >= least:
            lines = _wrap(text, font, width, size)
            if len(lines) <= count and all(font.width(line, size) <= width for line in lines):
                return size, lines
            size -= STEP
    return LEAST[4], _wrap(text, font, width, LEAST[4])


def _wrap(text: str, font: MarkFont, width: float, size: float) -> list[str]:
    lines = [""]
    for word in text.split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if lines[-1] and font.width(longer, size) > width:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def draw(text: str, font: MarkFont, frame: Frame) -> bytes:
    """The content that draws the mark; it expects the initial graphics state."""
    size, lines = fit(text, font, frame.width - 2 * (SIDE + PADDING))
    box_width = max(font.width(line, size) for line in lines) + 2 * PADDING
    box_height = len(lines) * size * LEADING + 2 * PADDING
    left, bottom = frame.width - SIDE - box_width, frame.height - TOP - box_height
    shown = []
    for number, line in enumerate(lines):
        x = frame.width - SIDE - PADDING - font.width(line, size)
        # Capitals, 0.72 of the size high, stand in the middle of their line.
        y = frame.height - TOP - PADDING - (number + (1 + 0.72 / LEADING) / 2) * size * LEADING
        shown.append(f"1 0 0 1 {x:.2f} {y:.2f} Tm {font.encode(line)} Tj")
    matrix = " ".join(f"{value:.6g}" for value in frame.matrix)
    # An artifact: a screen reader that follows the letter's tags does not read it out.
    return (
        f"/Artifact BMC\nq {matrix} cm\n1 g 0 G {RULE} w\n"
        f"{left:.2f} {bottom:.2f} {box_width:.2f} {box_height:.2f} re B\n"
        f"BT 0 g {font.key} {size:.2f} Tf\n" + "\n".join(shown) + "\nET Q\nEMC\n"
    ).encode()


def add_marks(pdf: Pdf, font: MarkFont) -> dict[Frame, Stream]:
    """Give every page of ``pdf`` room for a mark: an empty stream for each kind of page.

    What is written into a stream afterwards (:func:`draw`) shows on all pages of its frame.
    """
    resource = embed(pdf, font)
    # The page's own content must not leave its transformations to the mark.
    before, after = pdf.make_stream(b"q\n"), pdf.make_stream(b"\nQ\n")
    marks: dict[Frame, Stream] = {}
    for page in pdf.pages:
        frame = frame_of(page)
        if frame not in marks:
            marks[frame] = pdf.make_stream(b"")
        resources = page.obj.get("/Resources")
        if resources is None:
            resources = page.obj.Resources = Dictionary()
        if "/Font" not in resources:
            resources.Font = Dictionary()
        resources.Font[font.key] = resource
        page.obj.Contents = Array([before, *_contents(page), after, marks[frame]])
    return marks


def _contents(page: Page) -> list[Object]:
    contents = page.obj.get("/Contents")
    if contents is None:
        return []
    return list(contents) if isinstance(contents, Array) else [contents]
