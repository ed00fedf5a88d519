"""A .docx: its tables in order, and every drawing at its place over the table it belongs to."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml import etree

from docgen.load.legacy.drawn import TWIPS_A_POINT, Papers, Part
from docgen.load.legacy.elements import first, local, number
from docgen.load.legacy.word.anchors import Along, Hanging
from docgen.load.legacy.word.placing import registered
from docgen.load.legacy.word.tables import Hung, Table, TableReader, paragraph_height
from docgen.load.legacy.word.texts import Numbering, inside, val
from docgen.ooxml.names import W
from docgen.ooxml.package import read_package
from docgen.ooxml.usual import RELATIONS, relations, relations_of
from docgen.outside.xml import parse_xml

_CELL_FRAMES = {"column", "character", "paragraph", "line"}
# From Word 2013 on "page" and "margin" mean the cell that a drawing hangs in.
_CELLS_ARE_PAGES = 15


@dataclass(slots=True)
class _Page:
    """What the section says of the paper, points."""

    width: float = 0
    height: float = 0
    left: float = 0
    top: float = 0


@dataclass(slots=True)
class _Loose:
    """A drawing that hangs outside of tables: how far above the next table, behind which one."""

    drawing: Hanging
    before: int  # how many tables stand before it
    above: float = 0  # points from its paragraph to the next table
    below: float = 0  # points from the end of the table before it


@dataclass(slots=True)
class _Body:
    tables: list[Table] = field(default_factory=list)
    loose: list[_Loose] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def read_docx(data: bytes) -> Papers:
    """The papers of a document in its usual form. Raises ValueError, lxml's XMLSyntaxError,
    zipfile.BadZipFile and others for what is none."""
    parts = read_package(data)
    main = next(
        (path for _key, kind, path in relations("", parts.get(RELATIONS, b""))
         if kind == "officeDocument"), "word/document.xml",
    )  # fmt: skip
    root = parse_xml(parts[main])
    led = {
        kind: path
        for _key, kind, path in relations(main, parts.get(relations_of(main), b""))
        if path in parts
    }
    body = first(root, "body")
    if body is None:
        raise ValueError("no body")
    page = _page(root)
    numbering = Numbering.of(
        _tree(parts, led.get("numbering", "")), _tree(parts, led.get("styles", ""))
    )
    found = _read_body(body, TableReader(numbering), page)
    as_pages = _mode(_tree(parts, led.get("settings", ""))) >= _CELLS_ARE_PAGES
    on_page = {n: _hang(table, page, as_pages) for n, table in enumerate(found.tables)}
    _hang_loose(found, page, on_page)
    for place, drawings in on_page.items():
        if drawings:
            _hang_on_page(found.tables[place], drawings, page)
    pictures = sum(each.is_picture for loose in found.loose for each in loose.drawing.found.symbols)
    return Papers(
        parts=[table.part for table in found.tables],
        paragraphs=found.lines,
        paper=(page.width, page.height) if page.width else None,
        pictures=pictures,
        has_macros=any(posixpath.basename(name) == "vbaProject.bin" for name in parts),
    )


def _tree(parts: Mapping[str, bytes], name: str) -> etree._Element | None:
    try:
        return parse_xml(parts[name]) if name else None
    except etree.XMLSyntaxError:
        return None


def _mode(settings: etree._Element | None) -> int:
    for each in settings.iter(f"{W}compatSetting") if settings is not None else ():
        if each.get(f"{W}name") == "compatibilityMode":
            return number(each, f"{W}val")
    return 12


def _page(root: etree._Element) -> _Page:
    """The paper of the last section: that of the flowchart."""
    sections = list(root.iter(f"{W}sectPr"))
    if not sections:
        return _Page()
    size, margins = first(sections[-1], "pgSz"), first(sections[-1], "pgMar")
    values = (number(size, f"{W}w"), number(size, f"{W}h"), number(margins, f"{W}left"),
              number(margins, f"{W}top"))  # fmt: skip
    return _Page(*(each / TWIPS_A_POINT for each in values))


def _read_body(body: etree._Element, reader: TableReader, page: _Page) -> _Body:
    found = _Body()
    since = 0.0  # below the last table, or the top
    waiting: list[_Loose] = []
    for block in inside(body, "p", "tbl"):
        if local(block) == "tbl":
            table = reader.table(block)
            found.tables += [table, *table.nested]
            for each in waiting:
                each.above = since - each.below
            waiting, since = [], 0.0
            continue
        for drawing in reader.hanging(block):
            loose = _Loose(drawing, len(found.tables), below=since)
            found.loose.append(loose)
            waiting.append(loose)
        line = reader.line(block)
        found.lines += [line] if line else []
        since += paragraph_height(block, line, max(page.width - 2 * page.left, 100))
        if any(val(each) or True for each in block.iter(f"{W}pageBreakBefore")):
            since = 0.0
    return found


def _hang(table: Table, page: _Page, as_pages: bool) -> list[Hanging]:
    """Put what hangs in cells at its place over the table; what counts from the page comes back."""
    part, hung = table.part, table.hung
    on_page: list[Hanging] = []
    all_in_cells = as_pages or _counts_from_cells(table, hung, page)
    for each in hung:
        drawing = each.drawing
        in_cell = drawing.across.frame in _CELL_FRAMES or all_in_cells
        if drawing.down.frame not in _CELL_FRAMES and not (as_pages and drawing.in_cell):
            on_page.append(drawing)
            continue
        left = part.columns[each.column] + table.margin
        right = part.columns[_last(part, each) + 1] - table.margin
        x = (
            _aligned(drawing.across, left, right, drawing.width)
            if in_cell
            else _from_page(drawing.across, page, drawing.width) - page.left - table.indent
        )
        y = part.rows[each.row] + each.below + drawing.down.offset
        _add(part, drawing, x, y)
    return on_page


def _counts_from_cells(table: Table, hung: Sequence[Hung], page: _Page) -> bool:
    """Whether what says that it counts from the page or its margin counts from its cell.

    LibreOffice writes so what it read from a .doc. Then the middles of more drawings lie in the
    cells that they hang in.
    """
    part = table.part
    from_cell = from_page = 0
    for each in hung:
        drawing = each.drawing
        boxes = drawing.found.boxes()
        if drawing.across.frame in _CELL_FRAMES or drawing.across.align or len(boxes) != 1:
            continue
        left, right = part.columns[each.column], part.columns[_last(part, each) + 1]
        middle = boxes[0].centre.x
        on_page = _from_page(drawing.across, page, drawing.width) - page.left - table.indent
        from_cell += left <= left + table.margin + drawing.across.offset + middle < right
        from_page += left <= on_page + middle < right
    return from_cell > from_page


def _last(part: Part, hung: Hung) -> int:
    cell = part.cell(hung.row, hung.column)
    return cell.columns[1] if cell else hung.column


def _aligned(along: Along, start: float, end: float, size: float) -> float:
    if along.align == "center":
        return (start + end - size) / 2
    return end - size if along.align in ("right", "outside") else start + along.offset


def _from_page(along: Along, page: _Page, size: float) -> float:
    """A place across the page, from its left edge."""
    if along.frame == "page":
        return _aligned(along, 0, page.width, size)
    return _aligned(along, page.left, page.width - page.left, size)


def _add(part: Part, drawing: Hanging, x: float, y: float) -> None:
    placed = drawing.found.moved(x, y)
    part.symbols += placed.symbols
    part.connectors += placed.connectors
    part.labels += placed.labels


def _hang_on_page(table: Table, drawings: Sequence[Hanging], page: _Page) -> None:
    """What counts from the page: where the table begins there, its symbols tell best."""
    part = table.part
    placed = [
        (
            drawing,
            _from_page(drawing.across, page, drawing.width) - page.left - table.indent,
            drawing.down.offset + (0 if drawing.down.frame == "page" else page.top),
        )
        for drawing in drawings
    ]
    boxes = [
        box for drawing, x, y in placed for box in drawing.found.moved(x, y).boxes()
        if box.width < part.columns[-1] / 3
    ]  # fmt: skip
    down = registered(part, boxes, -page.top)
    for drawing, x, y in placed:
        _add(part, drawing, x, y + down)
    part.loose = True


def _hang_loose(body: _Body, page: _Page, on_page: dict[int, list[Hanging]]) -> None:
    """What hangs outside of tables belongs to the table below it, else to the one above."""
    for each in body.loose:
        target = _nearest(body, each)
        if target is None:
            continue
        table = body.tables[target]
        drawing = each.drawing
        if drawing.down.frame not in _CELL_FRAMES:
            on_page[target].append(drawing)
            continue
        x = (
            drawing.across.offset - table.indent
            if drawing.across.frame in _CELL_FRAMES
            else _from_page(drawing.across, page, drawing.width) - page.left - table.indent
        )
        start = -each.above if target >= each.before else table.part.rows[-1] + each.below
        _add(table.part, drawing, x, start + drawing.down.offset)
        table.part.loose = True


def _nearest(body: _Body, loose: _Loose) -> int | None:
    """The table that a loose drawing lies over: below its paragraph, or above it."""
    if not body.tables:
        return None
    if loose.drawing.is_inline:
        return None
    down = loose.drawing.down
    goes_up = down.frame in _CELL_FRAMES and down.offset < -10
    candidates = [loose.before, loose.before - 1]
    ordered: Iterator[int] = iter(candidates[::-1] if goes_up else candidates)
    wide = [n for n in ordered if 0 <= n < len(body.tables)]
    steps = [n for n in wide if body.tables[n].part.width >= 5]
    return next(iter(steps or wide), None)
