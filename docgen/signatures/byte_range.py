"""The bytes that a signature leaves out must be the signature itself (ISO 32000-1, 12.8.1)."""

from __future__ import annotations

from collections.abc import Sequence

_BLANK = b"\0\t\n\f\r "


def hole_problem(data: bytes, spans: Sequence[object], contents: bytes) -> str:
    """What is wrong with a ``/ByteRange``, "" for nothing: it begins with the file, reaches beyond
    the signature, lies inside the file, and leaves out ``contents`` in hexadecimal and no more."""
    numbers = [int(each) for each in spans if isinstance(each, int)]
    if len(numbers) != 4 or len(numbers) != len(spans):
        return "rentang byte-nya tidak wajar"
    start, first, second, rest = numbers
    end = second + rest
    if start != 0 or first <= 0 or second <= first or rest <= 0:
        return "rentang byte-nya tidak wajar"
    if end > len(data):
        return "bagian yang ditandatangani terpotong"
    hole = data[first:second]
    if not (hole.startswith(b"<") and hole.endswith(b">")):
        return "ada yang tidak ikut ditandatangani selain tanda tangannya sendiri"
    digits = hole[1:-1].translate(None, _BLANK)
    if len(digits) % 2 or digits.lower() != contents.hex().encode():
        return "ada yang tidak ikut ditandatangani selain tanda tangannya sendiri"
    return ""


def is_blank(data: bytes) -> bool:
    """Whether there is nothing in it but white space and zeros."""
    return not data.strip(_BLANK)
