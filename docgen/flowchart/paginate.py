"""Pass *paginate*: steps to pages, rows placed one under the other, none split.

Where a page ends, a row for off-page connectors closes it and another opens the next page.
The break is chosen so that pages are evenly full: a last page with one row is a bug.
"""

from __future__ import annotations

from dataclasses import replace

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Drawing, Page, Row, RowKind

Span = tuple[int, int]  # first step, one past the last


def paginate(drawing: Drawing) -> Drawing:
    """Set the pages with their rows; nodes come later. Needs the row heights."""
    spans = _spans(drawing)
    needs = _connector_rows(drawing, spans)
    pages = tuple(
        _page(drawing, number, spans, needs[number - 1]) for number in range(1, len(spans) + 1)
    )
    return replace(drawing, pages=pages)


def page_room(drawing: Drawing) -> int:
    """Height that a page has for rows under the head."""
    return drawing.sheet.text_height - sum(drawing.heads) - c.AFTER_TABLE - c.BORDER_SLACK


def _spans(drawing: Drawing) -> list[Span]:
    """The fewest pages, and among those the evenest: least sum of squared white space.

    Dynamic programming over break positions; forced breaks (``halaman_baru``) bound the spans.
    """
    heights, steps = drawing.row_heights, drawing.sop.langkah
    count, room = len(steps), page_room(drawing)
    borders = c.BORDER_SLACK
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # pages, badness, start of the last span
    for end in range(1, count + 1):
        options = []
        used = 0
        for start in range(end - 1, -1, -1):
            used += heights[start] + borders
            extra = _extras(drawing, start, end, count)
            if used + extra > room and start < end - 1:
                break
            slack = max(0, room - used - extra)
            pages, badness, _ = best[start]
            options.append((pages + 1, badness + slack * slack, start))
            if (steps[start].halaman_baru or start in drawing.breaks) and start > 0:
                break
        best.append(min(options))
    spans: list[Span] = []
    end = count
    while end > 0:
        start = best[end][2]
        spans.append((start, end))
        end = start
    return spans[::-1]


def _extras(drawing: Drawing, start: int, end: int, count: int) -> int:
    """What a page needs besides its steps: connector rows, the total row, the closing block."""
    extra = c.CONNECTOR_ROW if start > 0 else 0
    if end < count:
        return extra + c.CONNECTOR_ROW
    return extra + drawing.total_height + drawing.sheet.closing


def _connector_rows(drawing: Drawing, spans: list[Span]) -> list[tuple[bool, bool]]:
    """For each page whether arrows cross its top and its bottom."""
    page_of = {
        drawing.sop.langkah[index].id: number
        for number, (start, end) in enumerate(spans)
        for index in range(start, end)
    }
    top, bottom = set(), set()
    for flow in drawing.sop.flows():
        here, there = page_of[flow.source], page_of[flow.target]
        if here < there:
            bottom.add(here)
            top.add(there)
        elif there < here:  # a loop back leaves upwards and arrives from below
            top.add(here)
            bottom.add(there)
    return [(number in top, number in bottom) for number in range(len(spans))]


def _page(drawing: Drawing, number: int, spans: list[Span], needs: tuple[bool, bool]) -> Page:
    start, end = spans[number - 1]
    heights: list[tuple[int, int | None]] = [
        (drawing.row_heights[index], index) for index in range(start, end)
    ]
    if needs[0]:
        heights.insert(0, (c.CONNECTOR_ROW, None))
    if needs[1]:
        heights.append((c.CONNECTOR_ROW, None))
    rows, y = [], sum(drawing.heads)
    for height, index in heights:
        kind: RowKind = "connectors" if index is None else "step"
        rows.append(Row(kind=kind, top=y, height=height, step=index))
        y += height
    return Page(number=number, rows=tuple(rows), last=number == len(spans))
