"""The symbols and lines of one page as DrawingML runs, each for the cell that anchors it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from docgen.flowchart import constants as c
from docgen.flowchart import shape_names
from docgen.flowchart.geometry import EMU_A_TWIP, Box, Drawing, Edge, Node, Page
from docgen.flowchart.shape_names import ONWARD, NamedArrow, arrow_name, symbol_name
from docgen.model.sop import Symbol
from docgen.ooxml import shapes

PRESETS = {
    Symbol.MULAI: shapes.TERMINATOR,
    Symbol.SELESAI: shapes.TERMINATOR,
    Symbol.PROSES: shapes.PROCESS,
    Symbol.KEPUTUSAN: shapes.DECISION,
    "konektor": shapes.OFFPAGE,
}
# What a screen reader says of a symbol.
NAMES = {
    Symbol.MULAI: "mulai",
    Symbol.SELESAI: "selesai",
    Symbol.PROSES: "proses",
    Symbol.KEPUTUSAN: "keputusan",
    "konektor": "penghubung halaman",
}

Anchored = dict[tuple[int, str], str]  # row and lane -> runs


def drawings(drawing: Drawing, page: Page, first_number: int) -> tuple[Anchored, int]:
    """The runs by row and lane, and the next free number. Lines come first: symbols cover them."""
    runs: dict[tuple[int, str], list[str]] = defaultdict(list)
    nodes = {node.id: node for node in page.nodes}
    number = first_number
    for edge in page.edges:
        source = nodes[edge.source]
        for run in _line(drawing, page, edge, source, number):
            runs[source.row, source.lane].append(run)
            number += 1
    for node in page.nodes:
        for run in _symbol(drawing, page, node, number):
            runs[node.row, node.lane].append(run)
            number += 1
    return {key: "".join(parts) for key, parts in runs.items()}, number


def _origin(drawing: Drawing, page: Page, node: Node) -> tuple[int, int]:
    return drawing.lane(node.lane).left, page.rows[node.row].top


def _frame(box: Box, origin: tuple[int, int]) -> shapes.Frame:
    return shapes.Frame(
        (box.left - origin[0]) * EMU_A_TWIP,
        (box.top - origin[1]) * EMU_A_TWIP,
        box.width * EMU_A_TWIP,
        box.height * EMU_A_TWIP,
    )


def _symbol(drawing: Drawing, page: Page, node: Node, number: int) -> Iterator[str]:
    lane = " ".join(drawing.sop.pelaksana[node.lane].split())
    if node.symbol == "konektor":
        name = f"{shape_names.CONNECTOR}{node.text}"
        words = f"Penghubung halaman {node.text}, menuju langkah {node.step}, lajur {lane}"
    else:
        name = symbol_name(node.step, node.lane, node.symbol)
        words = f"Langkah {node.step}, lajur {lane}: {NAMES[node.symbol]}"
    identity = shapes.Identity(number, name, words)
    frame = _frame(node.box, _origin(drawing, page, node))
    # Programs give the words of a diamond, and of a rounded box, less room than there is.
    apart = "\n" in node.text or node.symbol in (Symbol.KEPUTUSAN, Symbol.PROSES)
    text = "" if apart else node.text
    yield shapes.shape(identity, frame, PRESETS[node.symbol], text, node.size)
    if apart and node.text:
        lines = node.text.split("\n")
        name_of_words = shapes.Identity(
            number + 1, f"{shape_names.WORDS}{node.step}", " ".join(lines)
        )
        yield shapes.text_box(name_of_words, frame, lines, node.size)


def _line(drawing: Drawing, page: Page, edge: Edge, source: Node, number: int) -> Iterator[str]:
    left, top = _origin(drawing, page, source)
    points = [((x - left) * EMU_A_TWIP, (y - top) * EMU_A_TWIP) for x, y in edge.points]
    if edge.arrow:
        way = f" ({edge.text})" if edge.text else ""
        from_lane = ONWARD if source.symbol == "konektor" else source.lane
        name = arrow_name(
            NamedArrow(edge.from_step, from_lane, edge.to_step, edge.exit, edge.text or "")
        )
        words = f"Panah dari langkah {edge.from_step} ke langkah {edge.to_step}{way}"
    else:
        name, words = (
            f"{shape_names.LINE}{edge.from_step}",
            f"Garis antarpelaksana langkah {edge.from_step}",
        )
    yield shapes.connector(shapes.Identity(number, name, words), points, edge.arrow)
    if edge.label:
        identity = shapes.Identity(
            number + 1, f"{shape_names.LABEL}{edge.label.text}", edge.label.text
        )
        frame = _frame(edge.label.box, (left, top))
        white = edge.label.over_border
        yield shapes.text_box(identity, frame, edge.label.lines, c.LABEL_TEXT.size, white=white)
