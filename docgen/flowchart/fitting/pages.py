"""Steps to pages: where each page ends, and rows placed one under the other, none split.

Where a page ends, a row for off-page connectors closes it and another opens the next page. All
ways to break are compared: fewest pages, then the fullest ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from docgen.flowchart import constants as c
from docgen.flowchart.cells.shared import forced_starts, held_together
from docgen.flowchart.fitting.columns import symbol_height, text_columns
from docgen.flowchart.geometry import ROOMY, Drawing, Page, Row
from docgen.model.sop import Sop

# Fewer rows under the identity sheet are not worth the broken flow.
LEAST_STEPS_UNDER_IDENTITY = 2
# A page that is less full looks unfinished, unless the sheet or a part of it ends there.
FULL = 0.85
# How much higher than it must be a row may become to fill its page.
STRETCH = 0.35

Span = tuple[int, int]  # first step, one past the last
Links = Sequence[tuple[int, int]]  # flows, by the numbers of their steps


class Breaks(NamedTuple):
    """Where pages end. Compared field by field: what comes first is the better."""

    over: int  # pages with a row that is too high for them
    pages: int
    faults: int  # pages that end too early, and a last one with a single step
    white: int  # squares of the white at the foot of pages
    spans: tuple[Span, ...]


def best_breaks(drawing: Drawing, links: Links, above: int = 0) -> Breaks:
    """The best way to break; ``above`` is taken on the first page. Needs the row heights."""
    reserved = 1
    while True:
        found = _Breaker(drawing, links, above, reserved).best()
        needs = _connector_rows(drawing, links, found.spans)
        most = max((max(need) for need in needs), default=0)
        if most <= reserved:
            return found
        reserved = most


def with_pages(drawing: Drawing, links: Links, breaks: Breaks, above: int) -> Drawing:
    """Set the pages with their rows, as high as the page has room for; nodes come later."""
    needs = _connector_rows(drawing, links, breaks.spans)
    pages = tuple(
        _page(drawing, number, breaks.spans, need, above if number == 1 else 0)
        for number, need in enumerate(needs, 1)
    )
    return replace(drawing, pages=pages)


def may_fit(drawing: Drawing, pages: int, above: int) -> bool:
    """Whether so many pages have the height of all rows, with ``above`` on the first of them."""
    used = sum(drawing.row_heights) + len(drawing.row_heights) * c.BORDER_SLACK
    used += drawing.total_height + drawing.sheet.closing + above
    return used <= pages * page_room(drawing)


def is_worth_it(drawing: Drawing, under_identity: Breaks, above: int) -> bool:
    """Whether the flowchart can begin under the identity sheet.

    A single row there, parted from its flow, would only look lost.
    """
    first = under_identity.spans[0]
    alone = first[1] - first[0] < LEAST_STEPS_UNDER_IDENTITY and under_identity.pages > 1
    used = sum(drawing.row_heights[first[0] : first[1]]) + _extras(drawing, *first, (0, 1), 1)
    return not alone and used + above <= page_room(drawing)


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


@dataclass(slots=True)
class _Breaker:
    """Dynamic programming over the last step of each page.

    ``reserved`` rows are kept for connectors wherever a flow leaves or reaches a page.
    """

    drawing: Drawing
    links: Links
    above: int
    reserved: int

    def best(self) -> Breaks:
        drawing, above = self.drawing, self.above
        heights, steps = drawing.row_heights, drawing.sop.langkah
        count, whole = len(steps), page_room(drawing)
        nearest, farthest = _reach(count, self.links)
        forced = forced_starts(drawing.sop, drawing.breaks)
        inner = held_together(drawing.sop, text_columns(drawing.sop), forced)
        best: dict[int, tuple[int, int, int, int, int]] = {}  # as in Breaks, and the start
        best[0] = (0, 0, 0, 0, 0)
        connectors = self.reserved * c.CONNECTOR_ROW
        tail = drawing.total_height + drawing.sheet.closing
        for end in range(1, count + 1):
            if end in inner:
                continue
            found: tuple[int, int, int, int, int] | None = None
            used, near, far = 0, end, -1
            ends = end == count or end in forced
            for start in range(end - 1, -1, -1):
                used += heights[start] + c.BORDER_SLACK
                near, far = min(near, nearest[start]), max(far, farthest[start])
                if start in inner:
                    continue
                room = whole - above if start == 0 else whole
                extra = connectors if start and near < start else 0
                extra += tail if end == count else connectors if far >= end else 0
                taken = used + extra
                if taken > room and found:
                    break
                over, pages, faults, white, _ = best[start]
                if not ends:
                    slack = max(0, room - taken)
                    white += slack * slack
                    if taken < FULL * room:
                        faults += taken + _stretch(used, slack) < FULL * room
                lone = end == count and start == end - 1 and start > 0 and start not in forced
                option = (over + (taken > room), pages + 1, faults + lone, white, start)
                if found is None or option < found:
                    found = option
                if start in forced:
                    break
            assert found is not None
            best[end] = found
        spans: list[Span] = []
        end = count
        while end > 0:
            start = best[end][-1]
            spans.append((start, end))
            end = start
        return Breaks(*best[count][:4], tuple(spans[::-1]))


def _stretch(used: int, slack: int) -> int:
    """How much of the white on a page its rows may take."""
    return min(slack, int(used * STRETCH))


def links_of(sop: Sop) -> Links:
    """The flows of a SOP, by the numbers of their steps."""
    number = {step.id: index for index, step in enumerate(sop.langkah)}
    return [(number[flow.source], number[flow.target]) for flow in sop.flows()]


def _reach(count: int, links: Links) -> tuple[list[int], list[int]]:
    """The first and the last step that each step has a flow to or from, or itself."""
    nearest = list(range(count))
    farthest = list(nearest)
    for a, b in links:
        for one, other in ((a, b), (b, a)):
            nearest[one] = min(nearest[one], other)
            farthest[one] = max(farthest[one], other)
    return nearest, farthest


def _extras(drawing: Drawing, start: int, end: int, ways: tuple[int, int], reserved: int) -> int:
    """What a page needs besides its steps: connector rows, the total row, the closing block.

    ``ways`` says whether flows leave or reach it at its top and at its foot.
    """
    extra = ways[0] * reserved * c.CONNECTOR_ROW if start > 0 else 0
    if end < len(drawing.sop.langkah):
        return extra + ways[1] * reserved * c.CONNECTOR_ROW
    return extra + drawing.total_height + drawing.sheet.closing


def connectors_a_row(drawing: Drawing) -> list[int]:
    """How many off-page connectors fit side by side in each lane."""
    return [max(1, lane.width // c.CONNECTOR_PITCH) for lane in drawing.lanes]


def _connector_rows(drawing: Drawing, links: Links, spans: Sequence[Span]) -> list[tuple[int, int]]:
    """For each page, how many connector rows it needs at its top and at its bottom."""
    page_of = [number for number, (start, end) in enumerate(spans) for _ in range(start, end)]
    targets: dict[tuple[int, bool], set[int]] = defaultdict(set)  # page, at its foot
    for source, target in links:
        here, there = page_of[source], page_of[target]
        if here != there:  # a loop back leaves upwards and arrives from below
            targets[here, here < there].add(target)
            targets[there, there < here].add(target)
    capacity = sum(connectors_a_row(drawing))
    counts = Counter({key: -(-len(ids) // capacity) for key, ids in targets.items()})
    return [(counts[number, False], counts[number, True]) for number in range(len(spans))]


def _page(
    drawing: Drawing, number: int, spans: Sequence[Span], needs: tuple[int, int], above: int
) -> Page:
    start, end = spans[number - 1]
    last = number == len(spans)
    following = drawing.sop.langkah[end] if not last else None
    ends = following is None or following.halaman_baru
    fixed = sum(needs) * c.CONNECTOR_ROW + above
    fixed += drawing.total_height + drawing.sheet.closing if last else 0
    room = page_room(drawing) - fixed - (end - start) * c.BORDER_SLACK
    heights: list[tuple[int, int | None]] = [
        (height, start + index)
        for index, height in enumerate(_filled(drawing, start, end, room, ends))
    ]
    connectors: list[tuple[int, int | None]] = [(c.CONNECTOR_ROW, None)]
    heights = connectors * needs[0] + heights + connectors * needs[1]
    rows, y = [], sum(drawing.heads)
    for height, index in heights:
        rows.append(
            Row(kind="connectors" if index is None else "step", top=y, height=height, step=index)
        )
        y += height
    return Page(number=number, rows=tuple(rows), last=last, above=above)


def _filled(drawing: Drawing, start: int, end: int, room: int, ends: bool) -> list[int]:
    """Row heights that fill ``room``, which only a page does that does not end the sheet.

    On one that does, rows get the white that symbols would like, no more.
    """
    heights = list(drawing.row_heights[start:end])
    slack = max(0, room - sum(heights))
    if ends:
        spacing = drawing.style.spacing
        widths = {lane.lane or "": lane.width for lane in drawing.lanes}
        steps = drawing.sop.langkah[start:end]
        liked = [
            max(height, symbol_height(drawing.sop, step, widths, spacing) + 2 * ROOMY.gap)
            for step, height in zip(steps, heights, strict=True)
        ]
        lack = sum(liked) - sum(heights)
        if lack <= slack:
            return liked
        return [h + (like - h) * slack // lack for h, like in zip(heights, liked, strict=True)]
    share = _stretch(sum(heights), slack) // len(heights)
    return [height + share for height in heights]
