"""Deflate a text whose greater part was deflated before (RFC 1951).

A deflate stream is a row of blocks, and blocks that refer to nothing before them may stand
anywhere. So the pieces that many texts share are deflated once, each into blocks of its own that
end on a whole byte; what lies between them is stored as it is, or deflated when it is long.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

# A shorter piece costs more as a block of its own than it saves, bytes.
LEAST = 100
# What lies between is deflated from here on, bytes.
LONG = 500
# Of a stored block, 3.2.4: its length stands in two bytes.
_MOST_STORED = 0xFFFF
_STORED = struct.Struct("<B2H")
# An empty last block with the fixed codes (3.2.6).
_END = b"\x03\x00"


class Splicer:
    """Deflates texts that are put together from known pieces and others."""

    def __init__(self, pieces: Iterable[str]) -> None:
        whole = {piece: piece.encode() for piece in pieces}
        self._known = {
            piece: (data, _blocks(data, zlib.Z_BEST_COMPRESSION))
            for piece, data in whole.items()
            if len(data) >= LEAST
        }

    def deflate(self, pieces: Iterable[str]) -> tuple[bytes, int, int]:
        """The stream of the joined pieces, with the CRC-32 and the length of what it holds."""
        known = self._known
        stream: list[bytes] = []
        between: list[str] = []
        check = size = 0
        for piece in (*pieces, None):
            found = known.get(piece) if piece is not None else None
            if piece is not None and found is None:
                between.append(piece)
                continue
            if between:
                data = "".join(between).encode()
                between.clear()
                check = zlib.crc32(data, check)
                size += len(data)
                stream.append(_between(data))
            if found is not None:
                data, blocks = found
                check = zlib.crc32(data, check)
                size += len(data)
                stream.append(blocks)
        stream.append(_END)
        return b"".join(stream), check, size


def _between(data: bytes) -> bytes:
    length = len(data)
    if length < LONG and length <= _MOST_STORED:
        return _STORED.pack(0, length, length ^ _MOST_STORED) + data
    return _blocks(data, zlib.Z_BEST_SPEED)


def _blocks(data: bytes, level: int) -> bytes:
    """The data as blocks that end on a whole byte and are not the last ones."""
    deflater = zlib.compressobj(level, zlib.DEFLATED, -13, 6)
    return deflater.compress(data) + deflater.flush(zlib.Z_SYNC_FLUSH)
