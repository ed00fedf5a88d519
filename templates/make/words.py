"""WordprocessingML in small pieces: paragraphs, runs, fields, tables (ECMA-376 part 1, clause 17).

Lengths are millimetres, font sizes points. A tab in a text becomes ``w:tab``. Children stand in
the order the schema asks for; Word calls a file with another order damaged.
"""

from __future__ import annotations

from collections.abc import Sequence
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
COMMAND = "Perintah Templat"


def twips(millimetres: float) -> int:
    """Twentieths of a point, the unit of most lengths in the format."""
    return round(millimetres * 1440 / 25.4)


def style_id(name: str) -> str:
    """``Kop Instansi`` -> ``KopInstansi``; ids have no spaces."""
    return name.replace(" ", "").replace("-", "")


def text(words: str) -> str:
    """``w:t`` and ``w:tab`` for a text."""
    parts = [
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' if part else ""
        for part in words.split("\t")
    ]
    return "<w:tab/>".join(parts)


def run(words: str, style: str = "") -> str:
    """A run; ``style`` is a character style, for what is not a whole paragraph's look."""
    properties = f'<w:rPr><w:rStyle w:val="{style_id(style)}"/></w:rPr>' if style else ""
    return f"<w:r>{properties}{text(words)}</w:r>"


def field(instruction: str, shown: str = "1") -> str:
    """A simple field (PAGE, NUMPAGES); ``shown`` is what stands there until it is updated."""
    return f'<w:fldSimple w:instr=" {escape(instruction)} ">{run(shown)}</w:fldSimple>'


def link(target: str, shown: str, style: str = "") -> str:
    """A HYPERLINK field; a complex one, since its instruction is text that a template fills."""
    marks = {kind: f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'
             for kind in ("begin", "separate", "end")}  # fmt: skip
    instruction = (
        f'<w:r><w:instrText xml:space="preserve"> HYPERLINK "{target}" </w:instrText></w:r>'
    )
    return marks["begin"] + instruction + marks["separate"] + run(shown, style) + marks["end"]


def paragraph(content: str = "", style: str = "", *, more: str = "") -> str:
    """A paragraph. ``content`` is XML if it starts with ``<``, else text; ``more`` is extra pPr."""
    inner = content if content.startswith("<") else run(content) if content else ""
    named = f'<w:pStyle w:val="{style_id(style)}"/>' if style else ""
    properties = f"<w:pPr>{named}{more}</w:pPr>" if named or more else ""
    return f"<w:p>{properties}{inner}</w:p>"


def end_of_body() -> str:
    """The paragraph that must follow a last table, hidden so that it never takes a page alone.

    LibreOffice hides a paragraph only when it has a run that is hidden too.
    """
    hidden = "<w:rPr><w:vanish/></w:rPr>"
    return (
        f'<w:p><w:pPr><w:pStyle w:val="AkhirTabel"/>{hidden}</w:pPr>'
        f"<w:r>{hidden}<w:t>.</w:t></w:r></w:p>"
    )


def command(words: str) -> str:
    """A paragraph that holds only a docxtpl tag; it is gone after rendering."""
    return paragraph(words, COMMAND)


def when(condition: str, *content: str) -> str:
    """Content that stands only under a condition."""
    return command(f"{{%p if {condition} %}}") + "".join(content) + command("{%p endif %}")


def each(loop: str, *content: str) -> str:
    """Content repeated for each ``x in list``."""
    return command(f"{{%p for {loop} %}}") + "".join(content) + command("{%p endfor %}")


BORDER_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def borders(tag: str, sides: Sequence[str], kind: str = "single", size: int = 4) -> str:
    """Borders of a table or cell: the named sides are drawn, the others say none."""
    known = BORDER_SIDES if tag == "tblBorders" else BORDER_SIDES[:4]
    lines = "".join(
        f'<w:{side} w:val="{kind}" w:sz="{size}" w:space="0" w:color="auto"/>'
        if side in sides
        else f'<w:{side} w:val="nil"/>'
        for side in known
    )
    return f"<w:{tag}>{lines}</w:{tag}>"


def margins(tag: str, top: float, left: float, bottom: float, right: float) -> str:
    """Space between a cell's border and its text."""
    sides = (("top", top), ("left", left), ("bottom", bottom), ("right", right))
    inner = "".join(f'<w:{side} w:w="{twips(length)}" w:type="dxa"/>' for side, length in sides)
    return f"<w:{tag}>{inner}</w:{tag}>"


def cell(
    content: str,
    width: float,
    *,
    span: int = 1,
    edges: Sequence[str] | None = None,
    shade: str = "",
    pad: tuple[float, float, float, float] | None = None,
    valign: str = "top",
    merge: str = "",
) -> str:
    """A cell. ``edges`` are its own borders (None: the table's), ``pad`` its own margins.

    ``merge`` is ``restart`` or ``continue`` for cells that are one over several rows.
    """
    properties = f'<w:tcW w:w="{twips(width)}" w:type="dxa"/>'
    if span > 1:
        properties += f'<w:gridSpan w:val="{span}"/>'
    if merge:
        properties += f'<w:vMerge w:val="{merge}"/>'
    if edges is not None:
        properties += borders("tcBorders", edges)
    if shade:
        properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{shade}"/>'
    if pad:
        properties += margins("tcMar", *pad)
    if valign != "top":
        properties += f'<w:vAlign w:val="{valign}"/>'
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content or paragraph()}</w:tc>"


def row(
    *cells: str, height: float = 0, exact: bool = False, head: bool = False, whole: bool = True
) -> str:
    """A row that is never cut by a page break if ``whole``; ``head`` repeats it on each page."""
    properties = "<w:cantSplit/>" if whole else ""
    if height:
        rule = "exact" if exact else "atLeast"
        properties += f'<w:trHeight w:val="{twips(height)}" w:hRule="{rule}"/>'
    if head:
        properties += "<w:tblHeader/>"
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def row_command(words: str, widths: Sequence[float]) -> str:
    """A row that holds only a docxtpl row tag."""
    return row(cell(command(words), sum(widths), span=len(widths)))


def each_row(loop: str, widths: Sequence[float], *rows: str) -> str:
    """Rows repeated for each ``x in list``."""
    return (
        row_command(f"{{%tr for {loop} %}}", widths)
        + "".join(rows)
        + row_command("{%tr endfor %}", widths)
    )


def table(
    widths: Sequence[float],
    *rows: str,
    grid: bool = False,
    sides: Sequence[str] = (),
    pad: tuple[float, float, float, float] = (0, 1.9, 0, 1.9),
    full: bool = True,
) -> str:
    """A table with fixed columns. ``grid`` draws every line, ``sides`` only the named ones.

    ``full`` makes it as wide as its surroundings, so that it follows when the paper changes;
    both the grid and the cells name the widths because LibreOffice goes by the grid.
    """
    width = '<w:tblW w:w="5000" w:type="pct"/>' if full else (
        f'<w:tblW w:w="{twips(sum(widths))}" w:type="dxa"/>'
    )  # fmt: skip
    named = '<w:tblStyle w:val="TableGrid"/>' if grid else ""
    lines = "" if grid else borders("tblBorders", sides)
    columns = "".join(f'<w:gridCol w:w="{twips(column)}"/>' for column in widths)
    return (
        f'<w:tbl><w:tblPr>{named}{width}<w:tblInd w:w="0" w:type="dxa"/>{lines}'
        f'<w:tblLayout w:type="fixed"/>{margins("tblCellMar", *pad)}'
        '<w:tblLook w:val="0000"/></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )
