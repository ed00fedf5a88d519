"""More room where a page is too crowded for its arrows: higher rows, then fewer steps a page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

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
    """Run ``passes`` until no page is crowded, with more room each time; else the best attempt.

    Few lanes have no room for connectors side by side, and arrows no way around those in several
    rows: where relief costs pages, lanes that take their whole share are tried.
    """
    attempts = _attempts(drawing, passes)
    first = best = next(attempts)
    for laid_out in attempts:
        best = min(best, laid_out, key=_rank)
        if len(laid_out.pages) > len(first.pages):
            break
    if not _rank(best).faults and len(best.pages) == len(first.pages):
        return best
    widened = _attempts(replace(drawing, wide_lanes=True), passes)
    wide = next(widened)
    if wide.columns != first.columns:
        wide = min((wide, *widened), key=_rank)
        # The usual lanes would take as many pages at least: those that they have come to.
        if not _rank(wide).faults and len(wide.pages) <= len(laid_out.pages):
            return wide
    return min((best, *attempts, wide), key=_rank)


class _Rank(NamedTuple):
    """How good an attempt is: less of anything is better, the first fields before the others."""

    faults: int
    cut: int
    pages: int


def _rank(drawing: Drawing) -> _Rank:
    return _Rank(sum(map(faults, drawing.pages)), drawing.cut, len(drawing.pages))


def _attempts(drawing: Drawing, passes: Sequence[LayoutPass]) -> Iterator[Drawing]:
    """The drawing with more room each time, until no page of it is crowded or nothing helps."""
    grown: Counter[int] = Counter()
    for _attempt in range(ATTEMPTS):
        laid_out = drawing
        for layout_pass in passes:
            laid_out = layout_pass(laid_out)
        yield laid_out
        crowded = [page for page in laid_out.pages if faults(page)]
        if not crowded:
            break
        relieved = _relieve(drawing, laid_out, crowded, grown)
        if relieved == drawing:
            break
        drawing = relieved


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
