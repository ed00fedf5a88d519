"""The identity sheet set smaller, and its halves as wide as their texts ask for.

It works on a template and on a rendered document alike: on the blocks of the page on which the
flowchart's place is. So what was measured is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from lxml import etree

from docgen.flowchart.geometry import EVEN, Identity
from docgen.ooxml.names import W
from docgen.render.sop.looks import Look

# What the schema wants after the element that is set (ECMA-376 part 1, 17.3.1.26 and 17.3.2.28).
AFTER_SPACING = (
    "ind", "contextualSpacing", "mirrorIndents", "suppressOverlap", "jc", "textDirection",
    "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr",
    "pPrChange",
)  # fmt: skip
AFTER_MARK = ("sectPr", "pPrChange")
AFTER_SIZE = (
    "highlight", "u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang",
    "eastAsianLayout", "specVanish", "oMath", "rPrChange",
)  # fmt: skip
# A table whose first column is about half is the sheet's grid.
HALF = (0.4, 0.6)


def identity_blocks(body: etree._Element, marker: re.Pattern[str]) -> list[etree._Element]:
    """The blocks from the top of their page to the one with ``marker`` in its text."""
    blocks: list[etree._Element] = []
    for block in body:
        if marker.search("".join(str(text) for text in block.itertext())):
            return blocks
        if block.find(f"{W}pPr/{W}pageBreakBefore") is not None:
            blocks = []
        blocks.append(block)
    return []


def set_identity(
    blocks: list[etree._Element],
    identity: Identity,
    look_of: Callable[[etree._Element], Look],
    run_look_of: Callable[[Look, etree._Element], Look],
) -> None:
    """Change ``blocks`` as ``identity`` says; ``look_of`` tells how a paragraph is set so far."""
    for block in blocks:
        if block.tag == f"{W}tbl" and identity.left != EVEN:
            _share(block, identity.left)
        if identity.scale != 1:
            for paragraph in block.iter(f"{W}p"):
                _shrink(paragraph, identity.scale, look_of(paragraph), run_look_of)


def _shrink(
    paragraph: etree._Element,
    scale: float,
    look: Look,
    run_look_of: Callable[[Look, etree._Element], Look],
) -> None:
    for run in paragraph.iter(f"{W}r"):
        _set_size(_first(run, "rPr"), run_look_of(look, run).size * scale)
    properties = _first(paragraph, "pPr")
    spacing = {"before": round(look.before * scale), "after": round(look.after * scale)}
    if look.rule != "auto":
        spacing |= {"line": round(look.line * scale)}
    _set(properties, "spacing", AFTER_SPACING, **spacing)
    # The mark at the paragraph's end has a size too, and keeps lines as high as that.
    _set_size(_set(properties, "rPr", AFTER_MARK), look.size * scale)


def _set_size(properties: etree._Element, size: float) -> None:
    for name in ("sz", "szCs"):
        _set(properties, name, AFTER_SIZE, val=round(size * 2))


def _share(table: etree._Element, left: float) -> None:
    """Give the first column of a table of two halves its share; the last one has the rest."""
    columns = table.findall(f"{W}tblGrid/{W}gridCol")
    widths = [int(column.get(f"{W}w", "0")) for column in columns]
    whole = sum(widths)
    if len(widths) < 2 or not HALF[0] < widths[0] / whole < HALF[1]:
        return
    change = round(whole * left) - widths[0]
    if widths[-1] <= change:
        return
    widths[0], widths[-1] = widths[0] + change, widths[-1] - change
    for column, width in zip(columns, widths, strict=True):
        column.set(f"{W}w", str(width))
    for cell, start, end in _cells(table, len(widths)):
        stated = cell.find(f"{W}tcPr/{W}tcW")
        if stated is not None and stated.get(f"{W}type", "dxa") == "dxa":
            stated.set(f"{W}w", str(sum(widths[start:end])))


def _cells(table: etree._Element, count: int) -> Iterator[tuple[etree._Element, int, int]]:
    """The cells with the columns that they reach over."""
    for row in table.findall(f"{W}tr"):
        column = 0
        for cell in row.findall(f"{W}tc"):
            span = cell.find(f"{W}tcPr/{W}gridSpan")
            end = column + (int(span.get(f"{W}val", "1")) if span is not None else 1)
            yield cell, column, min(end, count)
            column = end


def _first(parent: etree._Element, name: str) -> etree._Element:
    found = parent.find(f"{W}{name}")
    if found is None:
        found = etree.Element(f"{W}{name}")
        parent.insert(0, found)
    return found


def _set(
    parent: etree._Element, name: str, followed_by: tuple[str, ...], **values: int
) -> etree._Element:
    """The child of that name, made where it is not there yet, with these attributes."""
    element = parent.find(f"{W}{name}")
    if element is None:
        element = etree.Element(f"{W}{name}")
        followers = [child for child in parent if etree.QName(child).localname in followed_by]
        parent.insert(parent.index(followers[0]) if followers else len(parent), element)
    for key, value in values.items():
        element.set(f"{W}{key}", str(value))
    return element
