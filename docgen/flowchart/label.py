"""Pass *label*: the words at the exits of a decision, off every line and symbol."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Box, Drawing, Edge, Label, Page, Point
from docgen.flowchart.lines import stretches

# Between the words and the line they belong to.
GAP = c.PADDING_Y // 2


def label(drawing: Drawing) -> Drawing:
    """Place the label of each edge that has a text. Needs the routed points."""
    return replace(drawing, pages=tuple(_label_page(page, drawing) for page in drawing.pages))


def label_faults(page: Page) -> int:
    """How often the labels of a page stand on a line, a symbol or another label."""
    boxes = [edge.label.box for edge in page.edges if edge.label]
    lines = [part for edge in page.edges for part in stretches(edge.points)]
    count = sum(part.hits(box) for box in boxes for part in lines)
    taken = [node.box for node in page.nodes] + list(page.marks)
    for number, box in enumerate(boxes):
        count += sum(box.overlaps(other) for other in (*taken, *boxes[:number]))
    return count


def _label_page(page: Page, drawing: Drawing) -> Page:
    taken = [node.box for node in page.nodes] + list(page.marks)
    edges = []
    for edge in page.edges:
        if edge.text:
            box = _best_place(edge, page, taken, drawing)
            taken.append(box)
            edge = replace(edge, label=Label(_lines(edge.text, drawing), box))
        edges.append(edge)
    return replace(page, edges=tuple(edges))


def _lines(text: str, drawing: Drawing) -> tuple[str, ...]:
    """Words of a label in lines that fit into a lane."""
    return tuple(c.LABEL_TEXT.lines(text, drawing.lanes[0].width - 2 * c.CLEARANCE))


def _lanes_box(page: Page, drawing: Drawing) -> Box:
    lanes = drawing.lanes
    return Box(lanes[0].left, page.rows[0].top, lanes[-1].right, page.bottom)


def _best_place(edge: Edge, page: Page, taken: list[Box], drawing: Drawing) -> Box:
    """The place nearest the exit that collides with least and keeps off the lanes' borders."""
    assert edge.text
    inside = _lanes_box(page, drawing)
    borders = [lane.left for lane in drawing.lanes]
    lines = _lines(edge.text, drawing)
    width = max(map(c.LABEL_TEXT.width, lines))
    height = len(lines) * c.LABEL_TEXT.line_height

    def faults(box: Box) -> tuple[int, int]:
        return collisions(box), sum(box.left < x < box.right for x in borders)

    def collisions(box: Box) -> int:
        count = sum(box.overlaps(other) for other in taken)
        for other in page.edges:
            count += sum(part.hits(box) for part in stretches(other.points))
        outside = box.left < inside.left or box.right > inside.right
        return count + int(outside or box.top < inside.top or box.bottom > inside.bottom)

    return min(_places(edge.points, width, height), key=faults)


def _places(points: tuple[Point, ...], width: int, height: int) -> Iterator[Box]:
    """Beside the first stretch, then beside the second, both sides, sliding away from the exit."""
    for a, b in list(itertools.pairwise(points))[:3]:
        if a.x == b.x:
            step = height // 2 if b.y > a.y else -height // 2
            for n in range(1 + abs(b.y - a.y) // max(1, height // 2)):
                y = a.y + step * n + (GAP if step > 0 else -GAP - height)
                yield _box(a.x + GAP, y, width, height)
                yield _box(a.x - GAP - width, y, width, height)
        else:
            step = width // 2 if b.x > a.x else -width // 2
            for n in range(1 + abs(b.x - a.x) // max(1, width // 2)):
                x = a.x + step * n + (GAP if step > 0 else -GAP - width)
                yield _box(x, a.y - GAP - height, width, height)
                yield _box(x, a.y + GAP, width, height)


def _box(left: int, top: int, width: int, height: int) -> Box:
    return Box(left, top, left + width, top + height)
