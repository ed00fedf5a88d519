"""What every drawing keeps to, whatever the SOP, and what is wrong with one that does not."""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator

from docgen.flowchart import constants as c
from docgen.flowchart.cells.heads import head_box, head_cells
from docgen.flowchart.cells.rich import CENTRED, Chunk, Line, is_simple, paragraphs
from docgen.flowchart.cells.shared import Span, cells_of
from docgen.flowchart.geometry import Box, Column, Drawing, Edge, Node, Page, Row
from docgen.flowchart.label import label_faults
from docgen.flowchart.route import page_conflicts
from docgen.model.writing.marked import Run, plain
from tests.support.flowchart.lines import (
    arrows_through_marks,
    arrows_through_symbols,
    is_inside,
    is_on_border,
    segments,
    shared_lines,
    touching_lines,
)

Faults = Iterator[str]


def assert_sound(drawing: Drawing, about: object = "") -> None:
    """Everything in its place, every line told apart; else each fault with its page and place."""
    found = faults(drawing)
    told = "".join(f"\n  {each}" for each in found)
    assert not found, f"{about or drawing.sop.nama}: {len(found)} faults{told}"


def faults(drawing: Drawing) -> list[str]:
    """All that is wrong with a drawing."""
    return [fault for check in CHECKS for fault in check(drawing)]


def columns_that_do_not_fill_the_page(drawing: Drawing) -> Faults:
    """Columns from edge to edge, none left out, no lane narrower than it may be."""
    columns = drawing.columns
    if columns[0].left != 0:
        yield f"column {columns[0].key} begins at {columns[0].left}, not at 0"
    for a, b in itertools.pairwise(columns):
        if a.right != b.left:
            yield f"column {a.key} ends at {a.right}, {b.key} begins at {b.left}"
    if columns[-1].right != drawing.sheet.text_width:
        yield f"column {columns[-1].key} ends at {columns[-1].right}, not at the margin"
    for lane in drawing.lanes:
        if lane.width < c.LEAST_LANE:
            yield f"lane {lane.lane} is only {lane.width} wide"
    if [lane.lane for lane in drawing.lanes] != list(drawing.sop.pelaksana):
        yield f"the lanes are {[lane.lane for lane in drawing.lanes]}"


def rows_that_do_not_follow_each_other(drawing: Drawing) -> Faults:
    """Every step once and in order, no gap, nothing over the foot of a page."""
    steps = []
    for page in drawing.pages:
        if page.rows[0].top != sum(drawing.heads):
            yield f"page {page.number}: the first row begins at {page.rows[0].top}"
        for a, b in itertools.pairwise(page.rows):
            if a.bottom != b.top:
                yield f"page {page.number}: row {a.step} ends at {a.bottom}, the next at {b.top}"
        below = drawing.total_height + drawing.sheet.closing if page.last else 0
        if page.bottom + below > drawing.sheet.text_height:
            yield f"page {page.number}: it ends at {page.bottom + below}, below the sheet"
        steps += [row.step for row in page.rows if row.step is not None]
    if steps != list(range(len(drawing.sop.langkah))):
        yield f"the rows are of the steps {steps}"
    if [page.last for page in drawing.pages] != [False] * (len(drawing.pages) - 1) + [True]:
        yield "not the last page alone says that it is the last"
    for index, step in enumerate(drawing.sop.langkah):
        starts = any(first_step(page.rows) == index for page in drawing.pages)
        if step.halaman_baru and index and not starts:
            yield f"step {step.id} does not start a page"


def first_step(rows: tuple[Row, ...]) -> int | None:
    return next((row.step for row in rows if row.step is not None), None)


def symbols_out_of_place(drawing: Drawing) -> Faults:
    """Each in the cell of its step and lane, none upon another, none left out."""
    for page in drawing.pages:
        for node in page.nodes:
            if not is_inside(node.box, cell(drawing, page, node)):
                yield f"page {page.number}: symbol {node.id} stands outside its cell"
        for a, b in itertools.combinations(page.nodes, 2):
            if a.box.overlaps(b.box):
                yield f"page {page.number}: symbols {a.id} and {b.id} overlap"
        for mark in page.marks:
            for node in page.nodes:
                if node.box.overlaps(mark):
                    yield f"page {page.number}: symbol {node.id} overlaps a mark"
    placed = Counter(
        (node.step, node.lane)
        for page in drawing.pages
        for node in page.nodes
        if node.symbol != "konektor"
    )
    due = Counter((step.id, lane) for step in drawing.sop.langkah for lane in step.pelaksana)
    for step, lane in (due - placed).elements():
        yield f"step {step} has no symbol in lane {lane}"
    for step, lane in (placed - due).elements():
        yield f"step {step} has a symbol too many in lane {lane}"


def lines_that_end_nowhere(drawing: Drawing) -> Faults:
    """Each from border to border, upright or level, inside the lanes."""
    for page in drawing.pages:
        boxes = {node.id: node.box for node in page.nodes}
        around = lanes_box(drawing, page)
        for edge in page.edges:
            place = line(page, edge)
            for point, end in ((edge.points[0], edge.source), (edge.points[-1], edge.target)):
                if end not in boxes or not is_on_border(point, boxes[end]):
                    yield f"{place} has an end that is not on the border of {end}"
            for a, b in segments(edge):
                if (a.x == b.x) == (a.y == b.y):
                    yield f"{place} is neither upright nor level, or of no length, at {a}"
                if not is_inside(Box(*a, *a), around) or not is_inside(Box(*b, *b), around):
                    yield f"{place} leaves the lanes between {a} and {b}"


def connectors_without_partner(drawing: Drawing) -> Faults:
    """One letter for each step that is reached from another page, on both; an arrow for each flow.

    It leaves or comes in at the side where the other page lies.
    """
    page_of = {
        drawing.sop.langkah[row.step].id: page.number
        for page in drawing.pages
        for row in page.rows
        if row.step is not None
    }
    due: Counter[tuple[int, str, str]] = Counter()  # page, source, target; a twin is ("", target)
    for flow in drawing.sop.flows():
        here, there = page_of.get(flow.source, 0), page_of.get(flow.target, 0)
        due[here, flow.source, flow.target] += 1
        if here != there:
            due[there, "foot" if there < here else "top", flow.target] = 1
    letters = defaultdict(set)
    for page in drawing.pages:
        sides: dict[str, str] = {}
        first = next((n for n, row in enumerate(page.rows) if row.step is not None), 0)
        for node in page.nodes:
            if node.symbol == "konektor":
                letters[node.text].add(node.step)
                sides[node.id] = "top" if node.row < first else "foot"
                if page_of.get(node.step) != page.number:
                    side = "foot" if page_of.get(node.step, 0) > page.number else "top"
                    if sides[node.id] != side:
                        yield f"page {page.number}: connector {node.text} is on the wrong side"
        drawn: Counter[tuple[int, str, str]] = Counter(
            (page.number, sides.get(edge.source, edge.from_step), edge.to_step)
            for edge in page.edges
            if edge.arrow
        )
        due.subtract(drawn)
        ends = {end for edge in page.edges for end in (edge.source, edge.target)}
        gone = ends - {node.id for node in page.nodes}
        yield from (f"page {page.number}: {each} is not there" for each in sorted(gone))
        unused = set(sides) - ends
        yield from (f"page {page.number}: connector {each} has no arrow" for each in unused)
    for letter, steps in letters.items():
        if len(steps) != 1:
            yield f"connector {letter} leads to {sorted(steps)}"
    if len(set().union(*letters.values())) != len(letters):
        yield "two letters lead to one step"
    for (number, source, target), count in due.items():
        if count:
            yield f"page {number}: {count} arrows from {source} to {target} are lacking"


def text_that_does_not_fit(drawing: Drawing) -> Faults:
    """Heads and rows are as high as their text, no word is wider than its cell, none is lost."""
    head = drawing.style.head
    for cell in head_cells(drawing):
        box = head_box(drawing, cell)
        along, across = (box.height, box.width) if cell.turned else (box.width, box.height)
        if len(cell.lines) * head.line_height > across:
            yield f"the head {cell.lines} has too many lines"
        if not all(head.width(line) <= along for line in cell.lines):
            yield f"the head {cell.lines} has too long a line"
    for page in drawing.pages:
        rows = {row.step: row for row in page.rows if row.step is not None}
        for column in drawing.columns:
            for span in cells_of(drawing, page, column).values():
                height = rows[span.last].bottom - rows[span.first].top
                yield from text_outside(drawing, column, span, height)


def text_outside(drawing: Drawing, column: Column, span: Span, height: int) -> Faults:
    """A cell whose text is higher or wider than it is, or loses letters."""
    body, room = drawing.style.body, column.width - 2 * c.PADDING_X
    about = f"steps {span.first + 1} to {span.last + 1}: {column.key}"
    hanging = column.key not in CENTRED
    if is_simple(span.text, hanging):
        found = [Line((Chunk((Run(line),)),)) for line in body.lines(span.text, room)]
    else:
        set_as = paragraphs(span.text, body, room, hanging)
        found = [line for each in set_as for line in each.lines]
    if len(found) * body.line_height + 2 * c.PADDING_Y > height:
        yield f"{about} is higher than its rows"
    for line in found:
        faces = [(drawing.style.head if run.bold else body, run.text) for run in line.runs]
        # Each width is rounded up: a line of several runs may seem that much longer.
        if line.indent + sum(face.width(text) - 1 for face, text in faces) > room:
            yield f"{about} has too long a line"
    shown = "".join(line.mark + "".join(run.text for run in line.runs) for line in found)
    if letters(shown) != letters(plain(span.text)):
        yield f"{about} loses words"


def letters(text: str) -> str:
    """What is left without spaces, and without hyphens that part a word."""
    return "".join(text.split()).replace("-", "")


def lines_in_conflict(drawing: Drawing) -> Faults:
    """What the router and the labels themselves count as wrong must be nothing, too."""
    for page in drawing.pages:
        if count := page_conflicts(page):
            yield f"page {page.number}: {count} conflicts of lines"
        if count := label_faults(page):
            yield f"page {page.number}: {count} words of exits in a wrong place"


CHECKS: tuple[Callable[[Drawing], Iterator[str] | list[str]], ...] = (
    columns_that_do_not_fill_the_page,
    rows_that_do_not_follow_each_other,
    symbols_out_of_place,
    lines_that_end_nowhere,
    connectors_without_partner,
    text_that_does_not_fit,
    lines_in_conflict,
    arrows_through_symbols,
    arrows_through_marks,
    shared_lines,
    touching_lines,
)


def line(page: Page, edge: Edge) -> str:
    return f"page {page.number}: {edge.source} -> {edge.target}"


def cell(drawing: Drawing, page: Page, node: Node) -> Box:
    """Where a symbol may stand; nowhere when its row is not on the page."""
    if node.row >= len(page.rows):
        return Box(0, 0, 0, 0)
    lane, row = drawing.lane(node.lane), page.rows[node.row]
    return Box(lane.left, row.top, lane.right, row.bottom)


def lanes_box(drawing: Drawing, page: Page) -> Box:
    return Box(drawing.lanes[0].left, page.rows[0].top, drawing.lanes[-1].right, page.bottom)
