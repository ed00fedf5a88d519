"""What is added to a PDF, written behind its own bytes: an incremental update (ISO 32000-1, 7.5.6).

The file stays as it is, byte for byte, and new objects stand in for old ones of the same number.
So a thousand copies are made without writing what they share a thousand times, and whoever has
read one of them need only look at what is added to read another.
"""

from __future__ import annotations

import hashlib
import re
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import pairwise

from pikepdf import Object, Pdf, Stream

# The end of a file, which tells where the table of its objects stands, plain or as a stream.
_END = re.compile(rb"startxref\s+(\d+)\s+%%EOF\s*\Z")
_END_WITHIN = 64
_ROW = struct.Struct(">BQB")  # an object by itself: 1, where it stands, generation
_TABLE, _HEADER = b"xref", b"%PDF-"
# The beginning of a plain table of all objects, and what each has in it.
_FIRST = re.compile(rb"xref\n0 \d+\n")
_LINE, _DIGITS = 20, 10
# What a trailer says of tables elsewhere, and of a lock.
_NOT_WHOLE = ("/Prev", "/XRefStm", "/Encrypt")


def can_be_added_to(data: bytes, pdf: Pdf) -> bool:
    """Whether ``data``, open as ``pdf``, is whole: with one table of all its objects, no lock, and
    nothing mended."""
    if not data.startswith(_HEADER) or any(key in pdf.trailer for key in _NOT_WHOLE):
        return False
    is_whole = _table_of(data) > 0 and not pdf.get_warnings()
    return is_whole and all(item.objgen[1] == 0 for item in pdf.objects)  # none was deleted once


def stream_of(data: bytes, keys: str = "") -> bytes:
    """A stream as an object is written; ``keys`` are more of its dictionary."""
    return b"<< /Length %d%s >>\nstream\n%s\nendstream" % (len(data), keys.encode(), data)


class Update:
    """What changes in an open PDF from here on."""

    def __init__(self, data: bytes, pdf: Pdf) -> None:
        """``data`` are the bytes of ``pdf``, which can be added to."""
        self._data, self._pdf = data, pdf
        _ = pdf.pages[0]  # gives pages what they inherit, which would look like a change
        # What is named and not there counts as an object, so that nothing new has its number.
        self._before = {item.objgen: _written(item) for item in pdf.objects}

    def stands(self, number: int) -> bool:
        """Whether an object, before it was changed, stands in the file exactly as it is written
        here, so that every reader reads it alike; False where that is hard to tell."""
        table = _table_of(self._data)
        start = _FIRST.match(self._data, table)
        if start is None:
            return False
        line = self._data[start.end() + _LINE * number :][:_LINE]
        written = b"%d 0 obj\n%s\nendobj\n" % (number, self._before.get((number, 0), b""))
        return self._data.startswith(written, int(line[:_DIGITS]))

    def with_own(self, own: Sequence[Object]) -> Updated:
        """The file with all that was changed, for copies that have these objects of their ``own``:
        each by itself in the PDF, whatever it says there."""
        numbers = [each.objgen[0] for each in own]
        shared = [
            (item.objgen[0], _written(item, streams=True))
            for item in self._pdf.objects
            if item.objgen[0] not in numbers and _written(item) != self._before.get(item.objgen)
        ]
        return Updated(self._data, self._pdf, shared, numbers)


class Updated:
    """A file and what copies of it share; :meth:`copy` gives it what each has of its own."""

    def __init__(
        self, data: bytes, pdf: Pdf, shared: Iterable[tuple[int, bytes]], own: Sequence[int]
    ) -> None:
        """Objects by number, and the numbers of those that are still to come."""
        trailer = pdf.trailer
        self._own, self._offsets = own, dict[int, int]()
        self._parts = [data if data.endswith(b"\n") else data + b"\n"]
        self._size = len(self._parts[0])
        self._first_id = bytes(trailer.ID[0]) if "/ID" in trailer else b""
        self._content = hashlib.md5(self._first_id, usedforsecurity=False)
        for number, written in shared:
            self._size = _add(self._parts, self._offsets, self._size, number, written)
        self._content.update(b"".join(self._parts[1:]))
        # What is replaced of the file itself, besides what each copy has of its own.
        self.replaced = [number for number in self._offsets if number < trailer.Size]
        numbers = (number + 1 for number in (*self._offsets, *own))
        self._count = max(int(trailer.Size), *numbers)
        # A table is one as that of the file was (7.5.8.4).
        self._is_stream = not data.startswith(_TABLE, _table_of(data))
        info, root = trailer.Info.objgen[0], trailer.Root.objgen[0]
        self._said = f"/Info {info} 0 R /Prev {_table_of(data)} /Root {root} 0 R"

    def copy(self, own: Sequence[bytes]) -> bytes:
        """The file with these objects, in the order in which their numbers were given."""
        parts, offsets, size = [*self._parts], dict(self._offsets), self._size
        # Which file it is follows from what it holds, so that it is the same each time.
        content = self._content.copy()
        for number, written in zip(self._own, own, strict=True):
            size = _add(parts, offsets, size, number, written)
            content.update(parts[-1])
        this = content.hexdigest()
        ids = f"/ID [<{self._first_id.hex() or this}><{this}>]"
        parts.append(
            self._stream(offsets, size, ids) if self._is_stream else self._table(offsets, ids)
        )
        parts.append(b"startxref\n%d\n%%%%EOF\n" % size)
        return b"".join(parts)

    def _table(self, offsets: Mapping[int, int], ids: str) -> bytes:
        """Where objects stand, in runs of numbers; each line has its 20 bytes (7.5.4)."""
        lines = ["xref"]
        for run in _runs(sorted(offsets)):
            lines.append(f"{run[0]} {len(run)}")
            lines += (f"{offsets[number]:010} 00000 n " for number in run)
        lines.append(f"trailer << {ids} {self._said} /Size {self._count} >>\n")
        return "\n".join(lines).encode()

    def _stream(self, offsets: Mapping[int, int], size: int, ids: str) -> bytes:
        """The same as a stream, which is an object itself and stands at ``size`` (7.5.8)."""
        places = {**offsets, self._count: size}
        runs = [*_runs(sorted(places))]
        rows = b"".join(_ROW.pack(1, places[number], 0) for run in runs for number in run)
        index = " ".join(f"{run[0]} {len(run)}" for run in runs)
        keys = (
            f" {ids} /Index [{index}] {self._said} /Size {self._count + 1} /Type /XRef /W [1 8 1]"
        )
        return b"%d 0 obj\n%s\nendobj\n" % (self._count, stream_of(rows, keys))


def _add(
    parts: list[bytes], offsets: dict[int, int], size: int, number: int, written: bytes
) -> int:
    """Add an object to a file of so many bytes; how many they are then."""
    offsets[number] = size
    parts.append(b"%d 0 obj\n%s\nendobj\n" % (number, written))
    return size + len(parts[-1])


def _table_of(data: bytes) -> int:
    """Where the table of objects stands, 0 when that is not told."""
    found = _END.search(data, max(0, len(data) - _END_WITHIN))
    return int(found[1]) if found else 0


def _written(item: Object, *, streams: bool = False) -> bytes:
    """An object as it is written; of a stream, which nobody changes, only with ``streams``."""
    if streams and isinstance(item, Stream):
        data = item.read_raw_bytes()
        item.stream_dict.Length = len(data)
        return b"%s\nstream\n%s\nendstream" % (item.stream_dict.unparse(resolved=True), data)
    return item.unparse(resolved=True)


def _runs(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    """The numbers in runs without a gap."""
    ends = [place for place, (one, two) in enumerate(pairwise(numbers), 1) if two != one + 1]
    for first, end in pairwise((0, *ends, len(numbers))):
        yield numbers[first:end]
