"""WordprocessingML tables with fixed column widths and exact row heights.

Specimen (ECMA-376 part 1, 17.4)::

    <w:tbl><w:tblPr><w:tblW w:w="…" w:type="dxa"/><w:tblBorders>…</w:tblBorders>
      <w:tblLayout w:type="fixed"/>…</w:tblPr>
      <w:tblGrid><w:gridCol w:w="510"/>…</w:tblGrid>
      <w:tr><w:trPr><w:cantSplit/><w:trHeight w:val="964" w:hRule="exact"/></w:trPr>
        <w:tc><w:tcPr><w:tcW …/><w:gridSpan …/><w:vMerge …/><w:tcMar>…</w:tcMar>
              <w:vAlign w:val="center"/></w:tcPr> <w:p>…</w:p> </w:tc> …

LibreOffice takes widths from ``w:gridCol``, Word from ``w:tcW``: both are written. Twips.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Literal
from xml.sax.saxutils import escape

from docgen.ooxml.shapes import run_properties

# A hyphen that shows only at the end of a line.
SOFT_HYPHEN = "\u00ad"
BORDER = '<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its paragraphs as XML, how many columns it spans, how it is merged and aligned."""

    width: int
    content: str
    _: KW_ONLY
    span: int = 1
    merge: Literal["restart", "continue"] | None = None
    align: Literal["top", "center"] = "top"
    margin_x: int = 0
    shade: str | None = None
    turned: bool = False  # written upwards

    def xml(self) -> str:
        """``w:tc``."""
        properties = f'<w:tcW w:w="{self.width}" w:type="dxa"/>'
        if self.span > 1:
            properties += f'<w:gridSpan w:val="{self.span}"/>'
        if self.merge:
            value = ' w:val="restart"' if self.merge == "restart" else ""
            properties += f"<w:vMerge{value}/>"
        if self.shade:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{self.shade}"/>'
        properties += (
            '<w:tcMar><w:top w:w="0" w:type="dxa"/>'
            f'<w:left w:w="{self.margin_x}" w:type="dxa"/>'
            '<w:bottom w:w="0" w:type="dxa"/>'
            f'<w:right w:w="{self.margin_x}" w:type="dxa"/></w:tcMar>'
        )
        properties += '<w:textDirection w:val="btLr"/>' if self.turned else ""
        properties += f'<w:vAlign w:val="{self.align}"/>'
        return f"<w:tc><w:tcPr>{properties}</w:tcPr>{self.content}</w:tc>"


def paragraph(
    lines: Sequence[str],
    size: float,
    *,
    bold: bool = False,
    align: Literal["left", "center", "right"] = "left",
    style: str | None = None,
    drawings: str = "",
    keep_next: bool = False,
) -> str:
    """``w:p`` without space around it; ``lines`` are joined by breaks, ``drawings`` are runs."""
    text = "<w:br/>".join(_text(line) for line in lines if line is not None)
    run = f"<w:r>{run_properties(size, bold)}{text}</w:r>" if any(lines) else ""
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    keep = "<w:keepNext/>" if keep_next else ""
    return (
        f'<w:p><w:pPr>{named}{keep}<w:spacing w:before="0" w:after="0" w:line="240" '
        f'w:lineRule="auto"/><w:jc w:val="{align}"/>{run_properties(size, bold)}</w:pPr>'
        f"{drawings}{run}</w:p>"
    )


def item(
    runs: Sequence[tuple[str, bool, bool]],
    size: float,
    *,
    mark: str = "",
    hanging: int = 0,
    align: Literal["left", "center"] = "left",
) -> str:
    """``w:p`` of runs (text, bold, italic), ``hanging`` behind its ``mark``.

    The indent of a hanging paragraph is a tab stop: the tab behind the mark ends there.
    """
    indent = f'<w:ind w:left="{hanging}" w:hanging="{hanging}"/>' if hanging else ""
    before = [(mark, False, False)] if mark else []
    texts = [
        f"<w:r>{run_properties(size, bold, italic)}{_text(text)}"
        + ("<w:tab/>" if mark and number == 0 else "")
        + "</w:r>"
        for number, (text, bold, italic) in enumerate([*before, *runs])
    ]
    return (
        '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="240" w:lineRule="auto"/>'
        f'{indent}<w:jc w:val="{align}"/>{run_properties(size)}</w:pPr>{"".join(texts)}</w:p>'
    )


def _text(line: str) -> str:
    """``w:t``; where a word may be parted, Word wants an element of its own."""
    parts = (f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in line.split(SOFT_HYPHEN))
    return "<w:softHyphen/>".join(parts)


def row(cells: Sequence[Cell], height: int, *, head: bool = False, at_least: bool = False) -> str:
    """``w:tr`` of an exact height, or ``at_least`` so high; ``head`` marks it as a heading, which
    is repeated on every page and told by screen readers."""
    marks = "<w:cantSplit/>"
    rule = "atLeast" if at_least else "exact"
    marks += f'<w:trHeight w:val="{height}" w:hRule="{rule}"/>'
    marks += "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr>{marks}</w:trPr>{''.join(cell.xml() for cell in cells)}</w:tr>"


def table(widths: Sequence[int], rows: Sequence[str]) -> str:
    """``w:tbl`` with single lines around every cell, at the left margin."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(BORDER.format(side=side) for side in sides)
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:tblInd w:w="0" w:type="dxa"/><w:tblBorders>{borders}</w:tblBorders>'
        '<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="0" w:type="dxa"/><w:right w:w="0" w:type="dxa"/></w:tblCellMar>'
        f"</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
