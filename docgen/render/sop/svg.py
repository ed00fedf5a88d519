"""The flowchart as SVG, one file a page, in millimetres, from the same geometry as the .docx.

``<g class="node" data-step data-lane data-symbol>`` holds a symbol, ``<polyline class="edge"
data-from data-to data-exit>`` a line, ``<g class="offpage" data-letter>`` a connector.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from docgen.flowchart import constants as c
from docgen.flowchart.cells.heads import head_box, head_cells
from docgen.flowchart.cells.rich import CENTRED, is_simple, paragraphs
from docgen.flowchart.cells.shared import cells_of
from docgen.flowchart.geometry import Box, Column, Drawing, Edge, Node, Page, Point, Row, to_mm
from docgen.flowchart.text import Face
from docgen.model.sop import CELLS, Symbol
from docgen.model.writing.marked import Run

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
    style, parts = drawing.style, []
    for cell in head_cells(drawing):
        face = style.body if cell.kind == "number" else style.head
        box = head_box(drawing, cell)
        parts += _cell(box, cell.lines, face, "middle", head=True, turned=cell.turned)
    return parts


def _rows(drawing: Drawing, page: Page) -> list[str]:
    parts = []
    head = drawing.style.head
    row_of = {row.step: row for row in page.rows if row.step is not None}
    texts = {column.key: cells_of(drawing, page, column) for column in drawing.columns}
    for row in page.rows:
        for column in drawing.columns:
            box = Box(column.left, row.top, column.right, row.bottom)
            if row.step is None or column.key not in CELLS:
                parts += _plain_cell(drawing, column, row, box)
            elif cell := texts[column.key].get(row.step):
                box = box._replace(bottom=row_of[cell.last].bottom)
                parts += _text_cell(box, cell.text, drawing.style.body, column.key not in CENTRED)
    total = drawing.sop.total_text()
    if page.last and total is not None:
        bottom = page.bottom + drawing.total_height
        middle = next(col.left for col in drawing.columns if col.key == "kelengkapan")
        right = drawing.columns[-1].right
        label = [drawing.sop.label("total")]
        parts += _cell(Box(0, page.bottom, middle, bottom), label, head, "middle")
        parts += _cell(Box(middle, page.bottom, right, bottom), [total], head, "middle")
    return parts


def _plain_cell(drawing: Drawing, column: Column, row: Row, box: Box) -> list[str]:
    """A number, a mark in a lane, or nothing."""
    body, text = drawing.style.body, ""
    if row.step is not None:
        step = drawing.sop.langkah[row.step]
        if column.key == "no":
            text = drawing.sop.row_number(row.step)
        elif column.lane is not None:
            text = step.tanda.get(column.lane, "")
    lines = body.lines(text, column.width - 2 * c.PADDING_X) if text else []
    return _cell(box, lines, body, "middle")


def _text_cell(box: Box, text: str, body: Face, hanging: bool) -> list[str]:
    """A text with its bold and italic words and its hanging items."""
    room = box.width - 2 * c.PADDING_X
    if not text or is_simple(text, hanging):
        lines = body.lines(text, room) if text else []
        return _cell(box, lines, body, "start" if hanging else "middle")
    parts = [f'<rect class="cell" {_rect(box)} {WHITE} {PEN}/>']
    lines_set = [line for each in paragraphs(text, body, room, hanging) for line in each.lines]
    top = box.centre.y - len(lines_set) * body.line_height // 2
    for number, line in enumerate(lines_set):
        y = top + round((number + 0.8) * body.line_height)
        left = box.left + c.PADDING_X
        if line.mark:
            parts.append(_text(left, y, line.mark, body, "start"))
        x, anchor = (left + line.indent, "start") if hanging else (box.centre.x, "middle")
        parts.append(_rich(x, y, line.runs, body, anchor))
    return parts


def _rich(x: int, y: int, runs: Sequence[Run], face: Face, anchor: str) -> str:
    """A line whose words are not all set alike."""
    spans_ = ""
    for run in runs:
        look = ' font-weight="bold"' if run.bold else ""
        look += ' font-style="italic"' if run.italic else ""
        spans_ += f"<tspan{look}>{escape(run.text)}</tspan>" if look else escape(run.text)
    return (
        f'<text x="{_mm(x)}" y="{_mm(y)}" font-size="{face.size * MM_A_POINT:.3f}" '
        f'text-anchor="{anchor}" fill="#000" stroke="none" xml:space="preserve">{spans_}</text>'
    )


def _cell(
    box: Box,
    lines: Sequence[str],
    face: Face,
    anchor: str,
    head: bool = False,
    turned: bool = False,
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
        if edge.label.over_border:
            line += f'<rect class="behind" {_rect(box)} {WHITE} stroke="none"/>'
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
