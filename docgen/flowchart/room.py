"""More room where a page is too crowded for its arrows: higher rows, then fewer steps a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Drawing, Page
from docgen.flowchart.label import label_faults
from docgen.flowchart.paginate import page_room
from docgen.flowchart.route import page_conflicts

# A row grows by two tracks (one above, one below the symbol) at a time, at most so often.
GROWTH = 2 * c.TRACK
MOST_GROWTH = 3
# Each attempt relieves every crowded page; a page halves at most eight times.
ATTEMPTS = 12

LayoutPass = Callable[[Drawing], Drawing]


def faults(page: Page) -> int:
    """Conflicts of lines and collisions of labels on a page."""
    return page_conflicts(page) + label_faults(page)


def with_room(drawing: Drawing, passes: Sequence[LayoutPass]) -> Drawing:
    """Run ``passes`` until no page is crowded, with more room each time; else the best attempt."""
    grown: Counter[int] = Counter()
    best: tuple[int, Drawing] | None = None
    for _attempt in range(ATTEMPTS):
        laid_out = drawing
        for layout_pass in passes:
            laid_out = layout_pass(laid_out)
        crowded = [page for page in laid_out.pages if faults(page)]
        total = sum(map(faults, crowded))
        if best is None or total < best[0]:
            best = (total, laid_out)
        if not crowded:
            break
        relieved = _relieve(drawing, crowded, grown)
        if relieved == drawing:
            break
        drawing = relieved
    assert best is not None
    return best[1]


def _relieve(drawing: Drawing, crowded: Sequence[Page], grown: Counter[int]) -> Drawing:
    """Let the rows of crowded pages grow; pages whose rows have grown enough are split."""
    heights = list(drawing.row_heights)
    breaks = set(drawing.breaks)
    # A row must not outgrow its page together with the connectors and the end of the sheet.
    room = page_room(drawing) - 2 * c.CONNECTOR_ROW - drawing.total_height - drawing.sheet.closing
    for page in crowded:
        steps = [row.step for row in page.rows if row.step is not None]
        if len(steps) > 1 and all(grown[step] >= MOST_GROWTH for step in steps):
            breaks.add(steps[len(steps) // 2])
            continue
        for step in steps:
            if grown[step] < MOST_GROWTH and heights[step] + GROWTH <= room:
                grown[step] += 1
                heights[step] += GROWTH
    return replace(drawing, row_heights=tuple(heights), breaks=frozenset(breaks))
