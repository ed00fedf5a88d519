"""How much of its page the identity sheet takes, told from its XML and the shipped metrics.

The flowchart may begin under it where there is room. LibreOffice is not asked: a layout must not
depend on what is installed. So this knows just what such a sheet is made of (paragraphs, tables,
nested tables, pictures in a line) and says "do not know" of anything set in another face.
"""

from __future__ import annotations

import re
from copy import deepcopy
from itertools import accumulate

from lxml import etree

from docgen.flowchart.geometry import EMU_A_TWIP, Identity, mm
from docgen.flowchart.text import TWIPS_A_POINT, Face
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package
from docgen.render.sop.identity_fit import identity_blocks, set_identity
from docgen.render.sop.looks import SINGLE, Styles

# Faces whose widths ship with docgen.
KNOWN_FACES = {"Arial", "Liberation Sans", "Helvetica"}
# An estimate that is too low would push the flowchart's first table off its page.
SAFETY = 1.025
SAFETY_HEIGHT = mm(3)
BORDER = 10  # twips that a row's line adds
EXTENT = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}extent"


class IdentityHeight:
    """Measures the blocks of one rendered document."""

    def __init__(self, docx: bytes) -> None:
        members = read_package(docx)
        self._body = etree.fromstring(members["word/document.xml"])[0]
        self.styles = Styles(etree.fromstring(members["word/styles.xml"]))
        self._unknown_face = False

    def of(self, marker: re.Pattern[str], width: int, identity: Identity) -> int | None:
        """Height from the top of its page to the block with ``marker`` in it; None: not known.

        ``identity`` says how the sheet is to be set.
        """
        blocks = identity_blocks(deepcopy(self._body), marker)
        set_identity(blocks, identity, self.styles.paragraph, self.styles.run)
        total = sum(self._block(block, width) for block in blocks)
        return None if self._unknown_face else round(total * SAFETY) + SAFETY_HEIGHT

    def _block(self, block: etree._Element, width: int) -> int:
        if block.tag == f"{W}p":
            return self._paragraph(block, width)
        return self._table(block) if block.tag == f"{W}tbl" else 0

    def _paragraph(self, paragraph: etree._Element, width: int) -> int:
        look = self.styles.paragraph(paragraph)
        picture, texts = 0, []
        largest = look
        for run in paragraph.iter(f"{W}r"):
            run_look = self.styles.run(look, run)
            if run_look.size > largest.size or (run_look.bold and not largest.bold):
                largest = run_look
            for part in run.iter(f"{W}t", f"{W}tab", f"{W}br", EXTENT):
                if part.tag == EXTENT:
                    picture = max(picture, int(part.get("cy", "0")) // EMU_A_TWIP)
                elif part.tag == f"{W}t":
                    texts.append(part.text or "")
                else:
                    texts.append("\n" if part.tag == f"{W}br" else " ")
        if look.hidden and not texts:
            return 0
        self._unknown_face |= bool(texts) and largest.face not in KNOWN_FACES
        face = Face("arial-bold" if largest.bold else "arial", largest.size)
        room = max(width - look.left - look.right, mm(5))
        count = len(face.lines("".join(texts), room)) if texts else 1
        single = round(largest.size * TWIPS_A_POINT * 1.15)
        height = {
            "auto": single * look.line // SINGLE,
            "exact": look.line,
            "atLeast": max(single, look.line),
        }[look.rule]
        return look.before + max(count * height, picture) + look.after

    def _table(self, table: etree._Element) -> int:
        grid = [int(col.get(f"{W}w", "0")) for col in table.findall(f"{W}tblGrid/{W}gridCol")]
        edges = list(accumulate(grid, initial=0))
        margins = _margins(table.find(f"{W}tblPr/{W}tblCellMar"), {})
        heights: list[int] = []
        merged: dict[int, tuple[int, int]] = {}  # column -> first row, height of the content
        for row in table.findall(f"{W}tr"):
            column, height = 0, 0
            for cell in row.findall(f"{W}tc"):
                span = cell.find(f"{W}tcPr/{W}gridSpan")
                end = min(
                    column + (int(span.get(f"{W}val", "1")) if span is not None else 1), len(grid)
                )
                content = self._cell(cell, edges[end] - edges[column], margins)
                merge = cell.find(f"{W}tcPr/{W}vMerge")
                if merge is None:
                    height = max(height, content)
                elif merge.get(f"{W}val") == "restart":
                    merged[column] = (len(heights), content)
                column = end
            heights.append(_row_height(row, height) + BORDER)
        # A merged cell that needs more than its rows stretches them; the rows below stay.
        return sum(heights) + max((_lack(heights, *cell) for cell in merged.values()), default=0)

    def _cell(self, cell: etree._Element, width: int, margins: dict[str, int]) -> int:
        own = _margins(cell.find(f"{W}tcPr/{W}tcMar"), margins)
        room = width - own.get("left", 0) - own.get("right", 0)
        content = sum(self._block(block, room) for block in cell)
        return content + own.get("top", 0) + own.get("bottom", 0)


def _lack(heights: list[int], start: int, need: int) -> int:
    return max(0, need - sum(heights[start:]))


def _row_height(row: etree._Element, content: int) -> int:
    stated = row.find(f"{W}trPr/{W}trHeight")
    if stated is None:
        return content
    height = int(stated.get(f"{W}val", "0"))
    return height if stated.get(f"{W}hRule") == "exact" else max(height, content)


def _margins(element: etree._Element | None, inherited: dict[str, int]) -> dict[str, int]:
    own = (
        {}
        if element is None
        else {etree.QName(side).localname: int(side.get(f"{W}w", "0")) for side in element}
    )
    return {**inherited, **own}
