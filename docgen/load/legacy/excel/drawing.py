"""What is drawn on a sheet: each anchor puts a shape between two cells (ECMA-376 part 1, 20.5)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.load.legacy.drawn import EMU_A_POINT, Box
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.excel.measures import Measures, column_points, place
from docgen.load.legacy.shapes.drawingml import GROUPS, SHAPES, chosen, read
from docgen.load.legacy.shapes.found import Found
from docgen.load.legacy.shapes.paths import DEGREE

ANCHORS = ("twoCellAnchor", "oneCellAnchor", "absoluteAnchor")


def last_cell(root: etree._Element) -> tuple[int, int]:
    """The last row and column that an anchor names, from 0; -1 where there is none."""
    rows = [_int(each) for each in root.iter("{*}row")]
    columns = [_int(each) for each in root.iter("{*}col")]
    return max(rows, default=-1), max(columns, default=-1)


def read_drawing(
    root: etree._Element, measures: Measures, rows: tuple[float, ...], columns: tuple[float, ...]
) -> Found:
    """All shapes of a sheet at their places."""
    found = Found()
    for order, anchor in enumerate(_anchors(root)):
        shape = next((each for each in _content(anchor) if local(each) in GROUPS | SHAPES), None)
        if shape is None:
            continue
        box = _box(anchor, measures, rows, columns)
        found.add(read(shape, _unturned(shape, box), scope="", order=order))
    return found


def _anchors(root: etree._Element) -> Iterator[etree._Element]:
    for each in root:
        if local(each) in ANCHORS:
            yield each
        elif local(each) == "AlternateContent":
            yield from (inner for inner in chosen(each) if local(inner) in ANCHORS)


def _content(anchor: etree._Element) -> Iterator[etree._Element]:
    for each in anchor:
        if local(each) == "AlternateContent":
            yield from chosen(each)
        else:
            yield each


def _int(element: etree._Element | None) -> int:
    text = (element.text or "").strip() if element is not None else ""
    return int(text) if text.lstrip("-").isdigit() else 0


def _box(
    anchor: etree._Element, measures: Measures, rows: tuple[float, ...], columns: tuple[float, ...]
) -> Box:
    def corner(name: str) -> tuple[float, float]:
        at = first(anchor, name)
        across = _int(first(at, "colOff")) / EMU_A_POINT
        down = _int(first(at, "rowOff")) / EMU_A_POINT
        return (
            place(columns, _int(first(at, "col")), across, column_points(measures.width)),
            place(rows, _int(first(at, "row")), down, measures.height),
        )

    extent = first(anchor, "ext")
    size = number(extent, "cx") / EMU_A_POINT, number(extent, "cy") / EMU_A_POINT
    if local(anchor) == "absoluteAnchor":
        position = first(anchor, "pos")
        x, y = number(position, "x") / EMU_A_POINT, number(position, "y") / EMU_A_POINT
        return Box(x, y, x + size[0], y + size[1])
    left, top = corner("from")
    if local(anchor) == "oneCellAnchor":
        return Box(left, top, left + size[0], top + size[1])
    right, bottom = corner("to")
    return Box(left, top, max(right, left), max(bottom, top))


def _unturned(shape: etree._Element, box: Box) -> Box:
    """The frame of a shape before it is turned.

    Of one turned by about 90 degrees, Excel anchors what is seen, other programs the frame itself;
    the size that the shape says tells which.
    """
    transform = first(shape, "spPr/xfrm")
    degrees = number(transform, "rot") / DEGREE % 180
    if not 45 <= degrees < 135:
        return box
    extent = first(transform, "ext")
    width, height = number(extent, "cx") / EMU_A_POINT, number(extent, "cy") / EMU_A_POINT
    as_it_is = abs(box.width - width) + abs(box.height - height)
    swapped = abs(box.height - width) + abs(box.width - height)
    if as_it_is < swapped:
        return box
    centre = box.centre
    half_width, half_height = box.height / 2, box.width / 2
    return Box(
        centre.x - half_width, centre.y - half_height, centre.x + half_width, centre.y + half_height
    )
