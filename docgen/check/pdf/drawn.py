"""What is drawn on a page besides its words: a white box over a line has none.

A page is a row of records of one size, one for each note laid over it and each thing drawn on it,
in the order of drawing; so what was only stamped begins with what it was.
"""

from __future__ import annotations

import ctypes
import hashlib
import struct
from collections.abc import Callable
from pathlib import Path
from typing import Any

from PIL import Image
from pypdfium2 import PdfDocument, PdfPage, raw

from docgen.outside.files import read_bytes

# Kind, box (points), colour, and for a picture the beginning of its SHA-256.
_RECORD = struct.Struct("=B4f4I8s")
_KINDS = [bytes((each,)) for each in range(256)]
_NOTE = 128  # added to the kind of an annotation
_HASHED = 8
_NO_PICTURE = bytes(_HASHED)
# The box of a mark reaches at most so far around its words, points.
_PADDING = 16
PICTURES = (".png", ".jpg", ".jpeg")
# Pictures whose pixels stand in a PDF as they are in the file.
_PLAIN = ("1", "L", "RGB")

Box = tuple[float, float, float, float]


def is_picture(name: str) -> bool:
    """Whether a file is a picture by its name."""
    return name.lower().endswith(PICTURES)


_ADDRESS = ctypes.c_void_p


def _plainly(function: Callable[..., Any], *takes: type, gives: type = ctypes.c_int) -> Any:
    """A function of PDFium that is called with addresses as plain numbers: pypdfium2's own look at
    each argument, which takes longer than the call."""
    return ctypes.CFUNCTYPE(gives, *takes)(ctypes.cast(function, _ADDRESS).value)  # type: ignore[arg-type]


_get = _plainly(raw.FPDFPage_GetObject, _ADDRESS, ctypes.c_int, gives=_ADDRESS)
_kind_of = _plainly(raw.FPDFPageObj_GetType, _ADDRESS)
_bounds = _plainly(raw.FPDFPageObj_GetBounds, *[_ADDRESS] * 5)
_fill = _plainly(raw.FPDFPageObj_GetFillColor, *[_ADDRESS] * 5)


def drawn_on(page: PdfPage) -> bytes:
    """The records of a page."""
    found = [_note(page, number) for number in range(raw.FPDFPage_GetAnnotCount(page.raw))]
    # As quick as can be: a workspace has some hundred thousand things drawn. PDFium fills these.
    filled = (ctypes.c_uint32 * 8)()
    places = [ctypes.addressof(filled) + 4 * each for each in range(8)]
    box, colour = places[:4], places[4:]
    record = memoryview(filled).cast("B")
    handle = ctypes.cast(page.raw, _ADDRESS).value
    for number in range(raw.FPDFPage_CountObjects(page.raw)):
        thing = _get(handle, number)
        kind = _kind_of(thing)
        _bounds(thing, *box)
        _fill(thing, *colour)
        picture = _NO_PICTURE
        if kind == raw.FPDF_PAGEOBJ_IMAGE:
            picture = _picture(ctypes.cast(thing, raw.FPDF_PAGEOBJECT))[:_HASHED]
        found.append(_KINDS[kind] + record + picture)
    return b"".join(found)


def without_mark(drawn: bytes) -> bytes | None:
    """What was drawn before the mark of a copy, None when it does not end with one.

    A mark is a box and then its words, in as many lines as it takes, all of them in the box; and
    the box is no larger than they need.
    """
    records = [*_RECORD.iter_unpack(drawn)]
    lines = 0
    while lines < len(records) and records[-1 - lines][0] == raw.FPDF_PAGEOBJ_TEXT:
        lines += 1
    if not 0 < lines < len(records):
        return None
    box, words = records[-1 - lines], [record[1:5] for record in records[-lines:]]
    if box[0] != raw.FPDF_PAGEOBJ_PATH or not _encloses(box[1:5], words):
        return None
    return drawn[: -(lines + 1) * _RECORD.size]


def is_stamped(drawn: bytes, original: bytes) -> bool:
    """Whether a page is another one and then a stamp: words, on a box of their size if need be."""
    if not drawn.startswith(original):
        return False
    rest = [*_RECORD.iter_unpack(drawn[len(original) :])]
    words = [record[1:5] for record in rest if record[0] == raw.FPDF_PAGEOBJ_TEXT]
    boxes = rest[: len(rest) - len(words)]
    return bool(words) and all(
        len(boxes) == 1 and box[0] == raw.FPDF_PAGEOBJ_PATH and _encloses(box[1:5], words)
        for box in boxes
    )


def is_picture_of(path: Path, pdf: Path) -> bool:
    """Whether the pages of ``pdf`` show the picture in the file ``path``.

    One that cannot stand in a PDF as it is (CMYK, transparent) is taken on trust. Raises what
    Pillow and PDFium raise for damaged files.
    """
    with Image.open(path) as image:
        if image.mode not in _PLAIN or "transparency" in image.info:
            return True
        due = read_bytes(path) if image.format == "JPEG" else image.tobytes()
    wanted = hashlib.sha256(due).digest()
    with PdfDocument(pdf) as document:
        for page in document:
            for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
                if wanted in (_picture(thing.raw), _picture(thing.raw, decoded=True)):
                    return True
    return False


def _note(page: PdfPage, number: int) -> bytes:
    note = raw.FPDFPage_GetAnnot(page.raw, number)
    try:
        kind = raw.FPDFAnnot_GetSubtype(note)
        place = raw.FS_RECTF()
        raw.FPDFAnnot_GetRect(note, place)
    finally:
        raw.FPDFPage_CloseAnnot(note)
    box = (place.left, place.bottom, place.right, place.top)
    return _RECORD.pack(_NOTE + kind % _NOTE, *box, 0, 0, 0, 0, _NO_PICTURE)


def _picture(thing: raw.FPDF_PAGEOBJECT, *, decoded: bool = False) -> bytes:
    """SHA-256 of a picture as it is stored, or of its pixels."""
    read = raw.FPDFImageObj_GetImageDataDecoded if decoded else raw.FPDFImageObj_GetImageDataRaw
    size = read(thing, None, 0)
    data = ctypes.create_string_buffer(size)
    read(thing, data, size)
    return hashlib.sha256(memoryview(data)[:size]).digest()


def _encloses(box: Box, words: list[Box]) -> bool:
    lefts, bottoms, rights, tops = zip(*words, strict=True)
    gaps = (
        min(lefts) - box[0], min(bottoms) - box[1], box[2] - max(rights), box[3] - max(tops)
    )  # fmt: skip
    return all(-_PADDING <= gap <= _PADDING for gap in gaps)
