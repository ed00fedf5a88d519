"""The marks themselves: around runs, at a paragraph's end, on a table's row."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from docgen.ooxml.names import W

Kind = Literal["ins", "del"]
INSERTED: Kind = "ins"
DELETED: Kind = "del"
# Text that is deleted has names of its own (17.3.3.7, 17.16.13).
_DELETED_NAMES = {f"{W}t": f"{W}delText", f"{W}instrText": f"{W}delInstrText"}
# What holds runs besides a paragraph: links, controls, simple fields.
_HOLDERS = frozenset(
    {f"{W}hyperlink", f"{W}smartTag", f"{W}sdt", f"{W}sdtContent", f"{W}fldSimple"}
)

# Told of every drawing that only one version has, before it is marked.
Tint = Callable[[etree._Element, Kind], None]


def no_tint(_drawing: etree._Element, _kind: Kind) -> None:
    """Leave drawings as they are."""


@dataclass(slots=True)
class Marks:
    """Makes marks of one author, each with a number of its own (``w:id``).

    They have no date: the same two documents make the same bytes.
    """

    author: str
    tint: Tint = no_tint
    number: int = 0

    def mark(self, kind: Kind) -> etree._Element:
        """An empty ``w:ins`` or ``w:del``."""
        self.number += 1
        mark = etree.Element(f"{W}{kind}")
        mark.set(f"{W}id", str(self.number))
        mark.set(f"{W}author", self.author)
        return mark

    def around(self, run: etree._Element, kind: Kind) -> etree._Element:
        """A run within its mark; what stands in its drawings is left alone."""
        if is_drawing(run):
            self.tint(run, kind)
        if kind == DELETED:
            for part in run:
                part.tag = _DELETED_NAMES.get(part.tag, part.tag)
        mark = self.mark(kind)
        mark.append(run)
        return mark

    def block(self, block: etree._Element, kind: Kind) -> etree._Element:
        """A paragraph or a table that only one version has."""
        if block.tag == f"{W}tbl":
            for row in block.iter(f"{W}tr"):
                self.row(row, kind)
        elif block.tag == f"{W}p":
            self.runs(block, kind)
            self.paragraph_end(block, kind)
        return block

    def row(self, row: etree._Element, kind: Kind) -> etree._Element:
        """A row that only one version has, and all words in it."""
        properties = row.find(f"{W}trPr")
        if properties is None:
            properties = etree.Element(f"{W}trPr")
            before = row.find(f"{W}tblPrEx")
            row.insert(0 if before is None else 1, properties)
        properties.append(self.mark(kind))  # last but for trPrChange (17.4.82)
        for paragraph in paragraphs_of(row):
            self.runs(paragraph, kind)
        return row

    def paragraph_end(self, paragraph: etree._Element, kind: Kind) -> None:
        """Mark the end of a paragraph: without it, what follows joins its text."""
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        run = properties.find(f"{W}rPr")
        if run is None:
            run = etree.Element(f"{W}rPr")
            after = (f"{W}sectPr", f"{W}pPrChange")
            at = next((n for n, each in enumerate(properties) if each.tag in after), None)
            properties.insert(len(properties) if at is None else at, run)
        run.insert(0, self.mark(kind))

    def runs(self, holder: etree._Element, kind: Kind) -> None:
        """Mark all runs of a paragraph."""
        for child in list(holder):
            if child.tag == f"{W}r":
                at = holder.index(child)
                holder.insert(at, self.around(child, kind))
            elif child.tag in _HOLDERS:
                self.runs(child, kind)


def paragraphs_of(element: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs under an element, but for those within its drawings."""
    for child in element:
        if child.tag == f"{W}p":
            yield child
        elif child.tag != f"{W}r":
            yield from paragraphs_of(child)


def is_drawing(run: etree._Element) -> bool:
    """Whether a run holds a drawing, and so no words of its own."""
    return next(run.iter(f"{W}drawing", f"{W}pict"), None) is not None
