"""The mark of a copy by its content alone: words in lines, in a box no larger than they need.

A mark is read here only where it is drawn exactly as docgen draws it, in a font whose glyphs PDFium
has shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from pypdfium2 import PdfDocument

from docgen.check.pdf.reading import bare

_POINTS = rb"-?\d{1,5}\.\d\d"
_SHORTEST = rb"-?\d{1,5}(?:\.\d{1,5})?"
_LINES = re.compile(rb"1 0 0 1 (%b) (%b) Tm <((?:[0-9A-F]{4})+)> Tj\n" % (_POINTS, _POINTS))
# The place of an upright page, the box, the font and its size, the lines.
_MARK = re.compile(
    rb"/Artifact BMC\nq 1 0 0 1 (%b) (%b) cm\n1 g 0 G 0\.5 w\n"
    rb"(%b) (%b) (%b) (%b) re B\nBT 0 g (/Mark[A-Z]{6}) (\d\.\d\d) Tf\n"
    rb"((?:1 0 0 1 %b %b Tm <(?:[0-9A-F]{4})+> Tj\n){1,4})ET Q\nEMC\n"
    % (*[_SHORTEST] * 2, *[_POINTS] * 6)
)
# How docgen draws it: the room around the words, the height of a line, and where in it they stand.
_PADDING, _LEADING, _BASELINE = 1.5, 1.15, (1 + 0.72 / 1.15) / 2
_LEAST, _LARGEST = 0.5, 7.5
_NEAR = 0.06  # points
_FONT = re.compile(
    rb"<< /BaseFont (/[A-Z]{6}\+[\w-]+) /DescendantFonts \[ (\d+) 0 R \] /Encoding /Identity-H"
    rb" /Subtype /Type0 /ToUnicode (\d+) 0 R /Type /Font >>"
)
_GLYPHS = re.compile(
    rb"<< /BaseFont (/[A-Z]{6}\+[\w-]+) /CIDSystemInfo << /Ordering \(Identity\)"
    rb" /Registry \(Adobe\) /Supplement 0 >> /CIDToGIDMap /Identity /DW 0 /FontDescriptor (\d+) 0 R"
    rb" /Subtype /CIDFontType2 /Type /Font /W \[ 0 \[ ((?:\d{1,4} )+)\] \] >>"
)
_DESCRIPTOR = re.compile(
    rb"<< /Ascent -?\d+ /CapHeight -?\d+ /Descent -?\d+ /Flags 4 /FontBBox \[ [-\d ]+ \]"
    rb" /FontFile2 (\d+) 0 R /FontName /[A-Z]{6}\+[\w-]+ /ItalicAngle 0 /StemV 140"
    rb" /Type /FontDescriptor >>"
)
_PACKED = re.compile(
    rb"<< /Filter /FlateDecode /Length (\d{1,7})(?: /Length1 \d{1,7})? >>\nstream\n(.*)\nendstream",
    re.DOTALL,
)
# A page on which each glyph has a field of its own, points.
_FIELD, _A_ROW, _SIZE = 40, 16, 10
# How far a letter reaches beyond its place there.
_BEYOND, _BELOW, _ABOVE = 2, 4, 11
_LAST_USUAL = "\u017f"  # the end of Latin Extended-A: readers may turn others round

Font = tuple[tuple[int, bytes], ...]


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark: the name of its font; its box on the page, points; its words without white space."""

    font: bytes
    box: tuple[float, float, float, float]
    words: str

    def is_beside(self, other: Mark) -> bool:
        """Whether both stand in the same upper right corner, in the same font."""
        return self.font == other.font and all(map(_is_near, self.box[2:], other.box[2:]))


def mark_of(drawn: bytes, font: Font) -> Mark:
    """The mark that is drawn so in a font. Raises ValueError, KeyError or IndexError for any other
    thing."""
    found = _MARK.fullmatch(drawn)
    if found is None:
        raise ValueError(drawn)
    x0, y0, left, bottom, width, height, size = map(float, found.group(1, 2, 3, 4, 5, 6, 8))
    letters, widths = _read(font)
    lines = []
    right, top = left + width - _PADDING, bottom + height - _PADDING
    for number, (x, y, codes) in enumerate(_LINES.findall(found[9])):
        glyphs = [int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)]
        reach = sum(widths[glyph] for glyph in glyphs) * size / 1000
        lines.append(("".join(letters[glyph] for glyph in glyphs), reach))
        baseline = top - (number + _BASELINE) * size * _LEADING
        if not (_is_near(float(x) + reach, right) and _is_near(float(y), baseline)):
            raise ValueError(drawn)
    is_tight = _is_near(width, max(reach for _text, reach in lines) + 2 * _PADDING)
    is_tight &= _is_near(height, len(lines) * size * _LEADING + 2 * _PADDING)
    if not (_LEAST <= size <= _LARGEST and is_tight):
        raise ValueError(drawn)
    box = (x0 + left, y0 + bottom, x0 + left + width, y0 + bottom + height)
    return Mark(found[7], box, bare("".join(text for text, _reach in lines)))


def font_in(objects: Mapping[int, bytes]) -> Font:
    """The only font among objects, with all that it consists of: the font itself, its glyphs, their
    description, their drawing, and what they mean. Raises ValueError or KeyError where it has
    another form than docgen's."""
    ((number, font),) = (
        (number, found) for number, each in objects.items() if (found := _FONT.fullmatch(each))
    )
    glyphs = _matched(_GLYPHS, objects[int(font[2])])
    descriptor = _matched(_DESCRIPTOR, objects[int(glyphs[2])])
    numbers = (number, int(font[2]), int(glyphs[2]), int(descriptor[1]), int(font[3]))
    for packed in numbers[3:]:
        found = _matched(_PACKED, objects[packed])
        if int(found[1]) != len(found[2]):
            raise ValueError(packed)
    return tuple((each, objects[each]) for each in numbers)


def _matched(form: re.Pattern[bytes], written: bytes) -> re.Match[bytes]:
    found = form.fullmatch(written)
    if found is None:
        raise ValueError(written)
    return found


@lru_cache(maxsize=16)
def _read(font: Font) -> tuple[Mapping[int, str], tuple[int, ...]]:
    """The letters that PDFium sees in the glyphs of a font, and the width of each in thousandths of
    its size. Raises ValueError when a glyph draws anything beyond its place."""
    widths = tuple(map(int, _matched(_GLYPHS, font[1][1])[3].split()))
    letters = {}
    with PdfDocument(_specimen(font, len(widths))) as document:
        page = document[0]
        text = page.get_textpage()
        for thing in page.get_objects():
            left, bottom, right, top = thing.get_bounds()
            glyph = _glyph_at(left, bottom)
            x, y = _place_of(glyph)
            reach = widths[glyph] * _SIZE / 1000
            is_blank = left == right or bottom == top
            if not is_blank and not (
                x - _BEYOND <= left <= right <= x + reach + _BEYOND
                and y - _BELOW <= bottom <= top <= y + _ABOVE
            ):
                raise ValueError(glyph)
            letter = str(text.get_text_bounded(x - 1, y - _BELOW, x + reach + 1, y + _ABOVE))
            if is_blank or (letter.isprintable() and letter.strip()):
                letters[glyph] = " " if is_blank else letter
    usual = {glyph: each for glyph, each in letters.items() if "" < each <= _LAST_USUAL}
    return {glyph: each for glyph, each in usual.items() if len(each) == 1}, widths


def _place_of(glyph: int) -> tuple[int, int]:
    """Where a glyph stands on the specimen, points."""
    row, column = divmod(glyph, _A_ROW)
    return _FIELD * column + _FIELD // 2, _FIELD * row + _FIELD // 2


def _glyph_at(x: float, y: float) -> int:
    return int(y // _FIELD) * _A_ROW + int(x // _FIELD)


def _specimen(font: Font, glyphs: int) -> bytes:
    """A PDF of one page that shows each glyph of a font by itself."""
    first = max(number for number, _written in font) + 1
    high = _FIELD * -(-glyphs // _A_ROW)
    shown = b"".join(
        b"BT /F %d Tf 1 0 0 1 %d %d Tm <%04X> Tj ET\n" % (_SIZE, *_place_of(glyph), glyph)
        for glyph in range(glyphs)
    )
    objects = [
        *font,
        (first, b"<< /Type /Catalog /Pages %d 0 R >>" % (first + 1)),
        (first + 1, b"<< /Type /Pages /Count 1 /Kids [ %d 0 R ] >>" % (first + 2)),
        (
            first + 2,
            b"<< /Type /Page /Parent %d 0 R /MediaBox [ 0 0 %d %d ] /Contents %d 0 R"
            b" /Resources << /Font << /F %d 0 R >> >> >>"
            % (first + 1, _FIELD * _A_ROW, high, first + 3, font[0][0]),
        ),
        (first + 3, b"<< /Length %d >>\nstream\n%b\nendstream" % (len(shown), shown)),
    ]
    parts, table = [b"%PDF-1.5\n"], [b"xref\n0 1\n0000000000 65535 f \n"]
    for number, written in objects:
        table.append(b"%d 1\n%010d 00000 n \n" % (number, sum(map(len, parts))))
        parts.append(b"%d 0 obj\n%b\nendobj\n" % (number, written))
    end = b"trailer << /Size %d /Root %d 0 R >>\nstartxref\n%d\n%%%%EOF\n"
    return b"".join((*parts, *table, end % (first + 4, first, sum(map(len, parts)))))


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR
