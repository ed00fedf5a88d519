"""Paragraphs, rows and tables of two documents as one sequence with marks."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from lxml import etree

from docgen.model.alignment import Pair, likeness, paired
from docgen.ooxml.names import W
from docgen.ooxml.tracked.marks import DELETED, INSERTED, Kind, Marks
from docgen.ooxml.tracked.words import merged_paragraph

# Paragraphs of other words at one place are one that was reworded; see alignment.ALONE.
UNLIKE = 0.95
# Names the rows of a table, so that those of one name become one row.
RowNames = Callable[[etree._Element], Sequence[Hashable]]


def by_words(table: etree._Element) -> Sequence[Hashable]:
    """Rows by their place and number of cells; for tables that nobody knows more of."""
    return [(len(row.findall(f"{W}tc")),) for row in table.findall(f"{W}tr")]


@dataclass(slots=True)
class Merger:
    """Puts an old and a new version together; neither is changed."""

    marks: Marks

    def blocks(
        self, old: Sequence[etree._Element], new: Sequence[etree._Element]
    ) -> list[etree._Element]:
        """The blocks of a body or a cell. A cell's last paragraph stays its last."""
        pairs = paired(len(old), len(new), lambda i, j: _cost(old[i], new[j]))
        found: list[tuple[etree._Element, Kind | None]] = []
        for i, j in _in_order(len(old), len(new), pairs):
            if j is None:
                found.append((deepcopy(old[i or 0]), DELETED))
            elif i is None:
                found.append((deepcopy(new[j]), INSERTED))
            else:
                found.append((self._both(old[i], new[j]), None))
        return self._marked(found)

    def _both(self, old: etree._Element, new: etree._Element) -> etree._Element:
        if new.tag == f"{W}p":
            return merged_paragraph(old, new, self.marks)
        if new.tag == f"{W}tbl":
            return self.table(old, new, by_words(old), by_words(new))
        return deepcopy(new)

    def _marked(self, found: list[tuple[etree._Element, Kind | None]]) -> list[etree._Element]:
        """The blocks with their marks.

        What is left of the last paragraph of a cell when it goes is the end of the one before it:
        so that end is marked in its stead (17.13.5.15).
        """
        blocks = [block for block, _kind in found]
        tail = len(found)
        while tail and found[tail - 1][1] is not None and blocks[tail - 1].tag == f"{W}p":
            tail -= 1
        joined = 0 < tail < len(found) and blocks[tail - 1].tag == f"{W}p"
        for number, (block, kind) in enumerate(found):
            if kind is not None:
                self.marks.block(block, kind)
            if joined and number >= tail:
                _without_end_mark(block)
        if joined:
            for block, (_each, kind) in zip(blocks[tail - 1 :], found[tail:], strict=False):
                if kind is not None:
                    self.marks.paragraph_end(block, kind)
        return blocks

    def table(
        self,
        old: etree._Element,
        new: etree._Element,
        old_names: Sequence[Hashable],
        new_names: Sequence[Hashable],
    ) -> etree._Element:
        """A table of the columns of the new one; rows of one name are one row."""
        result = deepcopy(new)
        for row in result.findall(f"{W}tr"):
            result.remove(row)
        before, after = old.findall(f"{W}tr"), new.findall(f"{W}tr")

        def cost(i: int, j: int) -> float | None:
            if old_names[i] != new_names[j] or not _same_cells(before[i], after[j]):
                return None
            alike = likeness(_text(before[i]), _text(after[j]))
            return 0.5 * (1 - alike)

        for i, j in _in_order(len(before), len(after), paired(len(before), len(after), cost)):
            if j is None:
                result.append(self.marks.row(deepcopy(before[i or 0]), DELETED))
            elif i is None:
                result.append(self.marks.row(deepcopy(after[j]), INSERTED))
            else:
                result.append(self._row(before[i], after[j]))
        return result

    def _row(self, old: etree._Element, new: etree._Element) -> etree._Element:
        result = deepcopy(new)
        marked = self.marks.number
        cells = zip(old.findall(f"{W}tc"), new.findall(f"{W}tc"), result.findall(f"{W}tc"),
                    strict=True)  # fmt: skip
        for before, after, cell in cells:
            for block in _content(cell):
                cell.remove(block)
            cell.extend(self.blocks(_content(before), _content(after)))
        height = result.find(f"{W}trPr/{W}trHeight")
        if height is not None and self.marks.number > marked:
            height.set(f"{W}hRule", "atLeast")  # the words of both versions need more room
        return result


def same_columns(old: etree._Element, new: etree._Element) -> bool:
    """Whether two tables have as many columns, so that their rows can stand in one."""
    counts = [len(table.findall(f"{W}tblGrid/{W}gridCol")) for table in (old, new)]
    return counts[0] == counts[1]


def _in_order(old: int, new: int, pairs: Sequence[Pair]) -> list[tuple[int | None, int | None]]:
    """Old and new indices as one sequence; what is gone stands before what took its place."""
    found: list[tuple[int | None, int | None]] = []
    i = j = 0
    for left, right in (*pairs, (old, new)):
        found += [(n, None) for n in range(i, left)]
        found += [(None, n) for n in range(j, right)]
        if (left, right) != (old, new):
            found.append((left, right))
        i, j = left + 1, right + 1
    return found


def _cost(old: etree._Element, new: etree._Element) -> float | None:
    if old.tag != new.tag:
        return None
    if old.tag == f"{W}tbl":
        return 0.5 if same_columns(old, new) else None
    if old.tag != f"{W}p":
        return 0.0
    texts = _text(old), _text(new)
    if texts[0] == texts[1]:
        return 0.0
    alike = likeness(*texts)
    return 0.5 + 0.4 * (1 - alike) if alike else UNLIKE


def _text(element: etree._Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def _content(cell: etree._Element) -> list[etree._Element]:
    return [block for block in cell if block.tag != f"{W}tcPr"]


def _same_cells(old: etree._Element, new: etree._Element) -> bool:
    return [_shape(cell) for cell in old.findall(f"{W}tc")] == [
        _shape(cell) for cell in new.findall(f"{W}tc")
    ]


def _shape(cell: etree._Element) -> tuple[str, str]:
    span, merge = cell.find(f"{W}tcPr/{W}gridSpan"), cell.find(f"{W}tcPr/{W}vMerge")
    return (
        span.get(f"{W}val", "1") if span is not None else "1",
        merge.get(f"{W}val", "continue") if merge is not None else "",
    )


def _without_end_mark(paragraph: etree._Element) -> None:
    run = paragraph.find(f"{W}pPr/{W}rPr")
    if run is not None and len(run) and run[0].tag in (f"{W}ins", f"{W}del"):
        run.remove(run[0])
