"""Pass *paginate*: steps to pages, rows placed one under the other, none split.

Where a page ends, a row for off-page connectors closes it and another opens the next page.
The break is chosen so that pages are evenly full: a last page with one row is a bug.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Drawing, Page, Row, RowKind

# Fewer rows under the identity sheet are not worth the broken flow.
LEAST_STEPS_UNDER_IDENTITY = 2

Span = tuple[int, int]  # first step, one past the last


def paginate(drawing: Drawing) -> Drawing:
    """Set the pages with their rows; nodes come later. Needs the row heights."""
    above = 0
    spans, needs = _settled(drawing, above)
    if drawing.sheet.identity is not None:
        under_identity = _settled(drawing, drawing.sheet.identity)
        if _is_worth_it(drawing, under_identity[0], spans):
            above = drawing.sheet.identity
            spans, needs = under_identity
    pages = tuple(
        _page(drawing, number, spans, needs[number - 1], above if number == 1 else 0)
        for number in range(1, len(spans) + 1)
    )
    return replace(drawing, pages=pages)


def _settled(drawing: Drawing, above: int) -> tuple[list[Span], list[tuple[int, int]]]:
    """Spans and connector rows, the rows kept for connectors raised until they suffice."""
    reserved = 1
    while True:
        spans = _spans(drawing, reserved, above)
        needs = _connector_rows(drawing, spans)
        most = max((max(need) for need in needs), default=0)
        if most <= reserved:
            return spans, needs
        reserved = most


def _is_worth_it(drawing: Drawing, under_identity: list[Span], own_pages: list[Span]) -> bool:
    """Whether the flowchart begins under the identity sheet: when that saves a page.

    A single row there, parted from its flow, would only look lost.
    """
    first = under_identity[0]
    alone = first[1] - first[0] < LEAST_STEPS_UNDER_IDENTITY and len(under_identity) > 1
    used = sum(drawing.row_heights[first[0] : first[1]]) + _extras(drawing, *first, reserved=1)
    fits = used <= page_room(drawing) - (drawing.sheet.identity or 0)
    return fits and not alone and len(under_identity) <= len(own_pages)


def page_room(drawing: Drawing) -> int:
    """Height that a page has for rows under the head."""
    return drawing.sheet.text_height - sum(drawing.heads) - c.AFTER_TABLE - c.BORDER_SLACK


def overflow(drawing: Drawing, page: Page) -> int:
    """How far a page's rows and what follows them reach over its end, twips; 0 when they fit.

    A step nearly as high as a page leaves no room for the connectors around it.
    """
    borders = sum(row.step is not None for row in page.rows) * c.BORDER_SLACK
    below = drawing.total_height + drawing.sheet.closing if page.last else 0
    used = page.above + page.bottom - sum(drawing.heads) + borders + below
    return max(0, used - page_room(drawing))


def _spans(drawing: Drawing, reserved: int, above: int) -> list[Span]:
    """The fewest pages, and among those the evenest: least sum of squared white space.

    Dynamic programming over break positions; forced breaks (``halaman_baru``) bound the spans.
    ``reserved`` rows are kept for connectors at each break; ``above`` is taken on the first page.
    """
    heights, steps = drawing.row_heights, drawing.sop.langkah
    count, whole = len(steps), page_room(drawing)
    borders = c.BORDER_SLACK
    best: list[tuple[int, int, int]] = [(0, 0, 0)]  # pages, badness, start of the last span
    for end in range(1, count + 1):
        options = []
        used = 0
        for start in range(end - 1, -1, -1):
            used += heights[start] + borders
            room = whole - above if start == 0 else whole
            extra = _extras(drawing, start, end, reserved)
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


def _extras(drawing: Drawing, start: int, end: int, reserved: int) -> int:
    """What a page needs besides its steps: connector rows, the total row, the closing block."""
    extra = reserved * c.CONNECTOR_ROW if start > 0 else 0
    if end < len(drawing.sop.langkah):
        return extra + reserved * c.CONNECTOR_ROW
    return extra + drawing.total_height + drawing.sheet.closing


def connectors_a_row(drawing: Drawing) -> int:
    """How many off-page connectors fit side by side in a lane."""
    return max(1, min(lane.width for lane in drawing.lanes) // c.CONNECTOR_PITCH)


def _connector_rows(drawing: Drawing, spans: list[Span]) -> list[tuple[int, int]]:
    """For each page, how many connector rows it needs at its top and at its bottom."""
    steps = drawing.sop.langkah
    page_of = {
        steps[index].id: number
        for number, (start, end) in enumerate(spans)
        for index in range(start, end)
    }
    lane_of = {step.id: step.lane for step in steps}
    top: Counter[tuple[int, str]] = Counter()
    bottom: Counter[tuple[int, str]] = Counter()
    for flow in drawing.sop.flows():
        here, there = page_of[flow.source], page_of[flow.target]
        lane = lane_of[flow.target]
        if here < there:
            bottom[here, lane] += 1
            top[there, lane] += 1
        elif there < here:  # a loop back leaves upwards and arrives from below
            top[here, lane] += 1
            bottom[there, lane] += 1
    capacity = connectors_a_row(drawing)

    def rows(counts: Counter[tuple[int, str]], number: int) -> int:
        most = max((count for (page, _), count in counts.items() if page == number), default=0)
        return -(-most // capacity)

    return [(rows(top, number), rows(bottom, number)) for number in range(len(spans))]


def _page(
    drawing: Drawing, number: int, spans: list[Span], needs: tuple[int, int], above: int
) -> Page:
    start, end = spans[number - 1]
    heights: list[tuple[int, int | None]] = [
        (drawing.row_heights[index], index) for index in range(start, end)
    ]
    connectors: list[tuple[int, int | None]] = [(c.CONNECTOR_ROW, None)]
    heights = connectors * needs[0] + heights + connectors * needs[1]
    rows, y = [], sum(drawing.heads)
    for height, index in heights:
        kind: RowKind = "connectors" if index is None else "step"
        rows.append(Row(kind=kind, top=y, height=height, step=index))
        y += height
    last = number == len(spans)
    return Page(number=number, rows=tuple(rows), last=last, above=above)
