"""Identical streams (fonts, images, colour profiles) of merged files, stored once."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Object, Pdf, Stream

# An image may refer to its mask and its profile: each pass shares one level more.
_PASSES = 3


def share_streams(pdf: Pdf) -> None:
    """Let everything refer to the first of equal streams; the others are then not written."""
    for _pass in range(_PASSES):
        twins = _twins(pdf)
        if not twins:
            return
        for item in pdf.objects:
            _redirect(item, twins)


def _twins(pdf: Pdf) -> dict[tuple[int, int], Object]:
    """Object id -> the earlier, equal stream."""
    first: dict[tuple[bytes, bytes], Object] = {}
    twins: dict[tuple[int, int], Object] = {}
    for item in pdf.objects:
        if not isinstance(item, Stream):
            continue
        key = (_dictionary_key(item), hashlib.sha256(item.read_raw_bytes()).digest())
        if key in first:
            twins[item.objgen] = first[key]
        else:
            first[key] = item
    return twins


def _dictionary_key(stream: Stream) -> bytes:
    parts = (
        str(name).encode() + b" " + _written(value)
        for name, value in sorted(stream.stream_dict.items())
        if name != "/Length"
    )
    return b"\n".join(parts)


def _written(value: object) -> bytes:
    return value.unparse() if isinstance(value, Object) else repr(value).encode()


def _redirect(item: Object, twins: dict[tuple[int, int], Object]) -> None:
    """Replace references inside one object, down to the next indirect ones."""
    waiting = [item.stream_dict if isinstance(item, Stream) else item]
    while waiting:
        holder = waiting.pop()
        for key, value in _entries(holder):
            if not isinstance(value, Object):
                continue
            if value.is_indirect:
                if value.objgen in twins:
                    holder[key] = twins[value.objgen]
            elif isinstance(value, Dictionary | Array):
                waiting.append(value)


def _entries(holder: Object) -> Iterator[tuple[str | int, object]]:
    if isinstance(holder, Dictionary):
        return iter(list(holder.items()))
    if isinstance(holder, Array):
        return iter(list(enumerate(holder)))
    return iter(())
