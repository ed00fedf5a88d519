"""Electronically signed PDFs, told apart by the one definition that all of the check uses.

A PDF is signed when a signature field, of its form or on a page, has a signature for its value
(ISO 32000-1, 12.7.4.5); a signature is a dictionary with a ``/ByteRange``. An empty field waits for
a signature, usage rights (12.8.2.3) are a permission for readers, and the word somewhere in the
file is none.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument

from docgen.check.pdf.damage import DAMAGE
from docgen.limits import MOST_VOLUME
from docgen.outside.files import read_bytes

RANGE = "/ByteRange"
_SIGNATURE = "/Sig"
# How far up a widget's type and value are looked for.
_HIGHEST = 50


def is_signed(data: bytes) -> bool:
    """Whether a PDF that opens is signed. Raises one of DAMAGE."""
    # Reading it with pypdf too takes time. A real signature names places in the file, so it stands
    # there as it is, in no compressed object.
    if RANGE.encode() not in data:
        return False
    reader = PdfReader(io.BytesIO(data))
    return any(map(_is_signature, signature_values(reader)))


def looks_signed(path: Path) -> bool:
    """The same for a file; one that no reader opens is signed when it seems so. Raises OSError."""
    data = read_bytes(path, MOST_VOLUME)
    try:
        with PdfDocument(data):
            return is_signed(data)
    except DAMAGE:
        return RANGE.encode() in data


def signature_values(reader: PdfReader) -> Iterator[object]:
    """What the signature fields hold, None for one that waits; those that no form lists too."""
    form = _plain(reader.root_object.get("/AcroForm"))
    waiting: list[tuple[Any, Any, Any]] = []  # fields, the type and value above them
    if isinstance(form, DictionaryObject):
        waiting.append((form.get("/Fields"), None, None))
    seen: set[int] = set()
    while waiting:
        group, kind, value = waiting.pop()
        for reference in _plain(group) or ():
            number = getattr(reference, "idnum", 0)  # 0: a field without a number of its own
            field = _plain(reference)
            if number in seen or not isinstance(field, DictionaryObject):
                continue
            seen.update({number} - {0})
            own, holds = field.get("/FT", kind), field.get("/V", value)
            if own == _SIGNATURE:
                yield _plain(holds)
            waiting.append((field.get("/Kids"), own, holds))
    for page in reader.pages:
        for reference in _plain(page.get("/Annots")) or ():
            if getattr(reference, "idnum", 0) not in seen:
                yield from _unlisted(_plain(reference))


def _unlisted(widget: object) -> Iterator[object]:
    """What a widget that no form lists holds, by it and the fields above it."""
    kind: object = None
    value: object = None
    for _step in range(_HIGHEST):
        if not isinstance(widget, DictionaryObject):
            break
        kind = widget.get("/FT") if kind is None else kind
        value = _plain(widget.get("/V")) if value is None else value
        widget = _plain(widget.get("/Parent"))
    if kind == _SIGNATURE:
        yield value


def _plain(value: Any) -> Any:
    return value.get_object() if hasattr(value, "get_object") else value


def _is_signature(value: object) -> bool:
    return isinstance(value, DictionaryObject) and RANGE in value
