"""What stands behind a letter in its copies, read to the last byte.

docgen writes a copy as the letter, byte for byte, and an incremental update behind it (ISO 32000-1,
7.5.6): objects that the copies share, and of each its own mark, Info and XMP. An update is read
here only where it has exactly the form that docgen gives it, with nothing between its objects.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice, pairwise

from docgen.check.pdf.drawn import encloses
from docgen.check.pdf.reading import INFO_PREFIX, PROPERTIES, bare
from docgen.check.pdf.signed import RANGE

# The table of objects of an update, and what stands behind it.
_END = re.compile(
    rb"xref\n((?:\d+ \d+\n(?:\d{10} 00000 n \n)+)+)"
    rb"trailer << /ID \[(<[0-9a-f]+>)<[0-9a-f]+>\]( /Info (\d+) 0 R /Prev (\d+) /Root \d+ 0 R"
    rb" /Size \d+) >>\nstartxref\n(\d+)\n%%EOF\n"
)
_END_WITHIN = 64
DIGITS = 10  # of a place in the file
_OBJECT_END = b"\nendobj\n"
_XMP = re.compile(
    rb"<< /Length (\d+) /Subtype /XML /Type /Metadata >>\nstream\n(.*)\nendstream", re.DOTALL
)
_DRAWN = re.compile(rb"<< /Length (\d+) >>\nstream\n(/Artifact BMC\n.*)\nendstream", re.DOTALL)
_NUMBER = rb"-?\d+(?:\.\d+)?"
_WORDS = re.compile(rb"1 0 0 1 (%b) (%b) Tm <((?:[0-9A-F]{4})*)> Tj\n" % (_NUMBER, _NUMBER))
# The place on the page, the box, the font with its size, and the words.
_MARK = re.compile(
    rb"/Artifact BMC\nq ([-+.\de ]+) cm\n1 g 0 G 0\.5 w\n(%b) (%b) (%b) (%b) re B\n"
    rb"BT 0 g (/\w+) (%b) Tf\n((?:1 0 0 1 [-.\d ]+ Tm <[0-9A-F]*> Tj\n)+)ET Q\nEMC\n"
    % ((_NUMBER,) * 5)
)
_INFO = re.compile(
    rb"<<((?: /[A-Za-z0-9:]+ (?:\((?:[^()\\]|\\.)*\)|<(?:[0-9a-f]{2})*>))*) >>", re.DOTALL
)
_SAID = re.compile(rb" /([A-Za-z0-9:]+) (?:\(((?:[^()\\]|\\.)*)\)|<([0-9a-f]*)>)", re.DOTALL)
_ESCAPED = re.compile(rb"\\([()\\]|[0-3][0-7]{2})")
_UTF_16 = b"\xfe\xff"
_TO_UNICODE = re.compile(rb"/ToUnicode (\d+) 0 R")
_WIDTHS = re.compile(rb"/W \[ 0 \[ ([\d ]+) \] \]")
_PACKED = re.compile(rb"<< /Filter /FlateDecode /Length \d+ >>\nstream\n(.*)\nendstream", re.DOTALL)
_CODE = re.compile(rb"^<([0-9A-F]{4})> <([0-9A-F]{4})>$", re.MULTILINE)
_MOST_CODES = 2**20  # bytes
_NEAR = 0.05  # points
_LAST_USUAL = "\u017f"  # the end of Latin Extended-A: readers may turn others round
_DIGITS_BEFORE = re.compile(rb"\d+\Z")
# White space and comments between the words of a reference.
_BLANK = rb"(?:[\0\s]|%[^\r\n]*[\r\n])+"
# Numbers of objects that stand in a table elsewhere, or in one that is packed.
_ELSEWHERE = re.compile(rb"/Prev|/XRefStm|#")


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark by its content: its place on the page and its font; the upper right corner of its box;
    its words without white space."""

    place: tuple[bytes, bytes]
    corner: tuple[float, float]
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What stands behind a letter of ``size`` bytes, whose ``table`` of objects is at that place:
    the objects that all its copies have, the numbers of those of its own (mark, XMP, Info), what
    the trailer says, and what the own ones say."""

    size: int
    table: int
    shared: Mapping[int, bytes]
    own: tuple[int, int, int]
    trailer: tuple[bytes, bytes]
    mark: Mark
    properties: Mapping[str, str]

    def is_like(self, other: Update) -> bool:
        """Whether two copies of one letter with these updates differ in nothing that is shown but
        the words of the mark."""
        return (
            (self.size, self.own, self.trailer) == (other.size, other.own, other.trailer)
            and self.mark.place == other.mark.place
            and all(map(_is_near, self.mark.corner, other.mark.corner))
            and self.shared == other.shared
        )


def update_of(data: bytes) -> Update | None:
    """The update at the end of a copy, None when there is none of this form."""
    place = data.rfind(b"startxref\n", -_END_WITHIN)
    digits = data[place:].split(b"\n")[1] if place > 0 else b""
    end = _END.fullmatch(data, int(digits)) if digits.isdigit() else None
    # What looks like one and is none raises one of these.
    with suppress(ValueError, KeyError, IndexError, zlib.error):
        return _update(data, end) if end else None
    return None


def _update(data: bytes, end: re.Match[bytes]) -> Update | None:
    offsets = _offsets(end[1])
    size = min(offsets.values())
    objects = dict(_objects(data, offsets, end.start()))
    info = int(end[4])
    (mark,), (packet,) = _streams(objects, _DRAWN), _streams(objects, _XMP)
    own = (mark, packet, info)
    shared = {number: each for number, each in objects.items() if number not in own}
    if RANGE.encode() in data[size:]:
        return None
    return Update(
        size=size,
        table=int(end[5]),
        shared=shared,
        own=own,
        trailer=(end[2], end[3]),
        mark=_mark(objects[mark], shared),
        properties=properties_of(objects[info]),
    )


def is_proper(data: bytes, update: Update) -> bool:
    """Whether nothing in a copy draws its XMP, which is read by nobody, and all of the letter's
    objects stand in one table."""
    letter = data[: update.size]
    if not letter.startswith(b"xref", update.table) or _ELSEWHERE.search(letter, update.table):
        return False
    packet = re.compile(rb"%d%b0+%bR" % (update.own[1], _BLANK, _BLANK))
    return all(
        written.endswith(b"/Metadata ", 0, found.start())
        for written in (letter, *update.shared.values())
        for found in packet.finditer(written)
        if not _is_in_number(written, found.start())
    )


def _is_in_number(written: bytes, place: int) -> bool:
    """Whether a number goes on before this place, of an object with a higher one."""
    before = _DIGITS_BEFORE.search(written[max(0, place - DIGITS) : place])
    return before is not None and int(before[0]) > 0


def _offsets(table: bytes) -> dict[int, int]:
    """Where each object of a table stands."""
    offsets: dict[int, int] = {}
    lines = iter(table.splitlines())
    for line in lines:
        first, count = map(int, line.split())
        entries = [*islice(lines, count)]
        offsets |= {first + each: int(entry[:DIGITS]) for each, entry in enumerate(entries)}
    return offsets


def _objects(data: bytes, offsets: Mapping[int, int], end: int) -> Iterator[tuple[int, bytes]]:
    """The objects from the first one to the table, which leave nothing between them."""
    places = sorted((place, number) for number, place in offsets.items())
    for (first, number), (last, _number) in pairwise((*places, (end, 0))):
        head, written = b"%d 0 obj\n" % number, data[first:last]
        if not written.startswith(head) or not written.endswith(_OBJECT_END):
            raise ValueError(number)
        yield number, written[len(head) : -len(_OBJECT_END)]


def _streams(objects: Mapping[int, bytes], form: re.Pattern[bytes]) -> list[int]:
    """The numbers of the streams of a form, which are as long as they say."""
    return [
        number
        for number, written in objects.items()
        if (found := form.fullmatch(written)) and int(found[1]) == len(found[2])
    ]


def _mark(written: bytes, shared: Mapping[int, bytes]) -> Mark:
    drawn = _DRAWN.fullmatch(written)
    found = _MARK.fullmatch(drawn[2]) if drawn else None
    if found is None:
        raise ValueError(written)
    left, bottom, width, height, size = map(float, found.group(2, 3, 4, 5, 7))
    letters, widths = _font(*_of_font(shared))
    lines, boxes = [], []
    for x, y, codes in _WORDS.findall(found[8]):
        glyphs = [int(codes[at : at + 4], 16) for at in range(0, len(codes), 4)]
        lines.append("".join(letters[glyph] for glyph in glyphs))
        reach = sum(widths[glyph] for glyph in glyphs) * size / 1000
        boxes.append((float(x), float(y), float(x) + reach, float(y) + size))
    words = bare("".join(lines))
    box = (left, bottom, left + width, bottom + height)
    if not words or max(words) > _LAST_USUAL or not encloses(box, boxes):
        raise ValueError(words)
    return Mark((found[1], found[6]), (box[2], box[3]), words)


def _of_font(shared: Mapping[int, bytes]) -> tuple[bytes, bytes]:
    """What of the only font of an update tells letters, and how wide they are."""
    (letters,) = (found[1] for each in shared.values() if (found := _TO_UNICODE.search(each)))
    (widths,) = (found[1] for each in shared.values() if (found := _WIDTHS.search(each)))
    return shared[int(letters)], widths


@lru_cache(maxsize=16)
def _font(packed: bytes, widths: bytes) -> tuple[dict[int, str], tuple[int, ...]]:
    """The letter and the width (thousandths of the size) of each glyph."""
    stream = _PACKED.fullmatch(packed)
    if stream is None:
        raise ValueError(packed)
    codes = zlib.decompressobj().decompress(stream[1], _MOST_CODES)
    letters = {int(glyph, 16): chr(int(code, 16)) for glyph, code in _CODE.findall(codes)}
    return letters, tuple(map(int, widths.split()))


def properties_of(written: bytes) -> dict[str, str]:
    """What docgen says in an Info that holds nothing but texts, each once."""
    info = _INFO.fullmatch(written)
    said = _SAID.findall(info[1]) if info else []
    if not said or len({name for name, _text, _hex in said}) < len(said):
        raise ValueError(written)
    found = {name.decode(): (text, digits) for name, text, digits in said}
    names = [name for name in PROPERTIES if INFO_PREFIX + name in found]
    return {name: text for name in names if (text := _text(*found[INFO_PREFIX + name]))}


def _text(literal: bytes, digits: bytes) -> str:
    """A text string of the letters that PDFDocEncoding and Latin-1 have alike, or of UTF-16."""
    data = bytes.fromhex(digits.decode())
    if data.startswith(_UTF_16):
        return data[len(_UTF_16) :].decode("utf-16-be")
    text = _ESCAPED.sub(_unescaped, literal).decode("latin-1")
    if digits or not text.isprintable() or b"\\" in _ESCAPED.sub(b"", literal):
        raise ValueError(literal)
    return text


def _unescaped(found: re.Match[bytes]) -> bytes:
    return found[1] if len(found[1]) == 1 else bytes((int(found[1], 8),))


def _is_near(one: float, other: float) -> bool:
    return abs(one - other) < _NEAR
