"""Shapes in DrawingML, as Word (``wps``, ``wpg``, ``wpc``) and Excel (``xdr``) store them alike.

A shape has ``spPr`` with a geometry and a line; a connector ``cNvCnPr`` or ``cNvCxnSpPr`` with what
its ends are glued to; a group maps the frame of its children into its own (ECMA-376 part 1,
20.1.7.5 and 20.5.2).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from docgen.flowchart.shape_names import is_line
from docgen.load.legacy.drawn import EMU_A_POINT, ORIGIN, Box, Connector, Kind, Point, Symbol
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.shapes.found import Found
from docgen.load.legacy.shapes.paths import DEGREE, Turn, outline_kind, preset_path
from docgen.load.legacy.shapes.presets import BLOCK_ARROWS, LINES, kind_of

GROUPS = {"grpSp", "wgp", "wpc"}
SHAPES = {"sp", "wsp", "cxnSp", "pic"}
NO_TURN = Turn()


@dataclass(frozen=True, slots=True)
class Frame:
    """How the coordinates of children become points: ``origin`` and points a unit."""

    origin: Point = ORIGIN
    scale_x: float = 1 / EMU_A_POINT
    scale_y: float = 1 / EMU_A_POINT

    def box(self, transform: etree._Element | None) -> Box:
        """Where a child's ``xfrm`` puts it."""
        off, ext = first(transform, "off"), first(transform, "ext")
        x = self.origin.x + number(off, "x") * self.scale_x
        y = self.origin.y + number(off, "y") * self.scale_y
        return Box(x, y, x + number(ext, "cx") * self.scale_x, y + number(ext, "cy") * self.scale_y)


def read(
    element: etree._Element, box: Box, *, scope: str, key: str = "", name: str = "", order: int = 0
) -> Found:
    """A shape or group that stands in ``box``; ``scope`` tells its ids from those of others.

    ``key`` and ``name`` are those that stand outside of the shape itself, as in Word.
    """
    found = Found()
    if local(element) in GROUPS:
        _group(element, box, scope, order, found, 0)
    else:
        _shape(element, box, _Called(scope, key, name, order), found)
    return found


def _group(
    group: etree._Element, box: Box, scope: str, order: int, found: Found, depth: int
) -> None:
    transform = first(group, "grpSpPr/xfrm")
    inner_off, inner = first(transform, "chOff"), first(transform, "chExt")
    if local(group) == "wpc" or inner is None or not number(inner, "cx") or not number(inner, "cy"):
        frame = Frame(Point(box.left, box.top))
    else:
        across, down = box.width / number(inner, "cx"), box.height / number(inner, "cy")
        origin = Point(
            box.left - number(inner_off, "x") * across, box.top - number(inner_off, "y") * down
        )
        frame = Frame(origin, across, down)
    for child in group:
        kind = local(child)
        if kind in GROUPS and depth < 20:
            _group(child, frame.box(first(child, "grpSpPr/xfrm")), scope, order, found, depth + 1)
        elif kind in SHAPES:
            where = frame.box(first(child, "spPr/xfrm"))
            _shape(child, where, _Called(scope, "", "", order), found)
        elif kind == "AlternateContent":
            for each in chosen(child):
                if local(each) in SHAPES:
                    where = frame.box(first(each, "spPr/xfrm"))
                    _shape(each, where, _Called(scope, "", "", order), found)


def chosen(alternate: etree._Element) -> Iterator[etree._Element]:
    """What of ``mc:AlternateContent`` is to be shown: its first choice, else the fallback."""
    for each in alternate:
        if local(each) in ("Choice", "Fallback") and len(each):
            yield from each
            return


@dataclass(frozen=True, slots=True)
class _Called:
    scope: str
    key: str
    name: str
    order: int


def _shape(element: etree._Element, box: Box, called: _Called, found: Found) -> None:
    about = next((each for each in element.iter("{*}cNvPr")), None)
    if about is not None and about.get("hidden") in ("1", "true"):
        return
    own = (about.get("id") or "") if about is not None else ""
    key = f"{called.scope}{called.key or own}"
    name = called.name or ((about.get("name") or "") if about is not None else "")
    properties = first(element, "spPr")
    transform = first(properties, "xfrm")
    turn = Turn(
        number(transform, "rot") / DEGREE,
        transform is not None and transform.get("flipH") in ("1", "true"),
        transform is not None and transform.get("flipV") in ("1", "true"),
    )
    preset = first(properties, "prstGeom")
    geometry = (preset.get("prst") or "") if preset is not None else ""
    line = first(properties, "ln")
    if local(element) == "pic":
        found.add_box(
            Symbol(box=turn.box(box), kind=Kind.UNKNOWN, key=key, name=name, order=called.order,
                   is_picture=True),
            has_border=True, is_text_box=False,
        )  # fmt: skip
        return
    connection = next((e for e in element.iter("{*}cNvCnPr", "{*}cNvCxnSpPr")), None)
    outline = None if preset is not None else _outline(properties, box)
    is_a_line = (
        geometry in LINES
        or connection is not None
        or (outline is not None and not outline[1])
        or _has_heads(line)
        or is_line(name)
    )
    if is_a_line or geometry in BLOCK_ARROWS:
        path = _path(geometry, preset, outline, box)
        heads = (False, True) if geometry in BLOCK_ARROWS else _heads(line)
        # A frame with heads whose geometry was lost has its ends in two of its corners.
        vague = geometry not in LINES and geometry not in BLOCK_ARROWS and outline is None
        found.connectors.append(
            Connector(
                path=turn.placed(path, box),
                heads=heads,
                glued=_glued(connection, called.scope),
                name=name,
                order=called.order,
                vague=vague,
            )
        )
        return
    kind, odd = kind_of(geometry)
    if outline is not None:
        kind, odd = outline_kind(outline[0], box.width, box.height), ""
    symbol = Symbol(
        box=turn.box(box), kind=kind, key=key, text=shape_text(element), name=name,
        order=called.order, odd=odd,
    )  # fmt: skip
    is_text_box = any(e.get("txBox") in ("1", "true") for e in element.iter("{*}cNvSpPr"))
    found.add_box(symbol, has_border=_has_border(element, line), is_text_box=is_text_box)


def _has_border(element: etree._Element, line: etree._Element | None) -> bool:
    if line is not None and first(line, "noFill") is not None:
        return False
    if line is not None and len(line):
        return True
    style = first(element, "style/lnRef")
    return style is not None and style.get("idx") != "0"


def _has_heads(line: etree._Element | None) -> bool:
    return any(_heads(line))


def _heads(line: etree._Element | None) -> tuple[bool, bool]:
    ends = (first(line, "headEnd"), first(line, "tailEnd"))
    at_start, at_end = (e is not None and (e.get("type") or "none") != "none" for e in ends)
    return at_start, at_end


def _glued(connection: etree._Element | None, scope: str) -> tuple[str, str]:
    ends = (first(connection, "stCxn"), first(connection, "endCxn"))
    start, end = (f"{scope}{e.get('id')}" if e is not None else "" for e in ends)
    return start, end


def _path(
    geometry: str,
    preset: etree._Element | None,
    outline: tuple[tuple[Point, ...], bool] | None,
    box: Box,
) -> tuple[Point, ...]:
    if outline is not None:
        return outline[0]
    if geometry in BLOCK_ARROWS:
        shares = BLOCK_ARROWS[geometry]
        return tuple(Point(x * box.width, y * box.height) for x, y in shares)
    adjusted = {}
    for guide in preset.iter("{*}gd") if preset is not None else ():
        value = (guide.get("fmla") or "").removeprefix("val ")
        if value.lstrip("-").isdigit():
            adjusted[guide.get("name") or ""] = int(value)
    return preset_path(geometry, box.width, box.height, adjusted)


def _outline(properties: etree._Element | None, box: Box) -> tuple[tuple[Point, ...], bool] | None:
    """The corners of a freeform from its frame's corner, and whether it is closed."""
    path = first(properties, "custGeom/pathLst/path")
    if path is None:
        return None
    across = box.width / (number(path, "w") or 1)
    down = box.height / (number(path, "h") or 1)
    points = []
    for move in path:
        if local(move) in ("moveTo", "lnTo", "cubicBezTo", "quadBezTo"):
            last = next(reversed(list(move.iter("{*}pt"))), None)
            if last is not None:
                points.append(Point(number(last, "x") * across, number(last, "y") * down))
    closed = any(local(move) == "close" for move in path) or (
        len(points) > 3 and points[0].distance(points[-1]) < 1
    )
    return (tuple(points), closed) if len(points) > 1 else None


def shape_text(element: etree._Element) -> str:
    """The words in a shape: ``w:t`` or ``a:t``, a line a paragraph."""
    lines = []
    for paragraph in element.iter("{*}p"):
        words = ""
        for each in paragraph.iter("{*}t", "{*}br"):
            words += "\n" if local(each) == "br" else each.text or ""
        lines.append(words)
    return "\n".join(lines).strip()
