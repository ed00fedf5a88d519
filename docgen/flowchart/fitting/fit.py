"""Pass *fit*: columns, rows, size of the text and pages, chosen together.

Ranked: fewest pages, none ending early, larger text, roomier rows, wider lanes.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from typing import NamedTuple

from docgen.flowchart.cells.shared import forced_starts
from docgen.flowchart.fitting.columns import (
    Lanes,
    lane_choices,
    least_heads,
    least_heights,
    measured,
    text_columns,
)
from docgen.flowchart.fitting.pages import (
    Breaker,
    Breaks,
    is_worth_it,
    links_of,
    may_fit,
    with_pages,
)
from docgen.flowchart.fitting.widths import TextColumns
from docgen.flowchart.geometry import ROOMY, Drawing, Identity, Sheet, Spacing, Style, mm

# Rows, the roomiest first: an arrow and two tracks over and under each symbol; the arrow and one
# track, with which rows are 14 mm high, as in real sheets on average; and lower symbols, where that
# saves a page. A diamond is higher, for the same presence.
SPACINGS = (
    ROOMY,
    Spacing(gap=mm(4.2), symbol=mm(7), decision=mm(9)),
    Spacing(gap=mm(3.5), symbol=mm(7), decision=mm(9)),
    Spacing(gap=mm(3), symbol=mm(5.5), decision=mm(7.5)),
)


class Rank(NamedTuple):
    """How good a choice is: less of anything is better, the first fields before the others."""

    over: int  # pages that are too small for a row
    cut: int  # twips that columns lack for their longest words
    pages: int  # besides that of the identity sheet
    under: bool  # the flowchart begins under the identity sheet
    faults: int  # pages that end early


class Plan(NamedTuple):
    """A choice and what comes of it."""

    rank: Rank
    drawing: Drawing
    breaks: Breaks
    identity: Identity | None  # under which the flowchart begins

    @property
    def height(self) -> int:
        """Of all rows."""
        return sum(self.drawing.row_heights)


def fit(drawing: Drawing) -> Drawing:
    """The best drawing with columns, rows and pages; symbols come later."""
    chooser = _Chooser(drawing)
    sizes = drawing.sheet.texts
    goal = chooser.best_rank(sizes[-1])
    # Larger text never takes less room: the largest that reaches the goal is found by halving.
    size = sizes[bisect_left(sizes, True, key=lambda size: chooser.reaches(size, goal))]
    for spacing in SPACINGS:
        style = Style(size, spacing)
        lanes = lane_choices(drawing, style)
        # Lanes that are narrower than their symbols would like are the last resort.
        for alike in (lanes[:2], *([each] for each in lanes[2:])):
            if reached := list(chooser.reaching(goal, style, alike)):
                return _done(min(reached, key=lambda plan: plan.height))
    raise AssertionError("the goal was reached before")


def _done(plan: Plan) -> Drawing:
    identity = plan.identity or _alone(plan.drawing.sheet)
    above = plan.identity.height if plan.identity else 0
    return with_pages(
        replace(plan.drawing, identity=identity), links_of(plan.drawing.sop), plan.breaks, above
    )


def _alone(sheet: Sheet) -> Identity | None:
    """How an identity sheet is set that has pages for itself: as large as the fewest let it be."""
    return min(sheet.identities, key=lambda way: -(-way.height // sheet.text_height), default=None)


class _Chooser:
    """What each choice comes to."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing, self._links = drawing, links_of(drawing.sop)
        starts = forced_starts(drawing.sop, drawing.breaks)
        self._texts = cache(
            lambda size: TextColumns(drawing.sop, text_columns(drawing.sop), Style(size), starts)
        )
        self._least_heights = cache(lambda *choice: least_heights(drawing, *choice))
        self._known: dict[tuple[Style, Lanes], Plan] = {}

    def best_rank(self, size: float) -> Rank:
        """The best that can be had with text of that size."""
        best: Rank | None = None
        for style, lanes in self._tight(size):
            if best is None or not self._is_hopeless(best, style, lanes):
                rank = self.planned(style, lanes).rank
                best = min(best or rank, rank)
        assert best is not None
        return best

    def reaches(self, size: float, goal: Rank) -> bool:
        """Whether text of that size is as good as ``goal`` with some widths of the lanes."""
        return any(any(self.reaching(goal, style, [lanes])) for style, lanes in self._tight(size))

    def reaching(self, goal: Rank, style: Style, choices: Sequence[Lanes]) -> Iterator[Plan]:
        """The plans with these widths of the lanes that are as good as ``goal``."""
        for lanes in choices:
            if not self._is_hopeless(goal, style, lanes):
                plan = self.planned(style, lanes)
                if plan.rank <= goal:
                    yield plan

    def planned(self, style: Style, lanes: Lanes) -> Plan:
        """What comes of a choice."""
        found = self._known.get((style, lanes))
        if found is None:
            found = self._known[style, lanes] = self._planned(style, lanes)
        return found

    def _tight(self, size: float) -> Iterator[tuple[Style, Lanes]]:
        """Choices with rows as low as can be, widths of the lanes that are likely best first."""
        style = Style(size, SPACINGS[-1])
        lanes = lane_choices(self._drawing, style)
        return ((style, each) for each in (*lanes[1:], lanes[0]))

    def _is_hopeless(self, goal: Rank, style: Style, lanes: Lanes) -> bool:
        """Whether a plan that is known shows that these need more pages than the goal.

        Its text is no larger, its lanes and the least heights of its rows are no greater, and its
        rows are too high all the same, under the heads of these.
        """
        if goal.over or goal.cut or (style, lanes) in self._known:
            return False
        least = self._least_heights(style, lanes)
        telling = [
            plan.drawing
            for (known, tried), plan in self._known.items()
            if plan.rank.pages > goal.pages
            and known.size <= style.size
            and _none_greater(tried, lanes)
            and _none_greater(self._least_heights(known, tried), least)
        ]
        heads = least_heads(self._drawing, style, lanes) if telling else ()
        return any(
            Breaker(replace(each, heads=heads), self._links).least_pages() > goal.pages
            for each in telling
        )

    def _planned(self, style: Style, lanes: Lanes) -> Plan:
        found = measured(self._drawing, style, lanes, self._texts(style.size))
        breaker = Breaker(found, self._links)
        apart = breaker.best()
        breaks, identity = next(self._under_identity(found, breaker, apart), (apart, None))
        is_under = identity is not None
        rank = Rank(breaks.over, found.cut, breaks.pages - is_under, is_under, breaks.faults)
        return Plan(rank, found, breaks, identity)

    def _under_identity(
        self, found: Drawing, breaker: Breaker, breaks: Breaks
    ) -> Iterator[tuple[Breaks, Identity]]:
        """The ways to begin under the identity sheet that save a page of ``breaks``, best first."""
        ways = found.sheet.identities
        lowest = min(ways, key=lambda way: way.height, default=None)
        # Where the lowest does not save a page, none does.
        for choice in ways if lowest and _saving(found, breaker, breaks, lowest) else ():
            under = _saving(found, breaker, breaks, choice)
            if under:
                yield under, choice


def _none_greater(these: Sequence[int], those: Sequence[int]) -> bool:
    return all(this <= that for this, that in zip(these, those, strict=True))


def _saving(found: Drawing, breaker: Breaker, breaks: Breaks, choice: Identity) -> Breaks | None:
    if not breaks.over and not may_fit(found, breaks.pages, choice.height):
        return None
    under = breaker.best(choice.height)
    saves = (under.over, under.pages) <= (breaks.over, breaks.pages)
    return under if saves and is_worth_it(found, under, choice.height) else None
