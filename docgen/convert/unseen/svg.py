"""What a drawing in SVG would fetch from elsewhere: LibreOffice reads any file that one names.

Drawings are known by what they are, not by their name. What cannot be judged counts as a fetch.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections.abc import Iterator
from urllib.parse import unquote_to_bytes

from lxml import etree

from docgen.outside.xml import parse_xml

_GZIP = b"\x1f\x8b"
# How other pictures, and packages, begin; a program that made one may well be called svg2png.
_OTHERS = (
    b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF", b"PK\x03\x04",
    b"%PDF", b"\xd7\xcd\xc6\x9a", b"\x01\0\0\0", b"\xd0\xcf\x11\xe0",
)  # fmt: skip
# A drawing of more bytes is none that a letter needs.
_MOST = 20_000_000
_DEPTH = 3
_HEAD = 4096
_PICTURE = re.compile(r"data:image/(png|jpe?g|gif|webp|bmp)[;,]", re.IGNORECASE)
_DRAWING = re.compile(r"data:image/svg\+xml([^,]*),(.*)", re.IGNORECASE | re.DOTALL)
_URL = re.compile(r"url\(\s*([\"']?)(.*?)\1\s*\)", re.IGNORECASE | re.DOTALL)
_IMPORT = re.compile(r"@import\b[^;]*", re.IGNORECASE)
_ENTITY = re.compile(rb"<!ENTITY\s+(?:%\s*)?(\S+)")
# Attributes that name something, and those of an animation, which set others.
_NAMES, _SET = frozenset({"href", "src", "base"}), frozenset({"from", "to", "by", "values"})
_FOREIGN = frozenset({"script", "foreignObject", "iframe", "embed", "object", "audio", "video"})
_SHOWN = 80


def is_svg(data: bytes) -> bool:
    """Whether it may be taken for a drawing in SVG, packed or not."""
    if data.startswith(_OTHERS):
        return False
    head = _unpacked(data, _HEAD) if data.startswith(_GZIP) else data[:_HEAD]
    return b"svg" in (head or b"").replace(b"\0", b"").lower()


def fetched_by(data: bytes, depth: int = 0) -> Iterator[str]:
    """What the drawing would fetch, as it names it; or why nobody can say."""
    if data.startswith(_GZIP):
        unpacked = _unpacked(data, _MOST + 1)
        data = b"" if unpacked is None else unpacked
    if not data or len(data) > _MOST or depth > _DEPTH:
        yield "gambar SVG yang terlalu besar atau rusak"
        return
    if (entity := _ENTITY.search(data.replace(b"\0", b""))) is not None:
        yield f"entitas {entity[1].decode('latin-1')[:_SHOWN]}"
        return
    try:
        root = parse_xml(data)
    except (etree.XMLSyntaxError, ValueError):
        yield "gambar SVG yang rusak"
        return
    for before in root.itersiblings(preceding=True):
        if isinstance(before, etree._ProcessingInstruction):
            yield f"lembar gaya {before.text or ''}"[:_SHOWN]
    for element in root.iter():
        if isinstance(element.tag, str):
            yield from _in_element(element, depth)


def _in_element(element: etree._Element, depth: int) -> Iterator[str]:
    kind = etree.QName(element).localname
    if kind in _FOREIGN:
        yield f"<{kind}>"
    if kind == "style":
        yield from _in_style("".join(map(str, element.itertext())), depth)
    for name, value in element.attrib.items():
        text = str(value)
        if "(" in text or "\\" in text:
            yield from _in_style(text, depth)
        attribute = etree.QName(str(name)).localname
        # Where a link leads is not looked up.
        if (attribute in _NAMES and kind != "a") or (
            attribute in _SET and any(mark in text for mark in "/\\:")
        ):
            yield from _at(text, depth)


def _in_style(text: str, depth: int) -> Iterator[str]:
    if "\\" in text:  # CSS can write any letter so, those of url( as well
        yield f"gaya {text.strip()}"[:_SHOWN]
    for match in _IMPORT.finditer(text):
        yield match[0].strip()[:_SHOWN]
    for match in _URL.finditer(text):
        yield from _at(match[2], depth)


def _at(text: str, depth: int) -> Iterator[str]:
    """What stands at an address outside the drawing; nothing for what is inside it."""
    text = text.strip()
    if not text or text.startswith("#") or _PICTURE.match(text):
        return
    if (inner := _DRAWING.match(text)) is not None:
        try:
            packed = inner[2]
            is_base64 = "base64" in inner[1].lower()
            data = base64.b64decode(packed) if is_base64 else unquote_to_bytes(packed)
        except (binascii.Error, ValueError):
            yield "gambar SVG yang rusak"
            return
        yield from fetched_by(data, depth + 1)
    else:
        yield text[:_SHOWN]


def _unpacked(data: bytes, most: int) -> bytes | None:
    try:
        return zlib.decompressobj(wbits=31).decompress(data, most)
    except zlib.error:
        return None
