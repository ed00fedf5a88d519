"""The sheet of a SOP with tracked changes: accepted it is the new version, rejected the old one.

Both sheets are laid out by the same program from specs that are known, so nothing is guessed: a
row is one of a step, and stands once where both versions have that step on the same page. Symbols
and lines that only one version has stand in marked runs and are coloured; within them is no mark.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator
from copy import deepcopy

from docgen.flowchart.geometry import Drawing, Page
from docgen.ooxml.tracked import DELETED, INSERTED, Marks, Merger, show_marks
from docgen.render.changes.sheets import (
    Element,
    Parts,
    Version,
    body_of,
    packed,
    parts_of,
    pictures_of,
    tint,
    without_pictures,
)


def redline(old: Version, new: Version, author: str) -> bytes:
    """The .docx; ``old`` must call its steps and lanes as ``new`` does (``changes.aligned``)."""
    before, root = body_of(old.docx), body_of(new.docx)
    pictures, others = pictures_of(old.docx), pictures_of(new.docx)
    without_pictures(before, [key for key, data in pictures.items() if others.get(key) == data])
    merger = Merger(Marks(author, tint))
    was, now = parts_of(before), parts_of(root)
    blocks = merger.blocks(was.before, now.before)
    if _columns(old.drawing) == _columns(new.drawing):
        blocks += _page_by_page(merger, (was, old.drawing), (now, new.drawing))
    else:
        blocks += _replaced(merger.marks, was, now)
    blocks += merger.blocks(was.after, now.after)
    body = root[0]
    for block in list(body):
        body.remove(block)
    body.extend(blocks)
    return packed(new.docx, root)


def with_looks(redlined: bytes) -> bytes:
    """The same document with looks in the place of marks, for its PDF."""
    root = body_of(redlined)
    show_marks(root)
    return packed(redlined, root)


def _columns(drawing: Drawing) -> list[str]:
    return [column.key if column.lane is None else column.lane for column in drawing.columns]


def _page_by_page(
    merger: Merger, old: tuple[Parts, Drawing], new: tuple[Parts, Drawing]
) -> Iterator[Element]:
    """A table for each page: rows of steps that both versions have there stand in it once."""
    (was, before), (now, after) = old, new
    for number in range(max(len(was.pages), len(now.pages))):
        if number >= len(now.pages):
            yield from _whole(merger.marks, was.pages[number], DELETED)
        elif number >= len(was.pages):
            yield from _whole(merger.marks, now.pages[number], INSERTED)
        else:
            names = _row_names(before, number), _row_names(after, number)
            yield deepcopy(now.pages[number][0])
            yield merger.table(was.pages[number][1], now.pages[number][1], *names)


def _replaced(marks: Marks, was: Parts, now: Parts) -> Iterator[Element]:
    """Other lanes: the old table of each page goes, the new one comes after it."""
    for number in range(max(len(was.pages), len(now.pages))):
        if number < len(was.pages):
            yield from _whole(marks, was.pages[number], DELETED)
        if number < len(now.pages):
            yield from _whole(marks, now.pages[number], INSERTED)


def _whole(marks: Marks, page: tuple[Element, Element], kind: str) -> Iterator[Element]:
    for block in page:
        yield marks.block(deepcopy(block), DELETED if kind == DELETED else INSERTED)


def _row_names(drawing: Drawing, number: int) -> list[Hashable]:
    """What the rows of a page's table are about, from the top."""
    page = drawing.pages[number]
    heads: list[Hashable] = [("head", n) for n in range(len(drawing.heads))]
    rows = [_row_name(drawing, page, n) for n in range(len(page.rows))]
    has_total = page.last and drawing.sop.total_text() is not None
    return [*heads, *rows, *([("total",)] if has_total else [])]


def _row_name(drawing: Drawing, page: Page, number: int) -> Hashable:
    row = page.rows[number]
    if row.step is None:
        return ("connectors", number == 0)
    return ("step", drawing.sop.langkah[row.step].id)
