"""Single cells of a workbook: texts changed where they stand, all else kept; notes as they are.

Looks, widths, checks, notes, pictures and whatever else an office put into its workbook are parts
or elements that nobody needs to understand for that (ECMA-376 part 1, clause 18.3.1).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping

from lxml import etree
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string, get_column_letter

from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.part import part_bytes
from docgen.ooxml.sheet_rows import MOST_TEXT, clean
from docgen.ooxml.usual import RELATIONS, relations, relations_of
from docgen.outside.xml import parse_xml

_SIGNED = "_xmlsignatures/"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


class UneditableError(ValueError):
    """A workbook that cannot be changed safely: a formula, a text that is too long, a signature."""


def cells_changed(data: bytes, sheet: str, texts: Mapping[str, str]) -> bytes:
    """The workbook with these texts in the cells of a sheet; "" leaves a cell blank.

    Raises UneditableError.
    """
    try:
        parts = read_package(data)
    except zipfile.BadZipFile as problem:
        raise UneditableError(str(problem)) from problem
    name = _sheets(parts).get(sheet, "")
    if name not in parts or any(each.startswith(_SIGNED) for each in parts):
        raise UneditableError(sheet)
    root = _root(parts[name])
    cells = _Cells(root)
    for cell, text in texts.items():
        cells.put(cell, text)
    size = root.find("{*}dimension")  # may be left out, and would be wrong
    if size is not None:
        root.remove(size)
    parts[name] = part_bytes(root)
    return write_package(parts.items())


def cell_notes(data: bytes) -> Iterator[tuple[str, str, str]]:
    """The notes of cells (clause 18.7): sheet, cell and text. Raises zipfile.BadZipFile."""
    parts = read_package(data)
    for sheet, part in _sheets(parts).items():
        for _key, kind, path in relations(part, parts.get(relations_of(part), b"")):
            if kind == "comments" and path in parts:
                for note in _root(parts[path]).iter("{*}comment"):
                    said = "".join(each.text or "" for each in note.iter("{*}t"))
                    yield sheet, note.get("ref") or "", said


def _root(data: bytes) -> etree._Element:
    return parse_xml(data, huge=True)


def _sheets(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The parts of the sheets by their names."""
    own = relations("", parts.get(RELATIONS, b""))
    book = next((path for _id, kind, path in own if kind == "officeDocument"), "")
    if book not in parts:
        return {}
    led = {key: path for key, _kind, path in relations(book, parts.get(relations_of(book), b""))}
    found = {}
    for each in _root(parts[book]).iterfind("{*}sheets/{*}sheet"):
        key = next((str(v) for n, v in each.items() if etree.QName(n).localname == "id"), "")
        found[each.get("name") or ""] = led.get(key, "")
    return found


class _Cells:
    """The cells of a sheet's XML."""

    def __init__(self, root: etree._Element) -> None:
        self._root = root
        self._space = etree.QName(root).namespace
        rows = root.find("{*}sheetData")
        if rows is None:
            raise UneditableError("sheetData")
        self._rows = rows
        self._number()

    def _number(self) -> None:
        """Rows and cells may leave out their names when they follow each other."""
        row_number = 0
        for row in self._rows:
            row_number = int(row.get("r") or row_number + 1)
            row.set("r", str(row_number))
            column = 0
            for cell in row:
                reference = cell.get("r")
                column = _column(reference) if reference else column + 1
                cell.set("r", f"{get_column_letter(column)}{row_number}")

    def put(self, reference: str, text: str) -> None:
        """Raises UneditableError."""
        if len(text) > MOST_TEXT:
            raise UneditableError(reference)
        cell = self._cell(reference)
        if cell.find("{*}f") is not None:
            raise UneditableError(reference)
        for child in list(cell):
            cell.remove(child)
        cell.attrib.pop("t", "")
        if text:
            cell.set("t", "inlineStr")
            inner = etree.SubElement(cell, self._tag("is"))
            shown = etree.SubElement(inner, self._tag("t"))
            shown.text = clean(text)
            shown.set(_SPACE, "preserve")

    def _cell(self, reference: str) -> etree._Element:
        column = _column(reference)
        row = self._row(int(coordinate_from_string(reference)[1]))
        for cell in row:
            if _column(cell.get("r")) == column:
                return cell
        at = sum(_column(cell.get("r")) < column for cell in row)
        cell = etree.Element(self._tag("c"))
        cell.set("r", reference)
        if style := self._style(row, column):
            cell.set("s", style)
        row.insert(at, cell)
        return cell

    def _row(self, number: int) -> etree._Element:
        for row in self._rows:
            if int(row.get("r", "0")) == number:
                return row
        at = sum(int(row.get("r", "0")) < number for row in self._rows)
        row = etree.Element(self._tag("row"))
        row.set("r", str(number))
        self._rows.insert(at, row)
        return row

    def _style(self, row: etree._Element, column: int) -> str:
        """The look of a new cell: that of the cell above it, else of its column."""
        above = row.getprevious()
        for cell in above if above is not None else ():
            if _column(cell.get("r")) == column:
                return cell.get("s") or ""
        for each in self._root.iterfind("{*}cols/{*}col"):
            if int(each.get("min", "0")) <= column <= int(each.get("max", "0")):
                return each.get("style") or ""
        return ""

    def _tag(self, name: str) -> str:
        return f"{{{self._space}}}{name}"


def _column(reference: str | None) -> int:
    return column_index_from_string(coordinate_from_string(str(reference))[0])
