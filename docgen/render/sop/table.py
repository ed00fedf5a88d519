"""The flowchart as WordprocessingML: one table a page, symbols anchored in their cells."""

from __future__ import annotations

from typing import Literal

from docgen.flowchart import constants as c
from docgen.flowchart.geometry import Column, Drawing, Page, Row
from docgen.flowchart.text import Face
from docgen.model.sop import Step
from docgen.ooxml.table import Cell, paragraph, row, table
from docgen.render.sop.shapes import Anchored, drawings

# Shade of the head: light enough for a photocopy.
HEAD_SHADE = "E7E6E6"
ZERO_WIDTH_SPACE = "\u200b"
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
    rows += [_body_row(drawing, number, each, anchored) for number, each in enumerate(page.rows)]
    total = drawing.sop.total_text()
    if page.last and total is not None:
        rows.append(_total_row(drawing, total))
    return table([column.width for column in drawing.columns], rows)


def _text(face: Face, lines: tuple[str, ...] | list[str], *, centred: bool = False) -> str:
    align: Literal["center", "left"] = "center" if centred else "left"
    return paragraph(lines, face.size, bold=face.is_bold, align=align)


def _head_cell(column: Column, head: Face, merge: bool = False) -> Cell:
    return Cell(
        column.width,
        _text(head, column.title, centred=True),
        merge="restart" if merge else None,
        align="center",
        margin_x=0 if column.turned else c.PADDING_X,
        shade=HEAD_SHADE,
        turned=column.turned,
    )


def _head(drawing: Drawing) -> list[str]:
    """Group heads over column heads; *no*, *uraian* and *keterangan* reach over both rows."""
    sop, columns, head = drawing.sop, drawing.columns, drawing.style.head
    first: list[Cell] = []
    second: list[Cell] = []
    groups = {
        "pelaksana": list(drawing.lanes),
        "mutu_baku": [col for col in columns if col.key in ("kelengkapan", "waktu", "output")],
    }
    for key, members in groups.items():
        title = _text(head, [sop.label(key)], centred=True)
        width = sum(col.width for col in members)
        groups_cell = Cell(width, title, span=len(members), align="center", shade=HEAD_SHADE)
        if key == "pelaksana":
            first += [_head_cell(col, head, merge=True) for col in columns[:2]]
            second += [_continued(col) for col in columns[:2]]
        first.append(groups_cell)
        second += [_head_cell(col, head) for col in members]
    for col in columns:
        if col.key == "keterangan":
            first.append(_head_cell(col, head, merge=True))
            second.append(_continued(col))
    rows = [row(first, drawing.heads[0], head=True), row(second, drawing.heads[1], head=True)]
    if sop.tata_letak.nomor_kolom:
        numbers = [
            Cell(
                col.width,
                _text(drawing.style.body, [str(n)], centred=True),
                align="center",
                shade=HEAD_SHADE,
            )
            for n, col in enumerate(columns, 1)
        ]
        rows.append(row(numbers, drawing.heads[2], head=True))
    return rows


def _continued(column: Column) -> Cell:
    return Cell(column.width, paragraph([], 1), merge="continue", shade=HEAD_SHADE)


def _body_row(drawing: Drawing, number: int, each: Row, anchored: Anchored) -> str:
    step = None if each.step is None else drawing.sop.langkah[each.step]
    cells = []
    for column in drawing.columns:
        if column.lane is not None:
            cells.append(_lane_cell(drawing, column, step, anchored.get((number, column.lane), "")))
        else:
            cells.append(_text_cell(drawing, column, step, each.step))
    return row(cells, each.height)


def _lane_cell(drawing: Drawing, column: Column, step: Step | None, runs: str) -> Cell:
    """Symbols hang on the first paragraph, at the top; a mark stands in the middle."""
    assert column.lane is not None
    mark = step.tanda.get(column.lane) if step else None
    if mark is not None:
        return Cell(column.width, _text(drawing.style.body, [mark], centred=True), align="center")
    return Cell(column.width, paragraph([], drawing.style.size, drawings=runs))


def _text_cell(drawing: Drawing, column: Column, step: Step | None, index: int | None) -> Cell:
    body = drawing.style.body
    if step is None or index is None:
        return Cell(column.width, _text(body, []))
    if column.key == "no":
        content = _text(body, [drawing.sop.row_number(index)], centred=True)
        return Cell(column.width, content, align="center")
    text = getattr(step, column.key) or ""
    lines = [_breakable(line, body, column.width - 2 * c.PADDING_X) for line in text.split("\n")]
    content = _text(body, lines, centred=column.key == "waktu")
    return Cell(column.width, content, align="center", margin_x=c.PADDING_X)


def _breakable(line: str, body: Face, width: int) -> str:
    """A line whose words that are too wide for the cell may end after a slash, as measured.

    Neither Word nor LibreOffice breaks there by itself.
    """
    return " ".join(
        word.replace("/", "/" + ZERO_WIDTH_SPACE) if body.width(word) > width else word
        for word in line.split(" ")
    )


def _total_row(drawing: Drawing, total: str) -> str:
    names = ("kelengkapan", "waktu", "output", "keterangan")
    tail = [col for col in drawing.columns if col.key in names]
    head = [col for col in drawing.columns if col.key not in names]
    cells = [
        Cell(
            sum(col.width for col in columns),
            _text(drawing.style.head, [text], centred=True),
            span=len(columns),
            align="center",
            margin_x=c.PADDING_X,
        )
        for columns, text in ((head, drawing.sop.label("total")), (tail, total))
    ]
    return row(cells, drawing.total_height)
