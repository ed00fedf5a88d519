"""Shapes and connectors, decoded by the rules of DrawingML and not by our own."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from docgen.ooxml.shapes import Frame, Identity, connector, shape, text_box

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
}
ME = Identity(1001, 'Panah "a" & <b>', "Panah dari a ke b")
Points = list[tuple[float, float]]
# Two divisions by two are rounded, and adjustments are hundred-thousandths of the frame. EMU.
TOLERANCE = 60


def parsed(run: str) -> etree._Element:
    declared = " ".join(f'xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return etree.fromstring(f"<w:p {declared}>{run}</w:p>")


def one(root: etree._Element, path: str) -> etree._Element:
    (found,) = root.xpath(path, namespaces=NAMESPACES)
    return found


def drawn_points(root: etree._Element) -> Points:
    """The points of a connector on the page: preset path, adjusted, flipped, turned, moved."""
    size = one(root, "//a:xfrm/a:ext")
    width, height = int(size.get("cx")), int(size.get("cy"))
    paths = root.xpath("//a:path", namespaces=NAMESPACES)
    if paths:
        assert (int(paths[0].get("w")), int(paths[0].get("h"))) == (width, height)
        points: Points = [
            (int(p.get("x")), int(p.get("y"))) for p in paths[0].iter(f"{{{NAMESPACES['a']}}}pt")
        ]
    else:
        points = preset_points(root, width, height)
    frame = one(root, "//a:xfrm")
    if frame.get("flipH") == "1":
        points = [(width - x, y) for x, y in points]
    if frame.get("flipV") == "1":
        points = [(x, height - y) for x, y in points]
    if frame.get("rot"):
        assert frame.get("rot") == "5400000"
        # A quarter turn clockwise about the middle; y grows down.
        points = [(width / 2 - (y - height / 2), height / 2 + (x - width / 2)) for x, y in points]
    left = int(one(root, "//wp:positionH/wp:posOffset").text)
    top = int(one(root, "//wp:positionV/wp:posOffset").text)
    return [(x + left, y + top) for x, y in points]


def preset_points(root: etree._Element, w: int, h: int) -> Points:
    """ECMA-376 part 1, presetShapeDefinitions.xml: straightConnector1, bentConnector2-5."""
    adjust = [
        int(guide.get("fmla").removeprefix("val ")) / 100000
        for guide in root.xpath("//a:gd", namespaces=NAMESPACES)
    ]
    match one(root, "//a:prstGeom").get("prst"), adjust:
        case "straightConnector1", []:
            return [(0, 0), (w, h)]
        case "bentConnector2", []:
            return [(0, 0), (w, 0), (w, h)]
        case "bentConnector3", [x]:
            return [(0, 0), (w * x, 0), (w * x, h), (w, h)]
        case "bentConnector4", [x, y]:
            return [(0, 0), (w * x, 0), (w * x, h * y), (w, h * y), (w, h)]
        case "bentConnector5", [x, y, z]:
            return [(0, 0), (w * x, 0), (w * x, h * y), (w * z, h * y), (w * z, h), (w, h)]
        case other:
            pytest.fail(f"no such connector: {other}")


@st.composite
def ways(draw: st.DrawFn) -> list[tuple[int, int]]:
    """Points joined at right angles, on a grid of 1000 EMU, none twice in a row."""
    upright = draw(st.booleans())
    x, y = draw(st.integers(-50, 50)) * 1000, draw(st.integers(-50, 50)) * 1000
    points = [(x, y)]
    for _ in range(draw(st.integers(1, 7))):
        by = draw(st.integers(1, 900)) * draw(st.sampled_from([-1000, 1000]))
        x, y = (x, y + by) if upright else (x + by, y)
        points.append((x, y))
        upright = not upright
    return points


@given(ways(), st.booleans())
def test_connector_is_drawn_through_its_points(points: list[tuple[int, int]], arrow: bool) -> None:
    root = parsed(connector(ME, points, arrow))
    found = drawn_points(root)
    heads = root.xpath("//a:headEnd", namespaces=NAMESPACES)
    tails = root.xpath("//a:tailEnd", namespaces=NAMESPACES)
    assert len(heads) + len(tails) == arrow
    # A connector drawn from its end has its arrow at the head.
    if heads or (not arrow and not close(found[0], points[0])):
        found.reverse()
    assert len(found) == len(points)
    for a, b in zip(found, points, strict=True):
        assert close(a, b), (found, points)


def close(a: tuple[float, float], b: tuple[float, float]) -> bool:
    return abs(a[0] - b[0]) <= TOLERANCE and abs(a[1] - b[1]) <= TOLERANCE


@given(ways())
def test_frames_are_not_negative(points: list[tuple[int, int]]) -> None:
    root = parsed(connector(ME, points, True))
    for size in root.xpath("//wp:extent | //a:ext", namespaces=NAMESPACES):
        assert int(size.get("cx")) >= 0 and int(size.get("cy")) >= 0
    assert all(a != b for a, b in pairwise(points))


def test_shape_is_anchored_in_its_cell() -> None:
    root = parsed(shape(ME, Frame(100, 200, 300, 400), "flowChartDecision", "a & <b>", 7.5))
    anchor = one(root, "//wp:anchor")
    assert anchor.get("layoutInCell") == "1"
    assert one(root, "//wp:positionH").get("relativeFrom") == "column"
    assert one(root, "//wp:positionV").get("relativeFrom") == "paragraph"
    assert one(root, "//wps:spPr/a:prstGeom").get("prst") == "flowChartDecision"
    assert (one(root, "//wp:extent").get("cx"), one(root, "//wp:extent").get("cy")) == (
        "300",
        "400",
    )
    properties = one(root, "//wp:docPr")
    assert properties.get("id") == "1001"
    assert properties.get("name") == ME.name
    assert properties.get("descr") == ME.alternative
    assert one(root, "//w:t").text == "a & <b>"
    assert one(root, "//w:rPr/w:sz").get(f"{{{NAMESPACES['w']}}}val") == "15"


def test_shape_without_text_has_no_text_box() -> None:
    root = parsed(shape(ME, Frame(0, 0, 1, 1), "flowChartProcess"))
    assert root.xpath("//wps:txbx", namespaces=NAMESPACES) == []


def test_text_box_has_lines_of_words_and_no_border() -> None:
    root = parsed(text_box(ME, Frame(0, 0, 10, 10), ["Ya <&>", "dua"]))
    found = root.xpath("//w:r[w:t]/*[self::w:t or self::w:br]", namespaces=NAMESPACES)
    assert [each.text for each in found] == ["Ya <&>", None, "dua"]
    assert one(root, "//a:ln/a:noFill") is not None
