"""JPEG 2000 pictures (JP2, ISO 15444-1, annex I) by what PDF/A-2 asks (ISO 19005-2, 6.2.8.3).

Only the boxes of the header are read. Specimen::

    jP__ ftyp jp2h(ihdr(height width channels bits ...) colr(method precedence approx enumerated))
    jp2c(FF4F ...)
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass

_RULE = "ISO_19005_2:6.2.8.3"
_SIGNATURE = b"\x0d\x0a\x87\x0a"
_HEADER = struct.Struct(">I4s")
_IMAGE = struct.Struct(">IIHBBBB")  # height, width, channels, bits, packing, unknown, rights
_VARIES = 255  # bits that differ from channel to channel
_ENUMERATED, _CIE_JAB, _CMYK, _GREY = 1, 19, 12, 17
_OPACITY = (1, 2)  # kinds of channels in ``cdef``
_MOST_BITS = 38


@dataclass(frozen=True, slots=True)
class Jpeg2000:
    """What a picture says of itself: its colour channels, and what PDF/A-2 forbids in it.

    ``is_cmyk`` says that it brings ink colours by its own word.
    """

    channels: int
    is_cmyk: bool
    forbidden: tuple[str, ...]


def read_jpeg2000(data: bytes) -> Jpeg2000 | None:
    """The header of a picture; None when it is none of this kind, or too odd to be judged."""
    try:
        return _read(data)
    except (struct.error, IndexError, KeyError, ValueError):
        return None


def _read(data: bytes) -> Jpeg2000 | None:
    boxes = dict(_boxes(data))
    if boxes[b"jP  "] != _SIGNATURE or b"jp2c" not in boxes:
        return None
    header = list(_boxes(boxes[b"jp2h"]))
    named = dict(header)
    _height, _width, channels, bits, *_rest = _IMAGE.unpack(named[b"ihdr"])
    if b"pclr" in named:  # a palette: its columns are the channels
        channels, depths = named[b"pclr"][2], named[b"pclr"][3:]
        bits = depths[0] if len(set(depths[:channels])) == 1 else _VARIES
    channels -= _opacities(named.get(b"cdef", b"\0\0"))
    colours = [(each[0], each[2], _enumerated(each)) for name, each in header if name == b"colr"]
    return Jpeg2000(
        channels=channels,
        is_cmyk=any(kind == _CMYK for _method, _approx, kind in colours),
        forbidden=tuple(_forbidden(channels, bits, colours)),
    )


def _forbidden(channels: int, bits: int, colours: list[tuple[int, int, int]]) -> Iterator[str]:
    if channels not in (1, 3, 4):
        yield f"{_RULE}-1: a JPEG 2000 picture has {channels} colour channels"
    if len(colours) > 1 and sum(approx == 1 for _method, approx, _kind in colours) != 1:
        yield f"{_RULE}-2: none of several colour specifications is the exact one"
    if any(method not in (1, 2, 3) for method, _approx, _kind in colours):
        yield f"{_RULE}-3: a colour specification of an unknown method"
    if any(kind == _CIE_JAB for _method, _approx, kind in colours):
        yield f"{_RULE}-4: the colour space CIEJab"
    if bits == _VARIES or not 1 <= (bits & 0x7F) + 1 <= _MOST_BITS:
        yield f"{_RULE}-5: channels of different or impossible depth"


def _enumerated(colour: bytes) -> int:
    return int.from_bytes(colour[3:7], "big") if colour[0] == _ENUMERATED else 0


def _opacities(definition: bytes) -> int:
    """How many channels are no colour but say how dense it is."""
    count = int.from_bytes(definition[:2], "big")
    kinds = (int.from_bytes(definition[4 + 6 * n : 6 + 6 * n], "big") for n in range(count))
    return sum(kind in _OPACITY for kind in kinds)


def _boxes(data: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of each box, in order."""
    place = 0
    while place + _HEADER.size <= len(data):
        length, name = _HEADER.unpack_from(data, place)
        start = place + _HEADER.size
        if length == 1:  # a longer length follows
            (length,) = struct.unpack_from(">Q", data, start)
            start += 8
        end = len(data) if length == 0 else place + length
        if end < start or end > len(data):
            raise ValueError(name)
        yield name, data[start:end]
        place = end
