"""What is drawn in a paragraph, and what its place is counted from.

``wp:anchor`` says for each direction a frame (``column``, ``page``, ``paragraph`` …) and an offset
or an alignment (ECMA-376 part 1, 20.4.2); VML says the same in its style.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.load.legacy.drawn import EMU_A_POINT, Box
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.shapes import vml
from docgen.load.legacy.shapes.drawingml import GROUPS, SHAPES, read
from docgen.load.legacy.shapes.found import Found

_VML_FRAMES = {"text": "paragraph", "char": "column", "line": "paragraph"}


@dataclass(frozen=True, slots=True)
class Along:
    """A place in one direction: what it counts from, and the offset (points) or the alignment."""

    frame: str
    offset: float = 0
    align: str = ""


@dataclass(frozen=True, slots=True)
class Hanging:
    """A drawing from its own corner, and where that corner is."""

    found: Found
    width: float
    height: float
    across: Along
    down: Along
    in_cell: bool = True
    is_inline: bool = False


def drawings(paragraph: etree._Element, first_order: int) -> Iterator[Hanging]:
    """What is drawn in a paragraph, not in the text boxes of it."""
    order = first_order
    for element in _drawn(paragraph):
        order += 1
        if local(element) in ("anchor", "inline"):
            yield from _drawingml(element, order)
        else:
            yield from _vml(element, order)


def _drawn(element: etree._Element) -> Iterator[etree._Element]:
    for child in element:
        kind = local(child)
        if kind == "AlternateContent":
            ways = [each for each in child if local(each) in ("Choice", "Fallback")]
            shown = next((each for each in ways if any(True for _ in _drawn(each))), None)
            if shown is not None:
                yield from _drawn(shown)
        elif kind in ("anchor", "inline"):
            yield child
        elif kind == "pict" or (kind == "object" and len(child)):
            yield from (each for each in child if local(each) in vml.ELEMENTS)
        elif kind not in ("txbxContent", "tbl", "del"):
            yield from _drawn(child)


def _drawingml(anchor: etree._Element, order: int) -> Iterator[Hanging]:
    about, extent = first(anchor, "docPr"), first(anchor, "extent")
    if about is not None and about.get("hidden") in ("1", "true"):
        return
    data = first(anchor, "graphic/graphicData")
    shape = (
        next((e for e in data if local(e) in GROUPS | SHAPES), None) if data is not None else None
    )
    if shape is None:
        return
    width, height = (number(extent, name) / EMU_A_POINT for name in ("cx", "cy"))
    own = (about.get("id") or "") if about is not None else ""
    is_group = local(shape) in GROUPS
    found = read(
        shape,
        Box(0, 0, width, height),
        scope=f"{own}/" if is_group else "",
        key="" if is_group else own,
        name=(about.get("name") or "") if about is not None else "",
        order=number(anchor, "relativeHeight") or order,
    )
    if local(anchor) == "inline":
        start = Along("column"), Along("paragraph")
        yield Hanging(found, width, height, *start, is_inline=True)
        return
    if anchor.get("simplePos") in ("1", "true"):
        at = first(anchor, "simplePos")
        across, down = (Along("page", number(at, n) / EMU_A_POINT) for n in ("x", "y"))
    else:
        across = _along(first(anchor, "positionH"), "column")
        down = _along(first(anchor, "positionV"), "paragraph")
    in_cell = anchor.get("layoutInCell", "1") not in ("0", "false")
    yield Hanging(found, width, height, across, down, in_cell)


def _along(position: etree._Element | None, default: str) -> Along:
    frame = default if position is None else position.get("relativeFrom", default)
    offset, align = first(position, "posOffset"), first(position, "align")
    if offset is not None and (offset.text or "").strip().lstrip("-").isdigit():
        return Along(frame, int(offset.text or "0") / EMU_A_POINT)
    return Along(frame, 0, (align.text or "") if align is not None else "")


def _vml(element: etree._Element, order: int) -> Iterator[Hanging]:
    style = vml.style_of(element)
    found = vml.read(element, scope="", order=order)
    width, height = vml.length(style.get("width", "0")), vml.length(style.get("height", "0"))
    if style.get("position") not in ("absolute", "relative"):
        yield Hanging(found, width, height, Along("column"), Along("paragraph"), is_inline=True)
        return

    def along(direction: str, default: str) -> Along:
        frame = style.get(f"mso-position-{direction}-relative", default)
        align = style.get(f"mso-position-{direction}", "")
        return Along(
            _VML_FRAMES.get(frame, frame) if direction == "vertical" or frame != "text"
            else "column",
            0, "" if align == "absolute" else align,
        )  # fmt: skip

    in_cell = any(str(k).endswith("}allowincell") and v in ("f", "false")
                  for k, v in element.items())  # fmt: skip
    across, down = along("horizontal", "text"), along("vertical", "text")
    yield Hanging(found, width, height, across, down, not in_cell)
