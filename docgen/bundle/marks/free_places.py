"""Where on a page a stamp covers nothing: PDFium tells what stands there.

The places are in the margins, the foot first: letters carry their own marks at the top. What a
page draws is known by the boxes of its objects; where these say nothing (a scan covers its whole
page), the page is drawn small and its ink is looked at.
"""

from __future__ import annotations

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdfium2 import PdfDocument
from pypdfium2 import raw as pdfium

from docgen.bundle.marks.stamp import POINTS_A_MM, Frame

# What printers leave blank at an edge is some 3 mm; the binding takes the left side.
EDGE = 4 * POINTS_A_MM
SIDE = 12 * POINTS_A_MM
CLEARANCE = 1.5
_STRIP = 8  # no edge takes more than this part of a page's short side
# Drawn with this many pixels a point, anything darker than paper is ink.
_SCALE = 0.75
_PAPER = 235
# Ink on less of a place than this is dirt of the glass.
_DIRT = 0.004


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stamp stands on a page as shown, in points; turned, it reads upwards.

    ``align`` says where a shorter stamp stands in it: 0 at its beginning, 1 at its end.
    """

    left: float
    bottom: float
    align: float
    turned: bool = False


@dataclass(frozen=True, slots=True)
class Room:
    """The number of a place of a page, and whether anything stands there already."""

    place: int
    free: bool


def room_for(frame: Frame, width: float) -> float:
    """How wide a stamp of this width may be on a page."""
    side = _edges(frame)[1]
    return min(width, frame.width - 2 * side, frame.height - 2 * side)


def _edges(frame: Frame) -> tuple[float, float]:
    """How far a stamp stays from the edges: EDGE and SIDE, less on a page that is a mere strip."""
    most = min(frame.width, frame.height) / _STRIP
    return min(EDGE, most), min(SIDE, most)


def places(frame: Frame, width: float, height: float) -> tuple[Place, ...]:
    """Where a stamp of this size might stand, the best place first."""
    edge, side = _edges(frame)
    right = frame.width - side - width
    middle = (frame.width - width) / 2
    top = frame.height - edge - height
    upright = (frame.height - width) / 2
    return (
        Place(right, edge, 1),
        Place(middle, edge, 0.5),
        Place(side, edge, 0),
        Place(side, top, 0),
        Place(middle, top, 0.5),
        Place(frame.width - edge - height, upright, 0.5, turned=True),
        Place(edge, upright, 0.5, turned=True),
    )


def free_places(
    path: Path, frames: Sequence[Frame], width: float, height: float,
    known: Sequence[Room | None] = (),
) -> list[Room]:  # fmt: skip
    """For each page the first free place; that with the least ink, if none is.

    Args:
        path: A PDF that can be read.
        frames: Of its pages, in order.
        width: Of the stamp, points.
        height: The same.
        known: The rooms of pages that were looked at before, None for others; if there is one, so
            many as frames.
    """
    margins = {frame: _Margins(frame, room_for(frame, width), height) for frame in set(frames)}
    with PdfDocument(path) as document:
        return [
            room or _free(document, number, margins[frame])
            for number, (frame, room) in enumerate(
                zip(frames, known or [None] * len(frames), strict=True)
            )
        ]


Box = tuple[float, float, float, float]


class _Margins:
    """The boxes of all places as shown and in the page's own space, and what lies between them."""

    def __init__(self, frame: Frame, width: float, height: float) -> None:
        self.frame = frame
        self.shown = [_box(place, width, height) for place in places(frame, width, height)]
        self.own = [_onto_page(box, frame) for box in self.shown]
        margin = EDGE + height + CLEARANCE
        inner = (margin, margin, frame.width - margin, frame.height - margin)
        self.inner = _onto_page(inner, frame)


def _free(document: PdfDocument, number: int, margins: _Margins) -> Room:
    page = pdfium.FPDF_LoadPage(document, number)
    if not page:
        return Room(0, free=True)
    try:
        taken = _taken(page, margins)
        if False in taken:
            return Room(taken.index(False), free=True)
        ink = _ink(page, margins.frame, margins.shown)
    finally:
        pdfium.FPDF_ClosePage(page)
    clean = [number for number, share in enumerate(ink) if share < _DIRT]
    return Room(clean[0], free=True) if clean else Room(ink.index(min(ink)), free=False)


def _box(place: Place, width: float, height: float) -> Box:
    """What the stamp covers there, as shown: left, bottom, right, top."""
    wide, high = (height, width) if place.turned else (width, height)
    return (
        place.left - CLEARANCE, place.bottom - CLEARANCE,
        place.left + wide + CLEARANCE, place.bottom + high + CLEARANCE,
    )  # fmt: skip


def _onto_page(box: Box, frame: Frame) -> Box:
    """The box in the page's own space."""
    a, b, c, d, e, f = frame.matrix
    xs = [a * x + c * y + e for x in box[::2] for y in box[1::2]]
    ys = [b * x + d * y + f for x in box[::2] for y in box[1::2]]
    return min(xs), min(ys), max(xs), max(ys)


def _taken(page: object, margins: _Margins) -> list[bool]:
    """Whether an object of the page reaches into each place."""
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    references = [ctypes.byref(side) for side in (left, bottom, right, top)]
    taken = [False] * len(margins.own)
    x1, y1, x2, y2 = margins.inner
    for number in range(pdfium.FPDFPage_CountObjects(page)):
        item = pdfium.FPDFPage_GetObject(page, number)
        if not pdfium.FPDFPageObj_GetBounds(item, *references):
            continue
        if left.value > x1 and bottom.value > y1 and right.value < x2 and top.value < y2:
            continue
        for place, box in enumerate(margins.own):
            beside = left.value >= box[2] or right.value <= box[0]
            if not (beside or bottom.value >= box[3] or top.value <= box[1]):
                taken[place] = True
    return taken


def _ink(page: object, frame: Frame, boxes: Sequence[Box]) -> list[float]:
    """How much of each box is not paper, from 0 to 1."""
    wide, high = max(1, round(frame.width * _SCALE)), max(1, round(frame.height * _SCALE))
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, 0xFFFFFFFF)
        pdfium.FPDF_RenderPageBitmap(bitmap, page, 0, 0, wide, high, 0, pdfium.FPDF_ANNOT)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        address = pdfium.FPDFBitmap_GetBuffer(bitmap)
        data = ctypes.string_at(address, stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    shares = []
    for left, bottom, right, top in boxes:
        columns = slice(max(0, int(left * _SCALE)), min(wide, int(right * _SCALE) + 1))
        rows = range(max(0, int(high - top * _SCALE)), min(high, int(high - bottom * _SCALE) + 1))
        pixels = b"".join(
            data[row * stride + columns.start : row * stride + columns.stop] for row in rows
        )
        dark = sum(pixel < _PAPER for pixel in pixels)
        shares.append(dark / len(pixels) if pixels else 1.0)
    return shares
