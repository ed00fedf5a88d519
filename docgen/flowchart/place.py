"""Pass *place*: every symbol into the middle of its cell, and the lines that must be drawn.

A flow that leaves its page becomes two: to an off-page connector and from its twin on the
other page. Both stand in the lane where the flow continues and carry the same letter.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from itertools import pairwise
from typing import Literal, NamedTuple

from docgen.flowchart import constants as c
from docgen.flowchart.figures import figure
from docgen.flowchart.fitting.pages import connectors_a_row
from docgen.flowchart.geometry import Box, Column, Drawing, Edge, Node, Page, Row
from docgen.model.sop import Flow, Step, Symbol

Side = Literal["bottom", "top"]


class Twin(NamedTuple):
    """An off-page connector: where on its page it stands, and the step that it leads to."""

    side: Side
    target: str
    letter: str

    def id(self, page: int) -> str:
        """What lines call it on a page."""
        return f"{self.letter}:{self.side}:{page}"


def place(drawing: Drawing) -> Drawing:
    """Set nodes, marks and unrouted edges of every page. Needs pages and rows."""
    steps = {step.id: step for step in drawing.sop.langkah}
    page_of = {
        drawing.sop.langkah[row.step].id: page.number
        for page in drawing.pages
        for row in page.rows
        if row.step is not None
    }
    sources = {
        (step.id, lane): node_id(step, lane) for step in steps.values() for lane in step.pelaksana
    }
    nodes = {page.number: _symbols(drawing, page) for page in drawing.pages}
    edges = {page.number: _joints(drawing, page) for page in drawing.pages}
    across: dict[int, set[Twin]] = defaultdict(set)  # by page
    letters: dict[str, str] = {}  # by target
    for flow in drawing.sop.flows():
        here, there = page_of[flow.source], page_of[flow.target]
        if here == there:
            edges[here].append(_edge(flow, sources[flow.source, flow.lane], flow.target))
            continue
        letter = letters.setdefault(flow.target, connector_letter(len(letters)))
        leaves: Side
        arrives: Side
        leaves, arrives = ("bottom", "top") if here < there else ("top", "bottom")
        out, back = Twin(leaves, flow.target, letter), Twin(arrives, flow.target, letter)
        edges[here].append(_edge(flow, sources[flow.source, flow.lane], out.id(here)))
        across[here].add(out)
        if back not in across[there]:
            across[there].add(back)
            arriving = _edge(flow, back.id(there), flow.target)
            edges[there].append(replace(arriving, exit=None, text=None))
    pages = tuple(
        replace(
            page,
            nodes=(*nodes[page.number], *_connectors(drawing, page, across[page.number], steps)),
            edges=tuple(edges[page.number]),
            marks=_marks(drawing, page),
        )
        for page in drawing.pages
    )
    return replace(drawing, pages=pages)


def connector_letter(number: int) -> str:
    """0 -> A, 25 -> Z, 26 -> AA."""
    text = ""
    number += 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(ord("A") + digit) + text
    return text


def node_id(step: Step, lane: str) -> str:
    """A step's symbol in its first lane has the step's id; in others, the lane beside it."""
    return step.id if lane == step.lane else f"{step.id}@{lane}"


def symbol_width(lane: Column) -> int:
    """Width of a symbol: at most the usual, and with a gutter on both sides."""
    return min(c.SYMBOL_WIDTH, lane.width - 2 * c.LEAST_GUTTER)


def _edge(flow: Flow, source: str, target: str) -> Edge:
    return Edge(
        source=source,
        target=target,
        from_step=flow.source,
        to_step=flow.target,
        exit=flow.exit,
        text=flow.label,
    )


def _centred(lane: Column, row: Row, width: int, height: int, shift: int = 0) -> Box:
    """A box around the middle of a cell; built from the middle, so that middles align exactly."""
    x = lane.left + lane.width // 2 + shift
    y = row.top + row.height // 2
    return Box(x - width // 2, y - height // 2, x + width // 2, y + height // 2)


def _symbols(drawing: Drawing, page: Page) -> list[Node]:
    found = []
    for number, row in enumerate(page.rows):
        if row.step is None:
            continue
        step = drawing.sop.langkah[row.step]
        for key in step.pelaksana:
            lane = drawing.lane(key)
            drawn = figure(drawing.sop, step, key, lane.width, drawing.style.spacing)
            found.append(
                Node(
                    id=node_id(step, key),
                    symbol=drawn.symbol,
                    lane=key,
                    row=number,
                    box=_centred(lane, row, drawn.width, drawn.height),
                    step=step.id,
                    text="\n".join(drawn.lines),
                    size=drawn.size if drawn.lines else 0,
                )
            )
    return found


def _joints(drawing: Drawing, page: Page) -> list[Edge]:
    """Plain lines between the actors of one step, neighbour to neighbour."""
    order = [lane.lane for lane in drawing.lanes]
    found = []
    for row in page.rows:
        if row.step is None:
            continue
        step = drawing.sop.langkah[row.step]
        keys = sorted(step.pelaksana, key=order.index)
        pairs = list(pairwise(keys))
        middle = keys.index(step.lane)
        if step.symbol_in(step.lane) is Symbol.KEPUTUSAN and 0 < middle < len(keys) - 1:
            # A diamond needs three of its four points for the flow: its neighbours join each other.
            pairs[middle] = (keys[middle - 1], keys[middle + 1])
        for one, other in pairs:
            source, target = node_id(step, one), node_id(step, other)
            found.append(
                Edge(source=source, target=target, from_step=step.id, to_step=step.id, arrow=False)
            )
    return found


def _connectors(
    drawing: Drawing, page: Page, twins: set[Twin], steps: dict[str, Step]
) -> list[Node]:
    """Off-page connectors, side by side: in the lane where the flow goes on, else beside it."""
    order = [lane.lane for lane in drawing.lanes]
    step_rows = [n for n, row in enumerate(page.rows) if row.step is not None]
    found = []
    sides: tuple[Side, Side] = ("top", "bottom")
    for side in sides:
        wished = [(order.index(steps[t.target].lane), t) for t in sorted(twins) if t.side == side]
        places = _shared_out(wished, connectors_a_row(drawing))
        for (line, lane), alike in places.items():
            # The first row is the one next to the steps.
            number = step_rows[0] - 1 - line if side == "top" else step_rows[-1] + 1 + line
            for slot, twin in enumerate(alike):
                column = drawing.lanes[lane]
                shift = (2 * slot - len(alike) + 1) * column.width // (2 * len(alike))
                size = min(c.CONNECTOR_SIZE, column.width)
                found.append(
                    Node(
                        id=twin.id(page.number),
                        symbol="konektor",
                        lane=order[lane] or "",
                        row=number,
                        box=_centred(column, page.rows[number], size, size, shift),
                        step=twin.target,
                        text=twin.letter,
                        size=c.SYMBOL_TEXT.size,
                    )
                )
    return found


def _shared_out(
    wished: list[tuple[int, Twin]], capacity: list[int]
) -> dict[tuple[int, int], list[Twin]]:
    """The connectors of each row and lane: where wished, else in the nearest lane with room."""
    taken: dict[tuple[int, int], list[Twin]] = defaultdict(list)
    rows = -(-len(wished) // sum(capacity))
    for lane, twin in wished:
        free = [
            (row, each)
            for row in range(rows)
            for each in range(len(capacity))
            if len(taken[row, each]) < capacity[each]
        ]
        taken[min(free, key=lambda at: (at[0], abs(at[1] - lane), at[1]))].append(twin)
    return taken


def _marks(drawing: Drawing, page: Page) -> tuple[Box, ...]:
    """Where marks such as "-" are printed: arrows keep clear of them."""
    found = []
    for row in page.rows:
        if row.step is None:
            continue
        for key, text in drawing.sop.langkah[row.step].tanda.items():
            width, height = drawing.style.body.width(text), drawing.style.body.line_height
            found.append(_centred(drawing.lane(key), row, width, height))
    return tuple(found)
