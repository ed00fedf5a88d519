"""Office packages and pictures whose few bytes ask a reader for far more."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from functools import cache

from docgen.ooxml.package import member, pack, packed_member
from tests.support.packages import HEAD, p, package
from tests.support.workbooks import book_of

DOCUMENT, SHEET = "word/document.xml", "xl/worksheets/sheet1.xml"
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


@cache
def word() -> bytes:
    return package(p("halo"))


@cache
def book() -> bytes:
    return book_of(surat=[["id", "hal"], ["a", "b"]])


def with_part(data: bytes, name: str, part: bytes) -> bytes:
    """The package with a part of its own or in place of another."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, \
            zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for each in old.namelist():
            if each != name:
                new.writestr(each, old.read(each))
        new.writestr(name, part)
    return target.getvalue()


@cache
def with_blank_part(data: bytes, name: str, size: int) -> bytes:
    """The package with a part of so many blanks, never held in memory."""
    with zipfile.ZipFile(io.BytesIO(data)) as old:
        members = [member(each, old.read(each)) for each in old.namelist()]
    check = 0
    for _ in range(size // 2**20):
        check = zlib.crc32(b" " * 2**20, check)
    return pack([*members, packed_member(name, deflated(size, b" "), check, size)])


def zipped(size: int, fill: bytes) -> bytes:
    """The same with zlib's head and sum."""
    total = 1
    for _ in range(size // 2**20):
        total = zlib.adler32(fill * (2**20 // len(fill)), total)
    return b"\x78\xda" + deflated(size, fill) + struct.pack(">I", total)


def deflated(size: int, fill: bytes) -> bytes:
    """So many bytes as deflate writes them, a megabyte at a time."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    block = packer.compress(fill * (2**20 // len(fill))) + packer.flush(zlib.Z_FULL_FLUSH)
    return block * (size // 2**20) + packer.flush()


def declared(data: bytes, name: str, size: int) -> bytes:
    """The package with another size of one member in both of its headers."""
    raw = bytearray(data)
    label = name.encode()
    for mark, place, head in ((b"PK\x03\x04", 22, 30), (b"PK\x01\x02", 24, 46)):
        at = raw.find(mark)
        while at >= 0:
            if raw[at + head : at + head + len(label)] == label:
                struct.pack_into("<I", raw, at + place, size)
            at = raw.find(mark, at + 4)
    return bytes(raw)


def overlapping(data: bytes, name: str, times: int = 20_000) -> bytes:
    """A package whose directory names one member's bytes again and again."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        entry = package.getinfo(name)
        start = package.start_dir
        members = package.infolist()
    lines = []
    for number in range(times + len(members)):
        own = members[number] if number < len(members) else entry
        label = own.filename if number < len(members) else f"word/media/{number}.png"
        lines.append(
            struct.pack(
                "<4s6H3I5H2I",
                b"PK\x01\x02",
                20,
                20,
                own.flag_bits,
                own.compress_type,
                0,
                33,
                own.CRC,
                own.compress_size,
                own.file_size,
                len(label),
                0,
                0,
                0,
                0,
                0,
                own.header_offset,
            )
            + label.encode()
        )
    listed = b"".join(lines)
    end = struct.pack(
        "<4s4H2IH", b"PK\x05\x06", 0, 0, min(len(lines), 65535), min(len(lines), 65535),
        len(listed), start, 0,
    )  # fmt: skip
    return data[:start] + listed + end


def entities(root: str) -> bytes:
    """An XML document whose entities double forty times."""
    doubling = "".join(f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' for n in range(1, 41))
    return f'<!DOCTYPE x [<!ENTITY e0 "lol">{doubling}]>{root}'.encode()


def body(text: str) -> str:
    return (
        f"<w:document {SPACE}><w:body><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:body></w:document>"
    )


def deep_xml(depth: int = 500_000) -> bytes:
    inside = "<w:sdt>" * depth + "</w:sdt>" * depth
    return f"{HEAD}<w:document {SPACE}><w:body>{inside}</w:body></w:document>".encode()


def broad_xml(count: int = 8_000_000) -> bytes:
    return f"{HEAD}<w:document {SPACE}><w:body>{'<w:p/>' * count}</w:body></w:document>".encode()


def svg(inside: str = "", more: str = "") -> bytes:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="9" height="9"{more}>{inside}</svg>'
    ).encode()


def svg_uses() -> bytes:
    """Groups that use the one before ten times, twenty deep."""
    groups = '<g id="a0"><rect width="1" height="1"/></g>' + "".join(
        f'<g id="a{n}">{f"""<use xlink:href="#a{n - 1}"/>""" * 10}</g>' for n in range(1, 20)
    )
    return svg(f'{groups}<use xlink:href="#a19"/>')


WORDS = {
    "lying small": lambda: declared(with_blank_part(word(), "word/x.xml", 2**31), "word/x.xml", 99),
    "lying large": lambda: declared(word(), DOCUMENT, 2**31),
    "lying document": lambda: declared(
        with_part(word(), DOCUMENT, HEAD.encode() + body("x" * 10**6).encode()), DOCUMENT, 800
    ),
    "overlapping": lambda: overlapping(with_blank_part(word(), "word/x.xml", 2**26), "word/x.xml"),
    "part of 2 GB": lambda: with_blank_part(word(), "word/media/x.png", 2**31),
    "document of 2 GB": lambda: with_blank_part(
        with_part(word(), "word/x.xml", b""), "word/header9.xml", 2**31
    ),
    "entities": lambda: with_part(word(), DOCUMENT, entities(body("&e40;"))),
    "entities in relations": lambda: with_part(
        word(), "word/_rels/document.xml.rels", entities("<x>&e40;</x>")
    ),
    "deep XML": lambda: with_part(word(), DOCUMENT, deep_xml()),
    "broad XML": lambda: with_part(word(), DOCUMENT, broad_xml()),
    "SVG entities": lambda: with_part(
        word(), "word/media/a.svg", entities(svg("<text>&e40;</text>").decode())
    ),
    "SVG uses": lambda: with_part(word(), "word/media/a.svg", svg_uses()),
    "SVG deep": lambda: with_part(
        word(), "word/media/a.svg", svg("<g>" * 500_000 + "</g>" * 500_000)
    ),
    "many members": lambda: overlapping(word(), DOCUMENT, 300_000),
    "long attribute": lambda: with_part(
        word(), DOCUMENT, body("x").replace("<w:p>", f'<w:p a="{"x" * 60_000_000}">').encode()
    ),
    "cut": lambda: word()[:-40],
    "bytes of nothing": lambda: b"PK\x03\x04" + b"\0" * 10**7,
}
BOOKS = {
    "lying small": lambda: declared(with_blank_part(book(), "xl/x.xml", 2**31), "xl/x.xml", 99),
    "lying sheet": lambda: declared(
        with_part(book(), SHEET, b"<worksheet>" + b" " * 2**28), SHEET, 500
    ),
    "overlapping": lambda: overlapping(with_blank_part(book(), "xl/x.xml", 2**26), "xl/x.xml"),
    "part of 2 GB": lambda: with_blank_part(book(), "xl/media/x.png", 2**31),
    "entities": lambda: with_part(book(), "xl/sharedStrings.xml", entities("<sst>&e40;</sst>")),
    "deep XML": lambda: with_part(
        book(), SHEET, b"<worksheet>" + b"<a>" * 500_000 + b"</a>" * 500_000 + b"</worksheet>"
    ),
    "many strings": lambda: with_part(
        book(), "xl/sharedStrings.xml", b"<sst>" + b"<si><t/></si>" * 8_000_000 + b"</sst>"
    ),
    "many styles": lambda: with_part(
        book(), "xl/styles.xml",
        b"<styleSheet><cellXfs>" + b"<xf/>" * 5_000_000 + b"</cellXfs></styleSheet>",
    ),
    "broad row": lambda: with_part(
        book(), SHEET,
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b"<row>" + b"<c><v>1</v></c>" * 3_000_000 + b"</row></sheetData></worksheet>",
    ),
    "far row": lambda: with_part(
        book(), SHEET,
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c></row><row r="999999999"><c r="A999999999"><v>1</v></c>'
        b"</row></sheetData></worksheet>",
    ),
}  # fmt: skip


def chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def png(width: int, height: int, kind: int, data: bytes, *chunks: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0))
    return (
        b"\x89PNG\r\n\x1a\n" + head + b"".join(chunks) + chunk(b"IDAT", data) + chunk(b"IEND", b"")
    )


@cache
def zeros(size: int) -> bytes:
    return zipped(size, b"\0")


def jpeg(width: int, height: int) -> bytes:
    """A whole JPEG that says it has another size."""
    from PIL import Image

    target = io.BytesIO()
    Image.new("RGB", (16, 16)).save(target, "JPEG")
    data = bytearray(target.getvalue())
    at = data.find(b"\xff\xc0")
    struct.pack_into(">HH", data, at + 5, height, width)
    return bytes(data)


PICTURES = {
    "60,000 x 60,000": lambda: png(60_000, 60_000, 2, zeros(2**30)),
    "13,000 x 13,000 in colour": lambda: png(13_000, 13_000, 6, zeros(13_000 * 52_001)),
    "2,000,000,000 x 1": lambda: png(2_000_000_000, 1, 0, b""),
    "text of 1 GB": lambda: png(9, 9, 0, zeros(2**20), chunk(b"zTXt", b"a\0\0" + zeros(2**30))),
    "profile of 1 GB": lambda: png(9, 9, 2, zeros(2**20), chunk(b"iCCP", b"a\0\0" + zeros(2**30))),
    "chunk of 2 GB": lambda: b"\x89PNG\r\n\x1a\n" + struct.pack(">I", 2**31 - 1) + b"IHDR",
    "JPEG 65,500 x 65,500": lambda: jpeg(65_500, 65_500),
    "no picture": lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 10**6,
}
