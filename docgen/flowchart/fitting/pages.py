"""Steps to pages: where each page ends, and rows placed one under the other, none split.

Where a page ends, a row for off-page connectors closes it and another opens the next page. All
ways to break are compared: fewest pages, then the fullest ones.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
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
_Tail = tuple[int, int, int, int, int]  # as in Breaks, and where its first page ends
_END: _Tail = (0, 0, 0, 0, 0)


class Breaks(NamedTuple):
    """Where pages end. Compared field by field: what comes first is the better."""

    over: int  # pages with a row that is too high for them
    pages: int
    faults: int  # pages that end too early, and a last one with a single step
    white: int  # squares of the white at the foot of pages
    spans: tuple[Span, ...]


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


class Breaker:
    """All ways to break a sheet compared, by dynamic programming over the first step of each page.

    What is best from a step on holds whatever stands before, so that heights of an identity sheet
    above the first page can be tried one after the other. Needs the row heights.
    """

    def __init__(self, drawing: Drawing, links: Links) -> None:
        self._drawing, self._links = drawing, links
        self._nearest, self._farthest = _reach(len(drawing.row_heights), links)
        self._forced = forced_starts(drawing.sop, drawing.breaks)
        self._inner = held_together(drawing.sop, text_columns(drawing.sop), self._forced)
        self._white_free = self._forced | {len(drawing.row_heights)}
        self._tails: dict[int, list[_Tail]] = {}

    def best(self, above: int = 0) -> Breaks:
        """The best way to break; ``above`` is taken on the first page."""
        reserved = 1
        while True:
            found = self._best(above, reserved)
            needs = _connector_rows(self._drawing, self._links, found.spans)
            most = max((max(need) for need in needs), default=0)
            if most <= reserved:
                return found
            reserved = most

    def least_pages(self) -> int:
        """How many pages rows need besides the identity sheet, with few connectors."""
        lowest = min((way.height for way in self._drawing.sheet.identities), default=None)
        apart = self._best(0, 1).pages
        return apart if lowest is None else min(apart, self._best(lowest, 1).pages - 1)

    def _best(self, above: int, reserved: int) -> Breaks:
        """The same with ``reserved`` rows for connectors wherever a flow leaves or enters."""
        tails = self._tails.get(reserved)
        if tails is None:
            tails = self._tails[reserved] = self._from_each(reserved)
        first = self._page(0, tails, above, reserved)
        spans: list[Span] = [(0, first[-1])]
        while (start := spans[-1][1]) < len(tails) - 1:
            spans.append((start, tails[start][-1]))
        return Breaks(*first[:4], tuple(spans))

    def _from_each(self, reserved: int) -> list[_Tail]:
        """What is best from each step on that may begin a page, besides the first."""
        count = len(self._drawing.row_heights)
        tails = [_END] * (count + 1)
        for start in range(count - 1, 0, -1):
            if start not in self._inner:
                tails[start] = self._page(start, tails, 0, reserved)
        return tails

    def _page(self, start: int, tails: Sequence[_Tail], above: int, reserved: int) -> _Tail:
        """The best page that begins with a step, with what follows it."""
        drawing = self._drawing
        heights, nearest, farthest = drawing.row_heights, self._nearest, self._farthest
        count, room = len(heights), page_room(drawing) - above
        connectors = reserved * c.CONNECTOR_ROW
        tail = drawing.total_height + drawing.sheet.closing
        found: _Tail | None = None
        used, near, far = 0, start, -1
        for end in range(start + 1, count + 1):
            used += heights[end - 1] + c.BORDER_SLACK
            if used > room and found:
                break
            near, far = min(near, nearest[end - 1]), max(far, farthest[end - 1])
            if end in self._inner:
                continue
            taken = used + (connectors if near < start else 0)
            taken += tail if end == count else connectors if far >= end else 0
            over, pages, faults, white, _ = tails[end]
            if end not in self._white_free:
                slack = max(0, room - taken)
                white += slack * slack
                if taken < FULL * room:
                    faults += taken + _stretch(used, slack) < FULL * room
            elif end == count and start == end - 1 and start and start not in self._forced:
                faults += 1  # a single step on the last page
            option = (over + (taken > room), pages + 1, faults, white, end)
            if found is None or option < found:
                found = option
            if end in self._forced:
                break
        assert found is not None
        return found


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
