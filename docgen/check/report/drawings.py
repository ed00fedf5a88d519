"""Flowcharts for the page: SVG files of the disk, of which only drawing is let through.

A file in ``output/sop`` may have been changed by anybody. So nothing is copied that is not in the
lists below: no script, no style, no link, no handler, nothing that could be fetched.
"""

from __future__ import annotations

from pathlib import Path

from lxml import etree

from docgen.outside.files import read_bytes
from docgen.outside.xml import parse_xml

SVG = "http://www.w3.org/2000/svg"
SHAPES = frozenset(
    {"svg", "g", "rect", "line", "polyline", "polygon", "path", "circle", "ellipse", "text",
     "tspan", "title", "desc"}
)  # fmt: skip
ATTRIBUTES = frozenset(
    {"x", "y", "x1", "y1", "x2", "y2", "cx", "cy", "r", "rx", "ry", "dx", "dy", "width", "height",
     "points", "d", "transform", "viewBox", "preserveAspectRatio", "fill", "fill-opacity",
     "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
     "stroke-opacity", "opacity", "font-family", "font-size", "font-weight", "font-style",
     "text-anchor", "dominant-baseline", "lang"}
)  # fmt: skip
LARGEST = 500_000  # bytes of one drawing; a page of docgen's is some 25,000


def drawing(path: Path, prefix: str) -> str | None:
    """The SVG as an element of an HTML page; None when it is no drawing.

    ``prefix`` starts the ids of its title, by which the picture is named.
    """
    try:
        data = read_bytes(path)
        if len(data) > LARGEST:
            return None
        root = parse_xml(data)
    except (OSError, etree.XMLSyntaxError):
        return None
    if root.tag != f"{{{SVG}}}svg":
        return None
    shown = _copy(root)
    title = shown.find("title")
    shown.set("role", "img")
    shown.set("focusable", "false")
    if title is not None:
        title.set("id", f"{prefix}-judul")
        shown.set("aria-labelledby", f"{prefix}-judul")
    _fit(shown)
    # No names of their own: inside an HTML page the parser knows an <svg>.
    return str(etree.tostring(shown, encoding="unicode"))


def _copy(element: etree._Element) -> etree._Element:
    """An element with what the lists allow, without its namespace."""
    copied = etree.Element(etree.QName(element).localname)
    for name, value in element.attrib.items():
        if name in ATTRIBUTES and "(" not in _without_transform(str(name), str(value)):
            copied.set(name, value)
    copied.text = element.text
    for child in element:
        # Comments, instructions and entities have no name.
        if isinstance(child.tag, str) and etree.QName(child).namespace == SVG:
            local = etree.QName(child).localname
            if local in SHAPES and local != "svg":
                copied.append(_copy(child))
                copied[-1].tail = child.tail
    return copied


def _without_transform(name: str, value: str) -> str:
    """A value in which a bracket may only be a reference: ``url(…)``."""
    return "" if name in ("transform", "d") else value


def _fit(svg: etree._Element) -> None:
    """As wide as the page gives it room, in its own proportions."""
    if svg.get("viewBox"):
        for name in ("width", "height"):
            svg.attrib.pop(name, "")
