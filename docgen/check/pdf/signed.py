"""Electronically signed PDFs, told apart by the one definition that all of the check uses.

A PDF is signed when a field of its form has a signature for its value, or its permissions are one
(ISO 32000-1, 12.7.4.5 and 12.8.4); a signature is a dictionary with a ``/ByteRange``. An empty
field waits for a signature, and the word somewhere in the file is none.
"""

from __future__ import annotations

import io
from pathlib import Path

from pypdf import PdfReader
from pypdf.generic import DictionaryObject
from pypdfium2 import PdfDocument
from pypdfium2.raw import FORMTYPE_NONE

from docgen.check.pdf.damage import DAMAGE

RANGE = "/ByteRange"
PERMISSIONS = b"/Perms"


def is_signed(document: PdfDocument, data: bytes) -> bool:
    """Whether an open PDF, whose file holds ``data``, is signed. Raises one of DAMAGE."""
    # Reading it with pypdf too takes time: most files have neither.
    if document.get_formtype() == FORMTYPE_NONE and PERMISSIONS not in data:
        return False
    reader = PdfReader(io.BytesIO(data))
    return _has_signed_permissions(reader) or _has_signed_field(reader)


def looks_signed(path: Path) -> bool:
    """The same for a file; one that no reader opens is signed when it seems so. Raises OSError."""
    data = path.read_bytes()
    try:
        with PdfDocument(data) as document:
            return is_signed(document, data)
    except DAMAGE:
        return RANGE.encode() in data


def _has_signed_permissions(reader: PdfReader) -> bool:
    granted = reader.root_object.get("/Perms")
    return granted is not None and any(map(_is_signature, granted.get_object().values()))


def _has_signed_field(reader: PdfReader) -> bool:
    form = reader.root_object.get("/AcroForm")
    waiting = [form.get_object().get("/Fields")] if form is not None else []
    seen: set[int] = set()
    while waiting:
        group = waiting.pop()
        for reference in group.get_object() if group is not None else ():
            number = getattr(reference, "idnum", 0)  # 0: a field without a number of its own
            if number in seen:
                continue
            seen.update({number} - {0})
            field = reference.get_object()
            if _is_signature(field.get("/V")):
                return True
            waiting.append(field.get("/Kids"))
    return False


def _is_signature(value: object) -> bool:
    value = value.get_object() if hasattr(value, "get_object") else value
    return isinstance(value, DictionaryObject) and RANGE in value
