"""Cells that reach over the rows of several steps (``gabung``), page by page."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from docgen.flowchart.geometry import Column, Drawing, Page
from docgen.model.sop import CELLS, Sop


class Span(NamedTuple):
    """A cell of a text column: its first step and its last, by their numbers, and its text."""

    first: int
    last: int
    text: str


def spans(sop: Sop, key: str, starts: Collection[int] = ()) -> tuple[Span, ...]:
    """The cells of a column, from the top down; together they hold every step once.

    A cell ends before a step that begins a page (``starts``) and says its text there again.
    """
    last_of = dict(sop.shared(key))
    found: list[Span] = []
    number = 0
    while number < len(sop.langkah):
        last, text = last_of.get(number, number), getattr(sop.langkah[number], key) or ""
        cuts = [start for start in sorted(starts) if number < start <= last]
        for first, end in zip([number, *cuts], [*cuts, last + 1], strict=True):
            found.append(Span(first, end - 1, text))
        number = last + 1
    return tuple(found)


def cells_of(drawing: Drawing, page: Page, column: Column) -> dict[int, Span]:
    """The cells of a text column on a page by their first steps; of other columns, none."""
    if column.key not in CELLS:
        return {}
    steps = page.steps
    cells = spans(drawing.sop, column.key, page_starts(drawing))
    return {cell.first: cell for cell in cells if steps[0] <= cell.first <= steps[-1]}


def forced_starts(sop: Sop, breaks: Collection[int]) -> frozenset[int]:
    """The steps that begin a page whatever else: by the spec, or to get more room."""
    stated = {number for number, step in enumerate(sop.langkah) if number and step.halaman_baru}
    return frozenset(stated).union(breaks)


def page_starts(drawing: Drawing) -> frozenset[int]:
    """The steps that begin the pages of a drawing, but the first."""
    return frozenset(page.steps[0] for page in drawing.pages[1:])


def held_together(sop: Sop, keys: Collection[str], starts: Collection[int]) -> frozenset[int]:
    """The steps that cannot begin a page, since a cell reaches over them from the step above."""
    return frozenset(
        number
        for key in keys
        for first, last in sop.shared(key)
        for number in range(first + 1, last + 1)
    ).difference(starts)
