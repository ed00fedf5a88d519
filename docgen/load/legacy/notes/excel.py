"""Comments in a workbook: each has its text in one part and its box in another (ECMA-376 part 1,
18.7; part 4, 19.4 for the box)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from lxml import etree
from openpyxl.utils import get_column_letter

from docgen.limits import MOST_XML
from docgen.load.legacy.doubts import Place
from docgen.load.legacy.elements import first, local
from docgen.load.legacy.excel.document import sheets_of
from docgen.load.legacy.notes.parts import KINDS, Parts, free_name, lead, led_to
from docgen.ooxml.part import part_bytes
from docgen.outside.xml import parse_xml

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_M = f"{{{_MAIN}}}"
_COMMENTS = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"
_VML = "application/vnd.openxmlformats-officedocument.vmlDrawing"
# What stands behind the drawing of comments in a sheet (18.3.1.99).
_BEHIND = {"legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems",
           "tableParts", "extLst"}  # fmt: skip
_SPACES = (
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"'
)


def with_sheet_comments(parts: Parts, texts: Mapping[Place, Sequence[str]], author: str) -> None:
    """Add a comment at each place; what is said of no sheet stands on the first."""
    sheets = {name: part for name, part, hidden in sheets_of(parts) if not hidden}
    if not sheets:
        return
    front = next(iter(sheets))
    by_sheet: dict[str, dict[str, list[str]]] = {}
    for place, lines in texts.items():
        name = place.sheet if place.sheet in sheets else front
        row, column = (place.row or 0, place.column or 0) if place.sheet in sheets else (0, 0)
        cell = f"{get_column_letter(column + 1)}{row + 1}"
        by_sheet.setdefault(name, {}).setdefault(cell, []).extend(lines)
    for name, cells in by_sheet.items():
        if len(parts[sheets[name]]) <= MOST_XML:
            _add(parts, sheets[name], cells, author)


def _add(parts: Parts, sheet: str, cells: Mapping[str, Sequence[str]], author: str) -> None:
    name = led_to(parts, sheet, "comments")
    if not name:
        name = free_name(parts, "xl/comments{}.xml")
        parts[name] = (
            f'<comments xmlns="{_MAIN}"><authors><author>{author}</author></authors>'
            "<commentList/></comments>"
        ).encode()
        lead(parts, sheet, "comments", name, _COMMENTS)
    root = parse_xml(parts[name])
    listed = first(root, "commentList")
    if listed is None:
        return
    there = {each.get("ref"): first(each, "text") for each in listed}
    new = []
    for cell, lines in cells.items():
        text = "\n".join(lines)
        body = there.get(cell)
        if body is not None:
            run = etree.SubElement(etree.SubElement(body, f"{_M}r"), f"{_M}t")
            run.text = f"\n{text}"
            continue
        comment = etree.SubElement(listed, f"{_M}comment")
        comment.set("ref", cell)
        comment.set("authorId", "0")
        etree.SubElement(etree.SubElement(comment, f"{_M}text"), f"{_M}t").text = text
        new.append(cell)
    parts[name] = part_bytes(root)
    _boxes(parts, sheet, new)


def _boxes(parts: Parts, sheet: str, cells: Sequence[str]) -> None:
    name = led_to(parts, sheet, "vmlDrawing")
    if not name:
        name = free_name(parts, "xl/drawings/vmlCatatan{}.vml")
        parts[name] = f"<xml {_SPACES}/>".encode()
        key = lead(parts, sheet, "vmlDrawing", name, _VML)
        _refer(parts, sheet, key)
    root = parse_xml(parts[name])
    for number, cell in enumerate(cells, 1 + len(root)):
        root.append(etree.fromstring(_box(cell, number)))
    parts[name] = etree.tostring(root, encoding="UTF-8")


def _refer(parts: Parts, sheet: str, key: str) -> None:
    root = parse_xml(parts[sheet])
    element = etree.Element(f"{_M}legacyDrawing")
    element.set(f"{{{KINDS}}}id", key)
    at = next((n for n, each in enumerate(root) if local(each) in _BEHIND), len(root))
    root.insert(at, element)
    parts[sheet] = part_bytes(root)


def _box(cell: str, number: int) -> str:
    letters = cell.rstrip("0123456789")
    row = int(cell[len(letters) :]) - 1
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    anchor = f"{column}, 8, {max(row - 1, 0)}, 4, {column + 4}, 8, {max(row - 1, 0) + 5}, 4"
    return (
        f'<v:shape {_SPACES} id="_x0000_s{9000 + number}" type="#_x0000_t202" '
        'style="position:absolute;width:220pt;height:90pt;visibility:hidden" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:path o:connecttype="none"/><v:textbox/>'
        f'<x:ClientData ObjectType="Note"><x:Anchor>{anchor}</x:Anchor>'
        f"<x:AutoFill>False</x:AutoFill><x:Row>{row}</x:Row><x:Column>{column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )
