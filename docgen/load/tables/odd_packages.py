"""Workbooks whose look breaks the schema, made plain: openpyxl refuses them, Excel does not.

What a table needs of such a file is copied into a plain package: sheets, shared strings and the
number formats of cells.
"""

from __future__ import annotations

import io
import zipfile
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from docgen.limits import MOST_XML
from docgen.ooxml.package import CONTENT_TYPES, write_package
from docgen.ooxml.usual import RELATIONS, relations, relations_of, usual_package
from docgen.outside.xml import mended_xml

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    state: str
    part: str


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook's root, its sheets in order, and its other parts by kind."""

    root: etree._Element
    sheets: tuple[_Sheet, ...]
    parts: dict[str, str]


def visible_sheets(data: bytes) -> tuple[str, ...]:
    """The names of a workbook's visible sheets. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(usual_package(data))) as package:
        book = _book(package)
    return tuple(sheet.name for sheet in book.sheets if sheet.state == "visible") if book else ()


def made_plain(data: bytes) -> bytes:
    """A package with the same sheets, texts and number formats, and nothing else.

    Raises zipfile.BadZipFile, ValueError when it is no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = _book(package)
        if book is None or not book.sheets:
            raise ValueError("no workbook with sheets")
        made = {
            f"xl/worksheets/sheet{number}.xml": _read(package, sheet.part)
            for number, sheet in enumerate(book.sheets, 1)
        }
        texts = _read(package, book.parts.get("sharedStrings", ""))
        made["xl/sharedStrings.xml"] = texts or f'<sst xmlns="{_MAIN}"/>'.encode()
        made["xl/styles.xml"] = _styles(_tree(package, book.parts.get("styles", "")))
    made["xl/workbook.xml"] = _workbook(book)
    made |= _called(len(book.sheets))
    return write_package(made.items())


def _read(package: zipfile.ZipFile, name: str) -> bytes:
    return package.read(name) if name in package.namelist() else b""


def _tree(package: zipfile.ZipFile, name: str) -> etree._Element | None:
    if name not in package.namelist() or package.getinfo(name).file_size > MOST_XML:
        return None
    return mended_xml(package.read(name))


def _book(package: zipfile.ZipFile) -> _Book | None:
    found = relations("", _read(package, RELATIONS))
    part = next((path for _id, kind, path in found if kind == "officeDocument"), "")
    root = _tree(package, part)
    if root is None:
        return None
    led = {key: (kind, path) for key, kind, path in
           relations(part, _read(package, relations_of(part)))}  # fmt: skip
    sheets = []
    for each in root.iterfind("{*}sheets/{*}sheet"):
        key = next((str(v) for n, v in each.items() if str(n).rpartition("}")[2] == "id"), "")
        kind, path = led.get(key, ("", ""))
        if kind == "worksheet":
            sheets.append(_Sheet(each.get("name", ""), each.get("state") or "visible", path))
    return _Book(root, tuple(sheets), dict(led.values()))


def _styles(root: etree._Element | None) -> bytes:
    """The number formats of the cells, and nothing else of their look."""
    formats = list(root.iterfind("{*}numFmts/{*}numFmt")) if root is not None else []
    cells = list(root.iterfind("{*}cellXfs/{*}xf")) if root is not None else []
    own = "".join(
        f"<numFmt numFmtId={quoteattr(each.get('numFmtId') or '0')} "
        f"formatCode={quoteattr(each.get('formatCode') or 'General')}/>"
        for each in formats
    )
    look = 'fontId="0" fillId="0" borderId="0"'
    used = "".join(
        f"<xf numFmtId={quoteattr(each.get('numFmtId') or '0')} {look}/>" for each in cells
    )
    plain = f'<xf numFmtId="0" {look}/>'
    return (
        f'{_HEAD}<styleSheet xmlns="{_MAIN}">{f"<numFmts>{own}</numFmts>" if own else ""}'
        '<fonts><font/></fonts><fills><fill><patternFill patternType="none"/></fill></fills>'
        f"<borders><border/></borders><cellStyleXfs>{plain}</cellStyleXfs>"
        f"<cellXfs>{used or plain}</cellXfs></styleSheet>"
    ).encode()


def _workbook(book: _Book) -> bytes:
    properties = book.root.find("{*}workbookPr")
    is_mac = properties is not None and properties.get("date1904") in ("1", "true")
    sheets = "".join(
        f'<sheet name={quoteattr(sheet.name)} sheetId="{number}" state={quoteattr(sheet.state)} '
        f'r:id="rId{number}"/>'
        for number, sheet in enumerate(book.sheets, 1)
    )
    return (
        f'{_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{_DOCUMENT}">'
        f'<workbookPr date1904="{int(is_mac)}"/><sheets>{sheets}</sheets></workbook>'
    ).encode()


def _called(count: int) -> dict[str, bytes]:
    """What calls the parts: content types and relations."""
    sheets = [(f"worksheets/sheet{number}.xml", "worksheet") for number in range(1, count + 1)]
    own = [*sheets, ("styles.xml", "styles"), ("sharedStrings.xml", "sharedStrings")]
    relations = "".join(
        f'<Relationship Id="rId{number}" Type="{_DOCUMENT}/{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(own, 1)
    )
    types = "".join(
        f'<Override PartName="/xl/{target}" ContentType="{_TYPE}.{kind}+xml"/>'
        for target, kind in [("workbook.xml", "sheet.main"), *own]
    )
    head = f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">'
    return {
        CONTENT_TYPES: (
            f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
            f'relationships+xml"/>{types}</Types>'
        ).encode(),
        "_rels/.rels": (
            f'{head}<Relationship Id="rId1" Type="{_DOCUMENT}/officeDocument" '
            'Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/_rels/workbook.xml.rels": f"{head}{relations}</Relationships>".encode(),
    }
