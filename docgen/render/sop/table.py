"""The flowchart as WordprocessingML: one table a page, symbols anchored in their cells."""

from __future__ import annotations

from collections.abc import Mapping

from docgen.flowchart import constants as c
from docgen.flowchart.cells.heads import HeadCell, head_cells
from docgen.flowchart.cells.shared import Span, cells_of
from docgen.flowchart.geometry import Column, Drawing, Page, Row
from docgen.flowchart.text import Face
from docgen.model.sop import Step
from docgen.ooxml.table import Cell, paragraph, row, table
from docgen.render.sop.cell_words import cell_words, set_lines
from docgen.render.sop.shapes import Anchored, drawings

# Shade of the head: light enough for a photocopy.
HEAD_SHADE = "E7E6E6"
# Drawing numbers start here: the template's own drawings have small ones.
FIRST_NUMBER = 1000
# A paragraph must stand between two tables; one point high it takes no room.
BREAK = (
    '<w:p><w:pPr><w:pageBreakBefore/><w:spacing w:before="0" w:after="0" w:line="20" '
    'w:lineRule="exact"/><w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)

# Between the identity sheet and a flowchart that begins under it.
GAP = (
    '<w:p><w:pPr><w:spacing w:before="0" w:after="0" w:line="120" w:lineRule="exact"/>'
    '<w:rPr><w:sz w:val="2"/></w:rPr></w:pPr></w:p>'
)


def flow_xml(drawing: Drawing) -> str:
    """All pages, each on a page of its own; the first may stand under the identity sheet."""
    parts, number = [], FIRST_NUMBER
    for page in drawing.pages:
        anchored, number = drawings(drawing, page, number)
        parts += [GAP if page.above else BREAK, _page_table(drawing, page, anchored)]
    return "".join(parts)


def _page_table(drawing: Drawing, page: Page, anchored: Anchored) -> str:
    rows = _head(drawing)
    texts = {column.key: cells_of(drawing, page, column) for column in drawing.columns}
    rows += [
        _body_row(drawing, number, each, anchored, texts) for number, each in enumerate(page.rows)
    ]
    total = drawing.sop.total_text()
    if page.last and total is not None:
        rows.append(_total_row(drawing, total))
    return table([column.width for column in drawing.columns], rows)


def _head(drawing: Drawing) -> list[str]:
    """The rows of the head; a cell that goes on from the row above has nothing in it."""
    by_column = {
        (row, cell.columns[0]): cell
        for cell in head_cells(drawing)
        for row in range(cell.rows[0], cell.rows[1] + 1)
    }
    return [
        row(
            [
                _head_cell(drawing, by_column[number, column], number)
                for column in range(len(drawing.columns))
                if (number, column) in by_column
            ],
            height,
            head=True,
        )
        for number, height in enumerate(drawing.heads)
    ]


def _head_cell(drawing: Drawing, cell: HeadCell, number: int) -> Cell:
    """What a cell of the head is in the row of that number."""
    first, last = cell.columns
    width = sum(column.width for column in drawing.columns[first : last + 1])
    if number > cell.rows[0]:
        return Cell(width, paragraph([], 1), merge="continue", shade=HEAD_SHADE)
    style = drawing.style
    face = style.body if cell.kind == "number" else style.head
    return Cell(
        width,
        set_lines(face, cell.lines, centred=True),
        span=last - first + 1,
        merge="restart" if cell.rows[1] > cell.rows[0] else None,
        align="center",
        margin_x=c.PADDING_X if cell.kind == "title" and not cell.turned else 0,
        shade=HEAD_SHADE,
        turned=cell.turned,
    )


def _body_row(
    drawing: Drawing,
    number: int,
    each: Row,
    anchored: Anchored,
    texts: Mapping[str, Mapping[int, Span]],
) -> str:
    step = None if each.step is None else drawing.sop.langkah[each.step]
    cells = []
    for column in drawing.columns:
        if column.lane is not None:
            cells.append(_lane_cell(drawing, column, step, anchored.get((number, column.lane), "")))
        elif each.step is None:
            cells.append(Cell(column.width, set_lines(drawing.style.body, [])))
        elif column.key == "no":
            words = [drawing.sop.row_number(each.step)]
            content = set_lines(drawing.style.body, words, centred=True)
            cells.append(Cell(column.width, content, align="center"))
        else:
            cell = texts[column.key].get(each.step)
            cells.append(_text_cell(drawing.style.body, column, cell))
    return row(cells, each.height)


def _lane_cell(drawing: Drawing, column: Column, step: Step | None, runs: str) -> Cell:
    """Symbols hang on the first paragraph, at the top; a mark stands in the middle."""
    assert column.lane is not None
    mark = step.tanda.get(column.lane) if step else None
    if mark is not None:
        return Cell(
            column.width, set_lines(drawing.style.body, [mark], centred=True), align="center"
        )
    return Cell(column.width, paragraph([], drawing.style.size, drawings=runs))


def _text_cell(body: Face, column: Column, cell: Span | None) -> Cell:
    """A cell that begins in its row, or (None) goes on from the row above."""
    if cell is None:
        return Cell(column.width, paragraph([], 1), merge="continue", margin_x=c.PADDING_X)
    return Cell(
        column.width,
        cell_words(body, cell.text, column),
        merge="restart" if cell.last > cell.first else None,
        align="center",
        margin_x=c.PADDING_X,
    )


def _total_row(drawing: Drawing, total: str) -> str:
    names = ("kelengkapan", "waktu", "output", "keterangan")
    tail = [col for col in drawing.columns if col.key in names]
    head = [col for col in drawing.columns if col.key not in names]
    cells = [
        Cell(
            sum(col.width for col in columns),
            set_lines(drawing.style.head, [text], centred=True),
            span=len(columns),
            align="center",
            margin_x=c.PADDING_X,
        )
        for columns, text in ((head, drawing.sop.label("total")), (tail, total))
    ]
    return row(cells, drawing.total_height)
