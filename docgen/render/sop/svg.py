"""The flowchart as SVG, one file a page, in millimetres, from the same geometry as the .docx.

``<g class="node" data-step data-lane data-symbol>`` holds a symbol, ``<polyline class="edge"
data-from data-to data-exit>`` a line, ``<g class="offpage" data-letter>`` a connector.
"""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Drawing, Edge, Node, Page, Point, to_mm
from docgen.flowchart.text import Face
from docgen.model.sop import Symbol

MM_A_POINT = 25.4 / 72
# The pentagon's shoulder, as Word's preset draws it: the point takes the last fifth.
SHOULDER = 0.8
# Attributes on the elements, not rules in a style sheet: not every viewer reads those.
PEN = 'stroke="#000" stroke-width="0.26"'
WHITE, SHADE = 'fill="#fff"', 'fill="#e7e6e6"'
FONT = "Arial, 'Liberation Sans', sans-serif"
# Arrow heads are drawn, not referred to as markers, for the same reason. Millimetres.
HEAD_LENGTH, HEAD_HALF_WIDTH = 2.0, 0.8


def render_svg(drawing: Drawing) -> tuple[str, ...]:
    """One SVG document for each page of the flowchart."""
    return tuple(_page(drawing, page) for page in drawing.pages)


def _page(drawing: Drawing, page: Page) -> str:
    sheet = drawing.sheet
    width, height = _mm(sheet.width), _mm(sheet.height)
    title = escape(f"{drawing.sop.nama} – halaman {page.number}")
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
        f'viewBox="0 0 {width} {height}" lang="id">',
        f"<title>{title}</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
        f'<g transform="translate({_mm(sheet.left)} {_mm(sheet.top + page.above)})" '
        f'font-family="{FONT}">',
        *_head(drawing),
        *_rows(drawing, page),
        *(_edge(edge) for edge in page.edges),
        *(_node(node) for node in page.nodes),
        "</g></svg>",
    ]
    return "\n".join(parts) + "\n"


def _head(drawing: Drawing) -> list[str]:
    sop, columns, style = drawing.sop, drawing.columns, drawing.style
    first, second = drawing.heads[:2]
    parts = []
    for column in columns:
        over_both = column.key in ("no", "uraian", "keterangan")
        top, height = (0, first + second) if over_both else (first, second)
        box = Box(column.left, top, column.right, top + height)
        parts += _cell(
            box, list(column.title), style.head, "middle", head=True, turned=column.turned
        )
    groups = (
        ("pelaksana", drawing.lanes),
        ("mutu_baku", [col for col in columns if col.key in ("kelengkapan", "waktu", "output")]),
    )
    for key, members in groups:
        box = Box(members[0].left, 0, members[-1].right, first)
        parts += _cell(box, [sop.label(key)], style.head, "middle", head=True)
    if sop.tata_letak.nomor_kolom:
        top = first + second
        for number, column in enumerate(columns, 1):
            box = Box(column.left, top, column.right, top + drawing.heads[2])
            parts += _cell(box, [str(number)], style.body, "middle", head=True)
    return parts


def _rows(drawing: Drawing, page: Page) -> list[str]:
    parts = []
    body, head = drawing.style.body, drawing.style.head
    for row in page.rows:
        for column in drawing.columns:
            box = Box(column.left, row.top, column.right, row.bottom)
            text, anchor = "", "start"
            if row.step is not None:
                step = drawing.sop.langkah[row.step]
                if column.key == "no":
                    text, anchor = drawing.sop.row_number(row.step), "middle"
                elif column.lane is not None:
                    text, anchor = step.tanda.get(column.lane, ""), "middle"
                else:
                    text = getattr(step, column.key) or ""
                    anchor = "middle" if column.key == "waktu" else "start"
            lines = body.lines(text, column.width - 2 * c.PADDING_X) if text else []
            parts += _cell(box, lines, body, anchor)
    total = drawing.sop.total_text()
    if page.last and total is not None:
        bottom = page.bottom + drawing.total_height
        middle = next(col.left for col in drawing.columns if col.key == "kelengkapan")
        right = drawing.columns[-1].right
        label = [drawing.sop.label("total")]
        parts += _cell(Box(0, page.bottom, middle, bottom), label, head, "middle")
        parts += _cell(Box(middle, page.bottom, right, bottom), [total], head, "middle")
    return parts


def _cell(
    box: Box, lines: list[str], face: Face, anchor: str, head: bool = False, turned: bool = False
) -> list[str]:
    kind, fill = ("cell head", SHADE) if head else ("cell", WHITE)
    parts = [f'<rect class="{kind}" {_rect(box)} {fill} {PEN}/>']
    x = box.centre.x if anchor == "middle" else box.left + c.PADDING_X
    top = box.centre.y - len(lines) * face.line_height // 2
    for number, line in enumerate(lines):
        y = top + round((number + 0.8) * face.line_height)
        parts.append(_text(x, y, line, face, anchor))
    if turned:
        x, y = box.centre
        parts[1:] = [f'<g transform="rotate(-90 {_mm(x)} {_mm(y)})">', *parts[1:], "</g>"]
    return parts


def _text(x: int, y: int, text: str, face: Face, anchor: str = "middle") -> str:
    weight = ' font-weight="bold"' if face.is_bold else ""
    return (
        f'<text x="{_mm(x)}" y="{_mm(y)}" font-size="{face.size * MM_A_POINT:.3f}" '
        f'text-anchor="{anchor}"{weight} fill="#000" stroke="none">{escape(text)}</text>'
    )


def _edge(edge: Edge) -> str:
    points = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in edge.points)
    exit_ = f' data-exit="{edge.exit}"' if edge.exit else ""
    kind = "edge" if edge.arrow else "edge joint"
    line = (
        f'<polyline class="{kind}" data-from={quoteattr(edge.from_step)} '
        f'data-to={quoteattr(edge.to_step)}{exit_} points="{points}" fill="none" {PEN}/>'
    )
    if edge.arrow:
        line += _arrow_head(edge.points[-2], edge.points[-1])
    if edge.label:
        box = edge.label.box
        for number, words in enumerate(edge.label.lines):
            y = box.top + round((number + 0.8) * c.LABEL_TEXT.line_height)
            line += _text(box.centre.x, y, words, c.LABEL_TEXT)
    return line


def _arrow_head(before: Point, tip: Point) -> str:
    """A filled triangle whose tip is the end of the line."""
    x, y = to_mm(tip.x), to_mm(tip.y)
    dx = (tip.x > before.x) - (tip.x < before.x)
    dy = (tip.y > before.y) - (tip.y < before.y)
    back_x, back_y = x - dx * HEAD_LENGTH, y - dy * HEAD_LENGTH
    side_x, side_y = dy * HEAD_HALF_WIDTH, dx * HEAD_HALF_WIDTH
    corners = (
        (x, y),
        (back_x + side_x, back_y + side_y),
        (back_x - side_x, back_y - side_y),
    )
    points = " ".join(f"{cx:.3f},{cy:.3f}" for cx, cy in corners)
    return f'<polygon class="head" points="{points}" fill="#000" stroke="none"/>'


def _node(node: Node) -> str:
    if node.symbol == "konektor":
        head = (
            f'<g class="offpage" data-letter={quoteattr(node.text)} '
            f"data-lane={quoteattr(node.lane)}>"
        )
    else:
        head = (
            f'<g class="node" data-step={quoteattr(node.step)} data-lane={quoteattr(node.lane)} '
            f'data-symbol="{node.symbol}">'
        )
    text = ""
    if node.text:
        face = Face(c.SYMBOL_TEXT.name, node.size)
        lines = node.text.split("\n")
        first = node.box.centre.y - (len(lines) - 1) * face.line_height // 2
        for number, words in enumerate(lines):
            baseline = first + number * face.line_height + c.SYMBOL_TEXT.line_height // 3
            text += _text(node.box.centre.x, baseline, words, face)
    return f"{head}{_symbol(node)}{text}</g>"


def _symbol(node: Node) -> str:
    box, middle = node.box, node.box.centre
    if node.symbol is Symbol.KEPUTUSAN:
        return _polygon(
            (middle.x, box.top), (box.right, middle.y), (middle.x, box.bottom), (box.left, middle.y)
        )
    if node.symbol == "konektor":
        shoulder = box.top + round(box.height * SHOULDER)
        return _polygon(
            (box.left, box.top),
            (box.right, box.top),
            (box.right, shoulder),
            (middle.x, box.bottom),
            (box.left, shoulder),
        )
    rounding = f' rx="{_mm(box.height // 2)}"' if node.symbol is not Symbol.PROSES else ""
    return f"<rect {_rect(box)}{rounding} {WHITE} {PEN}/>"


def _polygon(*points: tuple[int, int]) -> str:
    corners = " ".join(f"{_mm(x)},{_mm(y)}" for x, y in points)
    return f'<polygon points="{corners}" {WHITE} {PEN}/>'


def _rect(box: Box) -> str:
    return (
        f'x="{_mm(box.left)}" y="{_mm(box.top)}" width="{_mm(box.width)}" '
        f'height="{_mm(box.height)}"'
    )


def _mm(length: int) -> str:
    return f"{to_mm(length):.3f}".rstrip("0").rstrip(".")
