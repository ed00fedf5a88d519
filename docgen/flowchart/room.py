"""More room where a page is too crowded for its arrows: higher rows, then fewer steps a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

from docgen.flowchart import constants as c
from docgen.flowchart.fitting.pages import page_room
from docgen.flowchart.geometry import Drawing, Page, Row
from docgen.flowchart.label import label_faults, label_trouble
from docgen.flowchart.route import page_conflicts, page_trouble

# A row grows by two tracks (one above, one below the symbol) at a time, at most so often.
GROWTH = 2 * c.TRACK
MOST_GROWTH = 4
# With more faults than this all rows of a page grow at once.
FEW = 3
# Each attempt relieves every crowded page; a page halves at most eight times.
ATTEMPTS = 14

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
        relieved = _relieve(drawing, laid_out, crowded, grown)
        if relieved == drawing:
            break
        drawing = relieved
    assert best is not None
    return best[1]


def _relieve(
    drawing: Drawing, laid_out: Drawing, crowded: Sequence[Page], grown: Counter[int]
) -> Drawing:
    """Let the rows in trouble grow, then all of their page; when they have, it is split."""
    wished = list(drawing.wished or (0,) * len(drawing.sop.langkah))
    breaks = set(drawing.breaks)
    # A row must not outgrow its page together with the connectors and the end of the sheet.
    room = page_room(laid_out) - 2 * c.CONNECTOR_ROW - laid_out.total_height
    room -= drawing.sheet.closing
    for page in crowded:
        trouble = page_trouble(page) | label_trouble(page)
        # So many faults are not mended in a few rows.
        everywhere = faults(page) > FEW
        rows = [r for number, r in enumerate(page.rows) if everywhere or number in trouble]
        if not _grow(rows, wished, grown, room) and not _grow(page.rows, wished, grown, room):
            steps = [row.step for row in page.rows if row.step is not None]
            if len(steps) > 1:
                breaks.add(steps[len(steps) // 2])
    return replace(drawing, wished=tuple(wished), breaks=frozenset(breaks))


def _grow(rows: Sequence[Row], wished: list[int], grown: Counter[int], room: int) -> bool:
    """Let rows grow that may; whether any did."""
    found = False
    for row in rows:
        step = row.step
        if step is not None and grown[step] < MOST_GROWTH and row.height + GROWTH <= room:
            grown[step] += 1
            wished[step] = row.height + GROWTH
            found = True
    return found
