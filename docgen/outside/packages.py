"""Office packages that are what they say: each part as long as its entry, and no longer than fits.

A zip says how long each part will be, and libraries believe it: one that lies unpacks to gigabytes,
and LibreOffice shows another document than the one that was looked at. So all parts are unpacked
once, in pieces that are not kept, before any library sees the package.
"""

from __future__ import annotations

import io
import struct
import zipfile
import zlib

from docgen.limits import MOST_MEMBERS, MOST_RATIO, MOST_UNPACKED, MOST_XML, RATIO_FROM
from docgen.outside.files import megabytes

_PIECE = 2**20
_XML = (".xml", ".rels", ".svg", ".vml")
# Sheets are read piece by piece, other parts become trees in memory.
_STREAMED = "xl/"
# Of the header before each part the lengths of its name and of what else stands there, and the bit
# for a part with a password (APPNOTE.TXT 4.3.7, 4.4.4).
_LOCAL = struct.Struct("<26x2H")
_LOCKED = 1


class OddPackageError(zipfile.BadZipFile):
    """A package that is larger than any office file, or lies; the words say in what.

    ``too_large`` tells the one from the other.
    """

    def __init__(self, words: str, *, too_large: bool = False) -> None:
        self.words, self.too_large = words, too_large
        super().__init__(words)

    def __reduce__(self) -> tuple[object, ...]:
        return _again, (self.words, self.too_large)


def _again(words: str, too_large: bool) -> OddPackageError:
    return OddPackageError(words, too_large=too_large)


def check_package(data: bytes, most_xml: int = MOST_XML) -> bytes:
    """The same bytes. Raises OddPackageError; what is no zip, others say in their own words.

    ``most_xml`` are the bytes that an XML part may have.
    """
    words, too_large = _odd(data, most_xml)
    if words:
        raise OddPackageError(words, too_large=too_large)
    return data


def unpacked_size(data: bytes) -> int:
    """How many bytes an office file unpacks to; 0 for what is none. Raises OddPackageError."""
    check_package(data)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return sum(entry.file_size for entry in package.infolist())
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return 0


def _odd(data: bytes, most_xml: int) -> tuple[str, bool]:
    if data.count(b"PK\x01\x02") > MOST_MEMBERS:  # reading the directory alone takes memory
        return f"punya lebih dari {MOST_MEMBERS} bagian di dalamnya", True
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, NotImplementedError, OSError, ValueError):
        return "", False
    return (
        _of_sizes(entries, most_xml)
        or _of_places(entries)
        or _of_contents(data, entries)
        or ("", False)
    )


def _of_sizes(entries: list[zipfile.ZipInfo], most_xml: int) -> tuple[str, bool] | None:
    """What the directory itself says."""
    total = sum(entry.file_size for entry in entries)
    if total > MOST_UNPACKED:
        most = megabytes(MOST_UNPACKED)
        return f"mengembang menjadi {megabytes(total)} saat dibuka, paling banyak {most}", True
    for entry in entries:
        if entry.file_size > max(RATIO_FROM, entry.compress_size * MOST_RATIO):
            size = megabytes(entry.file_size)
            return f"mengembang tidak wajar: bagian {entry.filename} menjadi {size}", True
        name = entry.filename.lower()
        if entry.file_size > most_xml and name.endswith(_XML) and not name.startswith(_STREAMED):
            size, most = megabytes(entry.file_size), megabytes(most_xml)
            return f"bagian {entry.filename} sebesar {size}, paling banyak {most}", True
    return None


def _of_places(entries: list[zipfile.ZipInfo]) -> tuple[str, bool] | None:
    """Parts that lie in each other: few bytes that stand for many."""
    end = 0
    for entry in sorted(entries, key=lambda each: each.header_offset):
        if entry.header_offset < end:
            return f"bagian {entry.filename} bertumpang tindih dengan bagian lain", False
        end = entry.header_offset + _LOCAL.size + entry.compress_size
    return None


def _of_contents(data: bytes, entries: list[zipfile.ZipInfo]) -> tuple[str, bool] | None:
    """Whether each part unpacks to what its entry says, to the byte."""
    for entry in entries:
        if entry.flag_bits & _LOCKED:
            continue  # said elsewhere
        if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            return f"bagian {entry.filename} dikemas dengan cara yang tidak dikenal Office", False
        if _real_size(data, entry) != entry.file_size:
            return f"bagian {entry.filename} rusak: tidak sepanjang yang tercatat", False
    return None


def _real_size(data: bytes, entry: zipfile.ZipInfo) -> int:
    """To how many bytes a part unpacks; counted no further than one more than it should."""
    if entry.compress_type == zipfile.ZIP_STORED:
        return entry.compress_size
    head = data[entry.header_offset : entry.header_offset + _LOCAL.size]
    if len(head) < _LOCAL.size:
        return -1
    name, extra = _LOCAL.unpack(head)
    start = entry.header_offset + _LOCAL.size + name + extra
    packed, size = memoryview(data)[start : start + entry.compress_size], 0
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        for at in range(0, len(packed), _PIECE):
            rest = bytes(packed[at : at + _PIECE])
            while rest and size <= entry.file_size:
                size += len(unpacker.decompress(rest, _PIECE))
                rest = unpacker.unconsumed_tail
    except zlib.error:
        return entry.file_size  # damaged: said elsewhere
    return size
