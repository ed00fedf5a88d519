"""DrawingML shapes and connectors, anchored in a table cell.

Specimen (ECMA-376 part 1, 20.4.2.3 ``wp:anchor``; the shape itself is Word 2010's ``wps:wsp``)::

    <w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>
      <wp:anchor behindDoc="0" layoutInCell="1" …>
        <wp:positionH relativeFrom="column"><wp:posOffset>36000</wp:posOffset></wp:positionH>
        <wp:positionV relativeFrom="paragraph"><wp:posOffset>…</wp:posOffset></wp:positionV>
        <wp:extent cx="…" cy="…"/> <wp:wrapNone/> <wp:docPr id="7" name="…" descr="…"/>
        <a:graphic><a:graphicData uri="…/wordprocessingShape"><wps:wsp>…</wps:wsp>
      …

Positions are relative to the cell (``column``, ``paragraph``): the frames "page" and "margin"
mean the cell in Word 2013 mode and later and the page elsewhere, so they are never used.
All lengths are EMU.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

# The flowchart symbols by their preset geometry (ECMA-376 part 1, 20.1.10.56).
TERMINATOR = "flowChartTerminator"
PROCESS = "flowChartProcess"
DECISION = "flowChartDecision"
OFFPAGE = "flowChartOffpageConnector"

LINE_WIDTH = 9525  # 0.75 pt: as strong as the table's lines
FULL = 100000  # adjustments are in 1/100000 of the frame
QUARTER_TURN = 5400000  # 90 degrees in 1/60000 degree
MOST_BENDS = 4  # of a preset connector: bentConnector5

EmuPoint = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Identity:
    """What names a drawing object: a number unique in the document, a name, words for the blind."""

    number: int
    name: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a shape stands, from the top left corner of its cell."""

    x: int
    y: int
    width: int
    height: int


def shape(identity: Identity, frame: Frame, preset: str, text: str = "", size: float = 7.5) -> str:
    """A run with a symbol in it, white inside; ``text`` is centred, ``size`` in points."""
    body = ""
    if text:
        body = (
            '<wps:txbx><w:txbxContent><w:p><w:pPr><w:spacing w:before="0" w:after="0"/>'
            f'<w:jc w:val="center"/></w:pPr><w:r>{run_properties(size)}'
            f"<w:t>{escape(text)}</w:t></w:r></w:p></w:txbxContent></wps:txbx>"
        )
    properties = (
        "<wps:spPr>"
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
        f'<a:prstGeom prst="{preset}"><a:avLst/></a:prstGeom>'
        '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>'
        f"{_line()}</wps:spPr>"
    )
    wsp = (
        f"<wps:wsp><wps:cNvSpPr/>{properties}{body}"
        '<wps:bodyPr rot="0" vert="horz" wrap="square" lIns="0" tIns="0" rIns="0" bIns="0" '
        'anchor="ctr" anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return _anchored(identity, frame, wsp)


def text_box(
    identity: Identity, frame: Frame, lines: Sequence[str], size: float = 7, *, white: bool = False
) -> str:
    """A run with lines of words that stand free, without a line around them.

    ``white``: they hide what is behind them.
    """
    fill = '<a:solidFill><a:srgbClr val="FFFFFF"/></a:solidFill>' if white else "<a:noFill/>"
    text = "<w:br/>".join(f"<w:t>{escape(line)}</w:t>" for line in lines)
    wsp = (
        '<wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr>'
        f'<a:xfrm><a:off x="0" y="0"/><a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
        f'<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>{fill}<a:ln><a:noFill/></a:ln>'
        "</wps:spPr><wps:txbx><w:txbxContent><w:p><w:pPr>"
        '<w:spacing w:before="0" w:after="0"/><w:jc w:val="center"/></w:pPr>'
        f"<w:r>{run_properties(size)}{text}</w:r></w:p></w:txbxContent>"
        '</wps:txbx><wps:bodyPr wrap="none" lIns="0" tIns="0" rIns="0" bIns="0" anchor="ctr" '
        'anchorCtr="0"><a:noAutofit/></wps:bodyPr></wps:wsp>'
    )
    return _anchored(identity, frame, wsp)


def connector(identity: Identity, points: Sequence[EmuPoint], arrow: bool) -> str:
    """A run with a line through ``points``, which has right angles only.

    A bent connector of Word spans the frame between its ends and has at most ``MOST_BENDS``.
    Where that frame has no width or no height (a line that comes back level with where it
    began), or a line bends more often, a path is drawn instead.
    """
    bends = len(points) - 2
    level = points[0][0] == points[-1][0] or points[0][1] == points[-1][1]
    if bends > MOST_BENDS or (bends > 0 and level):
        return _path(identity, points, arrow)
    return _preset(identity, points, arrow)


def _preset(identity: Identity, points: Sequence[EmuPoint], arrow: bool) -> str:
    """A connector by preset geometry.

    Word's bent connectors start level. One that starts upright and ends level is drawn from its
    end with the arrow at its head; one upright at both ends is turned by 90 degrees.
    """
    bends = len(points) - 2
    reverse = bends > 0 and points[0][0] == points[1][0] and points[-2][1] == points[-1][1]
    if reverse:
        points = points[::-1]
    (x1, y1), (x2, y2) = points[0], points[-1]
    frame = Frame(min(x1, x2), min(y1, y2), abs(x2 - x1), abs(y2 - y1))
    flip_h, flip_v = x2 < x1, y2 < y1
    turned = bends > 0 and points[0][0] == points[1][0]
    turn = ""
    if turned:
        # Frame of the unturned shape: same centre, extents swapped; its x runs down the page.
        left = frame.x + (frame.width - frame.height) // 2
        top = frame.y + (frame.height - frame.width) // 2
        frame = Frame(left, top, frame.height, frame.width)
        turn = f' rot="{QUARTER_TURN}"'
        flip_h, flip_v = y2 < y1, x2 > x1
    flips = turn + (' flipH="1"' if flip_h else "") + (' flipV="1"' if flip_v else "")
    preset = "straightConnector1" if bends == 0 else f"bentConnector{bends + 1}"
    geometry = f'<a:prstGeom prst="{preset}">{_adjustments(points, turned)}</a:prstGeom>'
    return _connection(identity, frame, flips, geometry, _arrow(arrow, at_head=reverse))


def _path(identity: Identity, points: Sequence[EmuPoint], arrow: bool) -> str:
    """A connector by its own path, in the frame that holds all points."""
    left, top = min(x for x, _ in points), min(y for _, y in points)
    width, height = max(x for x, _ in points) - left, max(y for _, y in points) - top
    moves = "".join(
        f'<a:{tag}><a:pt x="{x - left}" y="{y - top}"/></a:{tag}>'
        for tag, (x, y) in zip(["moveTo"] + ["lnTo"] * len(points), points, strict=False)
    )
    geometry = (
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        '<a:rect l="0" t="0" r="r" b="b"/><a:pathLst>'
        f'<a:path w="{width}" h="{height}" fill="none">{moves}</a:path>'
        "</a:pathLst></a:custGeom>"
    )
    frame = Frame(left, top, width, height)
    return _connection(identity, frame, "", geometry, _arrow(arrow, at_head=False))


def _connection(identity: Identity, frame: Frame, flips: str, geometry: str, ends: str) -> str:
    wsp = (
        f"<wps:wsp><wps:cNvCnPr/><wps:spPr><a:xfrm{flips}>"
        f'<a:off x="0" y="0"/><a:ext cx="{frame.width}" cy="{frame.height}"/></a:xfrm>'
        f"{geometry}<a:noFill/>{_line(ends)}</wps:spPr><wps:bodyPr/></wps:wsp>"
    )
    return _anchored(identity, frame, wsp)


def _arrow(arrow: bool, *, at_head: bool) -> str:
    if not arrow:
        return ""
    end = "headEnd" if at_head else "tailEnd"
    return f'<a:{end} type="triangle" w="med" len="med"/>'


def run_properties(size: float, bold: bool = False, italic: bool = False) -> str:
    """``w:rPr`` with a size in points."""
    half_points = round(size * 2)
    weight = ("<w:b/>" if bold else "") + ("<w:i/>" if italic else "")
    return f'<w:rPr>{weight}<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/></w:rPr>'


def _adjustments(points: Sequence[EmuPoint], turned: bool) -> str:
    """Where the middle stretches lie, as shares of the frame along and across the connector."""
    if len(points) < 4:
        return "<a:avLst/>"
    along, across = (1, 0) if turned else (0, 1)
    start, end = points[0], points[-1]

    def share(point: EmuPoint, axis: int) -> int:
        return round((point[axis] - start[axis]) * FULL / (end[axis] - start[axis]))

    values = [
        share(point, along if number % 2 == 0 else across)
        for number, point in enumerate(points[1:-2])
    ]
    names = [f"adj{n}" for n in range(1, len(values) + 1)]
    guides = "".join(
        f"<a:gd name={quoteattr(name)} fmla={quoteattr(f'val {value}')}/>"
        for name, value in zip(names, values, strict=True)
    )
    return f"<a:avLst>{guides}</a:avLst>"


def _line(ends: str = "") -> str:
    return (
        f'<a:ln w="{LINE_WIDTH}"><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
        f'<a:miter lim="800000"/>{ends}</a:ln>'
    )


def _anchored(identity: Identity, frame: Frame, wsp: str) -> str:
    return (
        '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing>'
        '<wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{251658240 + identity.number}" behindDoc="0" locked="0" '
        'layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
        f'<wp:positionH relativeFrom="column"><wp:posOffset>{frame.x}</wp:posOffset>'
        "</wp:positionH>"
        f'<wp:positionV relativeFrom="paragraph"><wp:posOffset>{frame.y}</wp:posOffset>'
        "</wp:positionV>"
        f'<wp:extent cx="{frame.width}" cy="{frame.height}"/>'
        '<wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>'
        f'<wp:docPr id="{identity.number}" name={quoteattr(identity.name)} '
        f"descr={quoteattr(identity.alternative)}/><wp:cNvGraphicFramePr/>"
        "<a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
        f"{wsp}</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice>"
        "</mc:AlternateContent></w:r>"
    )
