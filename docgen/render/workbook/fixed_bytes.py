"""A workbook as bytes that are the same on every run: fixed times, fixed core properties.

What openpyxl writes opens in Excel, but not quite as Excel would have written it: texts stand
in the cells and not in the table of shared strings, and fonts have their parts in another order.
Both are put right here, so that Office has nothing to repair or rewrite.
"""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Mapping
from typing import IO, Any

from lxml import etree
from openpyxl.workbook import Workbook
from openpyxl.xml.functions import tostring

from docgen.ooxml.package import CONTENT_TYPES, read_package, write_package
from docgen.ooxml.part import part_bytes
from docgen.ooxml.sheet_package import Body, write_workbook

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CREATOR = "docgen"
# When the document was "made": a constant, since the same input gives the same bytes.
DATE = dt.datetime(2025, 1, 2)
CORE = "docProps/core.xml"
STYLES = "xl/styles.xml"
STRINGS = "xl/sharedStrings.xml"
SHEETS = "xl/worksheets/sheet"
# lxml's stubs do not know that the default namespace has the prefix None.
MAIN_PREFIX: Any = {None: MAIN.strip("{}")}
RELATIONS = "xl/_rels/workbook.xml.rels"
STRINGS_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"
STRINGS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
MEDIA = "xl/media/"
DRAWING_RELATIONS = "xl/drawings/_rels/"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"
# CT_Font as Office validates it (ECMA-376 part 1, clause 18.8.22); openpyxl has another order.
FONT_ORDER = (
    "b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz",
    "color", "name", "family", "charset", "scheme",
)  # fmt: skip


def fixed_bytes(book: Workbook, title: str) -> bytes:
    """Save ``book`` under ``title``; openpyxl itself puts the clock into the file."""
    return write_package(_fixed_parts(book, title).items())


def write_book(target: IO[bytes], book: Workbook, title: str, bodies: Mapping[str, Body]) -> None:
    """Write ``book`` to ``target``, with streamed rows by the name of their sheet, and let them go.

    The same book and rows give the same bytes.
    """
    parts = _fixed_parts(book, title)
    numbers = {sheet.title: number for number, sheet in enumerate(book.worksheets, 1)}
    by_part = {f"{SHEETS}{numbers[name]}.xml": body for name, body in bodies.items()}
    write_workbook(target, parts, by_part)
    for body in bodies.values():
        body.spool.close()


def _fixed_parts(book: Workbook, title: str) -> dict[str, bytes]:
    saved = io.BytesIO()
    book.save(saved)
    # Only now: saving sets the time of the last change.
    properties = book.properties
    properties.title, properties.creator, properties.lastModifiedBy = title, CREATOR, CREATOR
    properties.created = properties.modified = DATE
    core = tostring(properties.to_tree())
    parts = read_package(saved.getvalue())
    parts[CORE] = core
    parts[STYLES] = _fonts_in_order(parts[STYLES])
    _share_strings(parts)
    _share_pictures(parts)
    return parts


def _share_strings(parts: dict[str, bytes]) -> None:
    """Move the texts of all cells into the table of shared strings (clause 18.4)."""
    numbers: dict[str, int] = {}
    used = 0
    for name in sorted(name for name in parts if name.startswith(SHEETS)):
        root = etree.fromstring(parts[name])
        for cell in root.iter(f"{MAIN}c"):
            if cell.get("t") != "inlineStr":
                continue
            # The cells are written here as plain text, so there are no runs to keep.
            text = "".join(part.text or "" for part in cell.iter(f"{MAIN}t"))
            del cell[:]
            cell.set("t", "s")
            value = etree.SubElement(cell, f"{MAIN}v")
            value.text = str(numbers.setdefault(text, len(numbers)))
            used += 1
        parts[name] = part_bytes(root)
    table = etree.Element(f"{MAIN}sst", nsmap=MAIN_PREFIX)
    table.set("count", str(used))
    table.set("uniqueCount", str(len(numbers)))
    for text in numbers:
        part = etree.SubElement(etree.SubElement(table, f"{MAIN}si"), f"{MAIN}t")
        part.text = text
        part.set(SPACE, "preserve")
    if STRINGS not in parts:
        _declare_strings(parts)
    parts[STRINGS] = part_bytes(table)


def _declare_strings(parts: dict[str, bytes]) -> None:
    """Tell the package about the new part: its content type, and that the workbook has it."""
    types = etree.fromstring(parts[CONTENT_TYPES])
    entry = etree.SubElement(types, types[-1].tag)  # the last is an Override
    entry.set("PartName", f"/{STRINGS}")
    entry.set("ContentType", STRINGS_TYPE)
    parts[CONTENT_TYPES] = part_bytes(types)
    relations = etree.fromstring(parts[RELATIONS])
    entry = etree.SubElement(relations, relations[-1].tag)
    entry.set("Type", STRINGS_KIND)
    entry.set("Target", STRINGS.removeprefix("xl/"))
    entry.set("Id", f"rId{len(relations)}")
    parts[RELATIONS] = part_bytes(relations)


def _share_pictures(parts: dict[str, bytes]) -> None:
    """Keep one copy of a picture that stands on several sheets."""
    kept: dict[bytes, str] = {}
    for name in sorted(name for name in parts if name.startswith(MEDIA)):
        same = kept.setdefault(parts[name], name)
        if same == name:
            continue
        del parts[name]
        for user in (other for other in parts if other.startswith(DRAWING_RELATIONS)):
            parts[user] = parts[user].replace(f'"/{name}"'.encode(), f'"/{same}"'.encode())


def _fonts_in_order(styles: bytes) -> bytes:
    """The stylesheet with the properties of each font in the schema's order."""
    root = etree.fromstring(styles)
    for font in root.iter(f"{MAIN}font"):
        font[:] = sorted(font, key=_font_place)
    return part_bytes(root)


def _font_place(part: etree._Element) -> int:
    name = etree.QName(part).localname
    return FONT_ORDER.index(name) if name in FONT_ORDER else len(FONT_ORDER)
