"""Where the pages of a printed sheet end, so that rows which belong together stay together.

Excel and LibreOffice break a sheet wherever the paper ends. A page break by hand is set only
where that would part a group's head from its first row, or a signature from the table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set

from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

# Short and long side in millimetres by paperSize (ECMA-376 part 1, clause 18.3.1.63).
PAPERS = {1: (215.9, 279.4), 5: (215.9, 355.6), 8: (297, 420), 9: (210, 297), 14: (215.9, 330.2)}
POINTS_AN_INCH = 72
MM_AN_INCH = 25.4
# A column's unit, a digit of Arial 10. LibreOffice takes its true advance, Excel whole pixels
# (5.25); but Excel does not look at breaks when a sheet is fitted to the width.
DIGIT_POINTS = 5.56
# What LibreOffice leaves free above the footer besides the margin (7.4, measured: 2.2 to 2.5).
FOOTER_GAP = 2.5
MOST_BREAKS = 1026  # Excel's limit for breaks by hand in a sheet


def break_pages(
    sheet: Worksheet,
    heights: Sequence[float],
    kept: Set[int],
    head: tuple[int, int],
    widths: Sequence[float],
) -> None:
    """Set page breaks before blocks of rows that the end of a page would part.

    ``heights`` are those of all rows, points; ``kept`` the rows that must not be the last on a
    page; ``head`` the first and last row that repeat on each page; ``widths`` those of the
    columns, digits. A paper size that is not known leaves the sheet as it is.
    """
    room = _room(sheet, sum(widths) * DIGIT_POINTS)
    if room is None:
        return
    repeated = sum(heights[head[0] - 1 : head[1]])
    left = room
    for block in _blocks(kept, len(heights)):
        height = sum(heights[block.start - 1 : block.stop - 1])
        if height <= left:
            left -= height
            continue
        whole = room - repeated
        if len(block) > 1 and block[0] > head[1] and height <= whole:
            if len(sheet.row_breaks.brk) == MOST_BREAKS:
                return
            sheet.row_breaks.append(Break(id=block[0] - 1))
            left = whole - height
            continue
        for row in block:
            if heights[row - 1] > left:
                left = whole
            left -= heights[row - 1]


def _blocks(kept: Set[int], last_row: int) -> Iterator[range]:
    start = 1
    for row in range(1, last_row + 1):
        if row not in kept or row == last_row:
            yield range(start, row + 1)
            start = row + 1


def _room(sheet: Worksheet, needed: float) -> float | None:
    """The height that fits on a page, in points of the sheet before it is scaled to the width.

    ``needed`` is the width of the columns, points.
    """
    paper = PAPERS.get(int(sheet.page_setup.paperSize or 0))
    if paper is None:
        return None
    wide = sheet.page_setup.orientation == "landscape"
    width, height = (side / MM_AN_INCH for side in (reversed(paper) if wide else paper))
    margins = sheet.page_margins
    fitting = (width - margins.left - margins.right) * POINTS_AN_INCH / needed
    # Both programs scale by whole per cent.
    scale = int(min(1.0, fitting) * 100) / 100
    # LibreOffice scales the strip of the footer with the sheet, but not the margin below it.
    below = margins.footer + (margins.bottom - margins.footer) * scale
    return float(((height - margins.top - below) * POINTS_AN_INCH - FOOTER_GAP) / scale)
