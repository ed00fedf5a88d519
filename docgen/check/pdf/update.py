"""What stands behind a letter in its copies, read to the last byte.

docgen writes a copy as the letter, byte for byte, and an incremental update behind it (ISO 32000-1,
7.5.6): objects that the copies share, and of each its own mark, Info and XMP. An update is read
here only where it has exactly the form that docgen gives it, with nothing between its objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from itertools import islice, pairwise
from xml.sax.saxutils import escape

from docgen.check.pdf.signed import RANGE

# The table of objects of an update, and what stands behind it.
_END = re.compile(
    rb"xref\n((?:\d{1,7} \d{1,7}\n(?:\d{10} 00000 n \n)+)+)"
    rb"trailer << /ID \[(<[0-9a-f]+>)<[0-9a-f]+>\] /Info (\d{1,7}) 0 R /Prev (\d{1,10})"
    rb" /Root (\d{1,7}) 0 R /Size (\d{1,7}) >>\nstartxref\n(\d{1,10})\n%%EOF\n"
)
_END_WITHIN = 64
_DIGITS = 10  # of a place in the file
_OBJECT_END = b"\nendobj\n"
_XMP = re.compile(
    rb"<< /Length (\d{1,7}) /Subtype /XML /Type /Metadata >>\nstream\n(.*)\nendstream", re.DOTALL
)
_DRAWN = re.compile(rb"<< /Length (\d{1,7}) >>\nstream\n(/Artifact BMC\n.*)\nendstream", re.DOTALL)
# What a copy says of itself, in letters that every encoding has alike.
PROPERTIES = ("letter", "recipient", "role", "version")
_SAID = re.compile(rb" /docgen:([a-z]+) \(((?:[ -'*-\[\]-~]|\\[()\\])*)\)(?= )")
_ESCAPED = re.compile(rb"\\([()\\])")
_TO_BE_ESCAPED = re.compile(rb"([()\\])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """What stands behind a letter of ``size`` bytes: the objects that all its copies have, by
    number; the numbers of those of its own (mark, XMP, Info); what draws the mark; what the trailer
    says, among it where the letter's table stands and which object is the root; and docgen's
    properties."""

    size: int
    shared: Mapping[int, bytes]
    numbers: tuple[int, int, int]
    mark: bytes
    trailer: tuple[bytes | None, ...]
    before: int
    root: int
    properties: Mapping[str, str]
    # What of XMP and Info is the same when the properties are others.
    frame: tuple[bytes, bytes]

    def is_like(self, other: Update) -> bool:
        """Whether two copies with these updates differ in their marks and properties alone, given
        the same letter."""
        return (
            (self.size, self.numbers, self.trailer) == (other.size, other.numbers, other.trailer)
            and self.frame == other.frame
            and self.shared == other.shared
        )


def update_of(data: bytes) -> Update | None:
    """The update at the end of a copy, None when there is none of this form."""
    place = data.rfind(b"startxref\n", -_END_WITHIN)
    digits = data[place:].split(b"\n")[1][: _DIGITS + 1] if place > 0 else b""
    # What looks like one and is none raises one of these.
    with suppress(ValueError, KeyError):
        end = _END.fullmatch(data, int(digits)) if digits else None
        return _update(data, end) if end else None
    return None


def _update(data: bytes, end: re.Match[bytes]) -> Update | None:
    offsets = _offsets(end[1])
    size = min(offsets.values())
    if RANGE.encode() in data[size:] or int(end[7]) != end.start():
        return None
    objects = dict(_objects(data, offsets, end.start()))
    (mark, drawn), (packet, said) = _stream(objects, _DRAWN), _stream(objects, _XMP)
    number = int(end[3])
    properties = _properties(objects[number])
    return Update(
        size=size,
        shared={key: each for key, each in objects.items() if key not in (mark, packet, number)},
        numbers=(mark, packet, number),
        mark=drawn,
        trailer=end.group(2, 3, 4, 5, 6),
        before=int(end[4]),
        root=int(end[5]),
        properties=properties,
        frame=(
            _without(said, (_in_xmp(key, value) for key, value in properties.items())),
            _without(objects[number], (_in_info(key, value) for key, value in properties.items())),
        ),
    )


def _offsets(table: bytes) -> dict[int, int]:
    """Where each object of a table stands, each once."""
    offsets: dict[int, int] = {}
    lines = iter(table.splitlines())
    for line in lines:
        first, count = map(int, line.split())
        entries = [*islice(lines, count)]
        if len(entries) != count or offsets.keys() & range(first, first + count):
            raise ValueError(line)
        offsets |= {first + each: int(entry[:_DIGITS]) for each, entry in enumerate(entries)}
    return offsets


def _objects(data: bytes, offsets: Mapping[int, int], end: int) -> Iterator[tuple[int, bytes]]:
    """The objects from the first one to the table, which leave nothing between them."""
    places = sorted((place, number) for number, place in offsets.items())
    for (first, number), (last, _number) in pairwise((*places, (end, 0))):
        head, written = b"%d 0 obj\n" % number, data[first:last]
        if not written.startswith(head) or not written.endswith(_OBJECT_END):
            raise ValueError(number)
        yield number, written[len(head) : -len(_OBJECT_END)]


def _stream(objects: Mapping[int, bytes], form: re.Pattern[bytes]) -> tuple[int, bytes]:
    """The only stream of a form, which is as long as it says, and its number."""
    ((number, found),) = (
        (number, found) for number, each in objects.items() if (found := form.fullmatch(each))
    )
    if int(found[1]) != len(found[2]):
        raise ValueError(number)
    return number, found[2]


def _properties(info: bytes) -> dict[str, str]:
    """What docgen says in Info."""
    said = [
        (key.decode(), _ESCAPED.sub(rb"\1", text).decode()) for key, text in _SAID.findall(info)
    ]
    found = {key: text for key, text in said if key in PROPERTIES}
    if len(found) < len(PROPERTIES):
        raise ValueError(info)
    return found


def _in_info(key: str, value: str) -> bytes:
    return b" /docgen:%b (%b)" % (key.encode(), _TO_BE_ESCAPED.sub(rb"\\\1", value.encode()))


def _in_xmp(key: str, value: str) -> bytes:
    return f"<docgen:{key}>{escape(value)}</docgen:{key}>".encode()


def _without(written: bytes, texts: Iterator[bytes]) -> bytes:
    """What is left without these texts, each of which stands there once."""
    for text in texts:
        if written.count(text) != 1:
            raise ValueError(text)
        written = written.replace(text, b"\0")
    return written
