"""Shapes in VML, as Word 2003 and compatible programs store them (ECMA-376 part 4, 19.1).

A shape says its place in a CSS ``style`` in points, or in the units of its group; which of the
presets it is, by the number of its type.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.load.legacy.drawn import ORIGIN, Box, Connector, Kind, Point, Symbol
from docgen.load.legacy.elements import first, local
from docgen.load.legacy.shapes.drawingml import shape_text
from docgen.load.legacy.shapes.found import Found
from docgen.load.legacy.shapes.paths import FULL, Turn, outline_kind, preset_path
from docgen.load.legacy.shapes.presets import BLOCK_ARROWS, LINES, VML_TYPES, kind_of

_UNITS = {"pt": 1.0, "in": 72.0, "cm": 72 / 2.54, "mm": 72 / 25.4, "px": 0.75, "pc": 12.0, "": 1.0}
_LENGTH = re.compile(r"\s*(-?\d*\.?\d+(?:e-?\d+)?)\s*(pt|in|cm|mm|px|pc|)\s*")
_TYPE = re.compile(r"_x0000_t(\d+)$")
_COMMAND = re.compile(r"([a-z]+)([^a-z]*)")
ELEMENTS = {"shape", "rect", "roundrect", "oval", "line", "polyline", "group", "image"}
FULL_UNITS = 21600


@dataclass(frozen=True, slots=True)
class Units:
    """How numbers of a group become points: its origin there, and points a unit."""

    origin: Point = ORIGIN
    x: float = 1.0
    y: float = 1.0
    in_group: bool = False


def style_of(element: etree._Element) -> dict[str, str]:
    """The properties of a shape's ``style``."""
    parts = (part.partition(":") for part in (element.get("style") or "").split(";"))
    return {key.strip().lower(): value.strip() for key, _, value in parts if key.strip()}


def length(text: str, unit: float = 1.0) -> float:
    """A length in points; a number without unit counts in ``unit``."""
    found = _LENGTH.fullmatch(text or "")
    if found is None:
        return 0.0
    return float(found[1]) * (_UNITS[found[2]] if found[2] else unit)


def read(element: etree._Element, *, scope: str, order: int = 0) -> Found:
    """A shape or group, from the corner that its style counts from."""
    found = Found()
    _read(element, Units(), scope, order, found, 0)
    return found


def _frame(element: etree._Element, style: Mapping[str, str], units: Units) -> Box:
    if local(element) == "line":
        x1, y1 = _pair(element.get("from"), units)
        x2, y2 = _pair(element.get("to"), units)
        if not units.in_group:
            x1, x2 = (x + length(style.get("margin-left", "")) for x in (x1, x2))
            y1, y2 = (y + length(style.get("margin-top", "")) for y in (y1, y2))
        return Box(x1, y1, x2, y2)
    if units.in_group:
        left = units.origin.x + length(style.get("left", "0"), units.x)
        top = units.origin.y + length(style.get("top", "0"), units.y)
    else:
        left = length(style.get("margin-left") or style.get("left", "0"))
        top = length(style.get("margin-top") or style.get("top", "0"))
    width = length(style.get("width", "0"), units.x)
    return Box(left, top, left + width, top + length(style.get("height", "0"), units.y))


def _pair(text: str | None, units: Units) -> tuple[float, float]:
    x, _, y = (text or "0,0").partition(",")
    return (
        units.origin.x + length(x or "0", units.x),
        units.origin.y + length(y or "0", units.y),
    )


def _read(
    element: etree._Element, units: Units, scope: str, order: int, found: Found, depth: int
) -> None:
    style = style_of(element)
    if style.get("visibility") == "hidden":
        return
    box = _frame(element, style, units)
    if local(element) == "group":
        origin, size = (_plain_pair(element.get(n), d) for n, d in (("coordorigin", 0),
                        ("coordsize", 1000)))  # fmt: skip
        x, y = box.width / (size[0] or 1), box.height / (size[1] or 1)
        inner = Units(Point(box.left - origin[0] * x, box.top - origin[1] * y), x, y, True)
        for child in element:
            if local(child) in ELEMENTS and depth < 20:
                _read(child, inner, scope, order, found, depth + 1)
        return
    _shape(element, box, style, units, scope, order, found)


def _plain_pair(text: str | None, default: float) -> tuple[float, float]:
    x, _, y = (text or f"{default},{default}").partition(",")
    try:
        return float(x or default), float(y or default)
    except ValueError:
        return default, default


def _preset(element: etree._Element) -> str:
    kind = local(element)
    if kind in ("rect", "roundrect", "oval", "line"):
        return {"rect": "rect", "roundrect": "roundRect", "oval": "ellipse", "line": "line"}[kind]
    spt = next((v for k, v in element.items() if str(k).endswith("}spt")), "")
    match = _TYPE.search(element.get("type") or "")
    number = match[1] if match else str(spt).removesuffix(".0")
    return VML_TYPES.get(int(number), "") if str(number).isdigit() else ""


def _shape(
    element: etree._Element,
    box: Box,
    style: Mapping[str, str],
    units: Units,
    scope: str,
    order: int,
    found: Found,
) -> None:
    key = f"{scope}{element.get('id') or ''}"
    name = element.get("alt") or element.get("id") or ""
    flips = style.get("flip", "")
    rotation = re.match(r"-?\d+(\.\d+)?", style.get("rotation", ""))
    turn = Turn(float(rotation[0]) if rotation else 0, "x" in flips, "y" in flips)
    preset = _preset(element)
    if local(element) == "image" or first(element, "imagedata") is not None:
        picture = Symbol(box=turn.box(box), kind=Kind.UNKNOWN, key=key, name=name, order=order,
                         is_picture=True)  # fmt: skip
        found.add_box(picture, has_border=True, is_text_box=False)
        return
    outline = None if preset else _outline(element, box, units)
    open_path = outline is not None and not outline[1]
    if preset in LINES or preset in BLOCK_ARROWS or open_path:
        path = outline[0] if outline else _line_path(element, preset, box)
        heads = (False, True) if preset in BLOCK_ARROWS else _heads(element)
        placed = path if local(element) == "line" or outline else turn.placed(path, box)
        found.connectors.append(Connector(path=placed, heads=heads, name=name, order=order))
        return
    kind, odd = kind_of("rect" if preset == "textBox" else preset)
    if outline is not None:
        inside = [Point(p.x - box.left, p.y - box.top) for p in outline[0]]
        kind, odd = outline_kind(inside, box.width, box.height), ""
    has_border = element.get("stroked", "t") not in ("f", "false")
    stroke = first(element, "stroke")
    has_border &= stroke is None or stroke.get("on", "t") not in ("f", "false")
    symbol = Symbol(
        box=turn.box(box), kind=kind, key=key, text=shape_text(element), name=name, order=order,
        odd=odd,
    )  # fmt: skip
    found.add_box(symbol, has_border=has_border, is_text_box=preset == "textBox")


def _line_path(element: etree._Element, preset: str, box: Box) -> tuple[Point, ...]:
    if local(element) == "line":
        return (Point(box.left, box.top), Point(box.right, box.bottom))
    if preset in BLOCK_ARROWS:
        return tuple(Point(x * box.width, y * box.height) for x, y in BLOCK_ARROWS[preset])
    values = [v.strip() for v in (element.get("adj") or "").split(",")]
    adjusted = {
        f"adj{n}": int(v) * FULL // FULL_UNITS
        for n, v in enumerate(values, 1)
        if v.lstrip("-").isdigit()
    }
    return preset_path(preset, box.width, box.height, adjusted)


def _heads(element: etree._Element) -> tuple[bool, bool]:
    stroke = first(element, "stroke")
    if stroke is None:
        return False, False
    start, end = (stroke.get(name, "none") != "none" for name in ("startarrow", "endarrow"))
    return start, end


def _outline(
    element: etree._Element, box: Box, units: Units
) -> tuple[tuple[Point, ...], bool] | None:
    """The corners of a polyline or of a path of straight lines, as they stand; is it closed?"""
    if local(element) == "polyline":
        numbers = (element.get("points") or "").replace(" ", ",").split(",")
        pairs = zip(numbers[::2], numbers[1::2], strict=False)
        points = [Point(*_pair(f"{x},{y}", units)) for x, y in pairs]
    else:
        points = list(_path_points(element, box))
    if len(points) < 2:
        return None
    closed = "x" in (element.get("path") or "") or (
        len(points) > 3 and points[0].distance(points[-1]) < 1
    )
    return tuple(points), closed


def _path_points(element: etree._Element, box: Box) -> list[Point]:
    size = _plain_pair(element.get("coordsize"), 1000)
    origin = _plain_pair(element.get("coordorigin"), 0)
    points: list[Point] = []
    x = y = 0.0
    for command, numbers in _COMMAND.findall(element.get("path") or ""):
        values = [float(n) if re.fullmatch(r"-?\d+", n.strip()) else 0.0
                  for n in numbers.split(",")] if numbers.strip() else []  # fmt: skip
        pairs = list(zip(values[::2], [*values[1::2], 0.0], strict=False))
        for dx, dy in pairs if command in ("m", "l", "t", "r") else ():
            x, y = (x + dx, y + dy) if command in ("t", "r") else (dx, dy)
            points.append(
                Point(
                    box.left + (x - origin[0]) * box.width / (size[0] or 1),
                    box.top + (y - origin[1]) * box.height / (size[1] or 1),
                )
            )
    return points
