"""The matrix of changes that goes with a letter of approval: part, before, after, why.

Behind it stand both flowcharts page by page, with the symbols coloured that only one version has.
Paper, margins and styles are those of the sheet.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from xml.sax.saxutils import escape

from lxml import etree

from docgen.changes.told import IDENTITY, UNSEEN, Line, total_times
from docgen.model.alignment import Piece
from docgen.model.sop import Sop
from docgen.ooxml.names import W
from docgen.ooxml.shapes import run_properties
from docgen.ooxml.table import BORDER, Cell, paragraph
from docgen.ooxml.tracked.marks import DELETED, INSERTED
from docgen.render.changes.sheets import Element, Version, body_of, packed, parts_of, tinted
from docgen.render.sop.table import BREAK, HEAD_SHADE

HEADS = ("No", "Bagian", "Semula", "Menjadi", "Alasan")
# Of the width of the page, in hundredths.
SHARES = (5, 17, 29, 29, 20)
SIZE, TITLE, MARGIN = 9.0, 12.0, 70  # points, points, twips
TOTAL = "Jumlah waktu"
_NAMESPACE = W[1:-1]
_NOTHING = Piece("both", "–")


def matrix(
    old: Version, new: Version, versions: tuple[Sop, Sop], lines: Sequence[Line], reason: str
) -> bytes:
    """The .docx. ``versions`` are both as they were entered; ``reason`` holds for all changes."""
    root = body_of(new.docx)
    was, now = parts_of(body_of(old.docx)), parts_of(root)
    section = root[0].find(f"{W}sectPr")
    width = new.drawing.sheet.text_width
    blocks = [*_title(*versions), _table(width, _rows(lines, versions, reason))]
    before, after = tinted(was, now, DELETED), tinted(now, was, INSERTED)
    for number in range(max(len(before), len(after))):
        for side, pages in (("semula", before), ("menjadi", after)):
            if number < len(pages):
                words = f"Diagram alir {side}, halaman {number + 1} dari {len(pages)}"
                blocks += [_xml(BREAK), _heading(words), pages[number][1]]
    blocks.append(_xml(paragraph([], SIZE)))
    body = root[0]
    for block in list(body):
        body.remove(block)
    body.extend(blocks)
    if section is not None:
        body.append(deepcopy(section))
    return packed(new.docx, root)


def _title(old: Sop, new: Sop) -> list[Element]:
    words = ["MATRIKS PERUBAHAN STANDAR OPERASIONAL PROSEDUR", new.nama.upper()]
    number = new.nomor if old.nomor == new.nomor else f"{old.nomor} menjadi {new.nomor}"
    lines = [_xml(paragraph([text], TITLE, bold=True, align="center")) for text in words]
    return [*lines, _xml(paragraph([f"Nomor {number}", ""], SIZE, align="center"))]


def _heading(words: str) -> Element:
    return _xml(paragraph([words], SIZE + 1, bold=True, keep_next=True))


Row = tuple[str, Sequence[Piece], Sequence[Piece], str]


def _rows(lines: Sequence[Line], versions: tuple[Sop, Sop], reason: str) -> list[Row]:
    """What is seen on the sheet, and the total time where it is another one."""
    rows: list[Row] = []
    for line in lines:
        if line.group == UNSEEN:
            continue
        place = (
            line.place if line.group == IDENTITY else f"{line.place[:1].upper()}{line.place[1:]}"
        )
        before, after = line.sides()
        rows.append((place, before or [_NOTHING], after or [_NOTHING], reason))
    times = total_times(*versions)
    if times[0] != times[1]:
        rows.append((TOTAL, [Piece("old", times[0])], [Piece("new", times[1])], reason))
    return rows


def _table(width: int, rows: Sequence[Row]) -> Element:
    widths = [width * share // 100 for share in SHARES]
    widths[-1] += width - sum(widths)
    head = [_cell(w, paragraph([t], SIZE, bold=True, align="center"), HEAD_SHADE)
            for w, t in zip(widths, HEADS, strict=True)]  # fmt: skip
    lines = [_row(head, head=True)]
    for number, (place, old, new, reason) in enumerate(rows, 1):
        contents = (
            paragraph([str(number)], SIZE, align="center"), paragraph([place], SIZE),
            _words(old), _words(new), paragraph([reason], SIZE),
        )  # fmt: skip
        lines.append(_row([_cell(w, c) for w, c in zip(widths, contents, strict=True)]))
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = "".join(BORDER.format(side=side) for side in sides)
    grid = "".join(f'<w:gridCol w:w="{each}"/>' for each in widths)
    return _xml(
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f"<w:tblBorders>{borders}</w:tblBorders>"
        f'<w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{"".join(lines)}'
        "</w:tbl>"
    )


def _cell(width: int, content: str, shade: str | None = None) -> Cell:
    return Cell(width, content, margin_x=MARGIN, shade=shade)


def _row(cells: Sequence[Cell], *, head: bool = False) -> str:
    """A row as high as its words; the head is repeated on every page."""
    marks = "<w:tblHeader/>" if head else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{marks}</w:trPr>{''.join(c.xml() for c in cells)}</w:tr>"


def _words(pieces: Sequence[Piece]) -> str:
    """A paragraph in which the changed words are struck or bold, so that a copy shows them."""
    runs = "".join(map(_run, pieces))
    return paragraph([], SIZE, drawings=runs)


def _run(piece: Piece) -> str:
    looks = {
        "both": "",
        "old": '<w:strike/><w:color w:val="C00000"/>',
        "new": '<w:b/><w:color w:val="00703C"/>',
    }
    text = "<w:br/>".join(
        f'<w:t xml:space="preserve">{escape(line)}</w:t>' for line in piece.text.split("\n")
    )
    size = run_properties(SIZE).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    return f"<w:r><w:rPr>{looks[piece.side]}{size}</w:rPr>{text}</w:r>"


def _xml(text: str) -> Element:
    return etree.fromstring(f'<w:x xmlns:w="{_NAMESPACE}">{text}</w:x>')[0]
