"""The same shapes and lines in VML, as Word 2003 stored them."""

from __future__ import annotations

from xml.sax.saxutils import escape

from tests.support.legacy.drawingml import preset
from tests.support.legacy.plan import Line, Point, Shape, Words

TYPES = {"terminator": 116, "process": 109, "decision": 110, "offpage": 177}
LINES = {"straightConnector1": 32, "bentConnector2": 33, "bentConnector3": 34}


def _style(at: Point, width: float, height: float, extra: str = "") -> str:
    return (f"position:absolute;margin-left:{at[0]:.2f}pt;margin-top:{at[1]:.2f}pt;"
            f"width:{width:.2f}pt;height:{height:.2f}pt;z-index:1{extra}")  # fmt: skip


def _box(text: str) -> str:
    return (f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{escape(text)}</w:t></w:r></w:p>"
            "</w:txbxContent></v:textbox>") if text else ""  # fmt: skip


def vml_shape(shape: Shape, at: Point) -> str:
    return (
        f'<v:shape id="_x0000_s{shape.number}" type="#_x0000_t{TYPES[shape.kind]}" '
        f'style="{_style(at, shape.width, shape.height)}">{_box(shape.text)}</v:shape>'
    )


def vml_words(words: Words, at: Point) -> str:
    return (
        f'<v:shape id="_x0000_s{words.number}" type="#_x0000_t202" stroked="f" filled="f" '
        f'style="{_style(at, words.width, words.height)}">{_box(words.text)}</v:shape>'
    )


def vml_line(line: Line, origin: Point) -> str:
    """A line; ``origin`` is where the sheet's corner is, from the cell that it hangs in."""
    head = '<v:stroke endarrow="block"/>' if line.head else ""
    if len(line.points) == 2:
        (x1, y1), (x2, y2) = ((x + origin[0], y + origin[1]) for x, y in line.points)
        return (
            f'<v:line id="_x0000_s{line.number}" style="position:absolute;z-index:1" '
            f'from="{x1:.2f}pt,{y1:.2f}pt" to="{x2:.2f}pt,{y2:.2f}pt">{head}</v:line>'
        )
    drawn = preset(line.points)
    flips = ("x" if "flipH" in drawn.turns else "") + (" y" if "flipV" in drawn.turns else "")
    extra = (f";flip:{flips.strip()}" if flips else "") + (
        ";rotation:90" if "rot" in drawn.turns else ""
    )
    at = (drawn.left + origin[0], drawn.top + origin[1])
    adjust = "" if drawn.adjust is None else f' adj="{drawn.adjust * 21600 // 100000}"'
    return (
        f'<v:shape id="_x0000_s{line.number}" type="#_x0000_t{LINES[drawn.name]}"{adjust} '
        f'o:connectortype="elbow" filled="f" style="'
        f'{_style(at, drawn.width, drawn.height, extra)}">{head}</v:shape>'
    )
