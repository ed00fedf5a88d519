"""Workbooks that Excel and LibreOffice open and openpyxl does not, made plain for it.

Some programs write Strict Open XML (ISO 29500, other namespaces), spell the names of parts in other
letter case than they call them, leave attributes empty, or write styles that break the schema. What
a table needs of such a file is copied into a plain package: sheets, shared strings, number formats.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from lxml import etree

from docgen.ooxml.package import CONTENT_TYPES, write_package

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_DOCUMENT = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_STRICT = b"http://purl.oclc.org/ooxml/"
_NAMESPACES = (
    (_STRICT + b"spreadsheetml/main", _MAIN.encode()),
    (_STRICT + b"officeDocument/relationships", _DOCUMENT.encode()),
)
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row|col|sheetFormatPr|dimension)\b[^<>]*>")
# What a sheet says of its size is not believed anyway.
_SIZE = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*/>")
_EMPTY = re.compile(rb"""\s[\w:]+=(?:""|'')""")
MOST_XML = 2**25  # bytes of a part that only says what is where, or of the styles
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True, slots=True)
class _Sheet:
    name: str
    state: str
    part: str


class _Parts:
    """The parts of a package by name, whatever the case of letters and the slashes."""

    def __init__(self, package: zipfile.ZipFile) -> None:
        self._package = package
        self._names = {_folded(name): name for name in package.namelist()}
        self.are_as_called = CONTENT_TYPES in package.namelist()

    def read(self, name: str) -> bytes | None:
        stored = self._names.get(_folded(name))
        if stored != name:
            self.are_as_called = False
        return self._package.read(stored) if stored else None

    def tree(self, name: str) -> etree._Element | None:
        stored = self._names.get(_folded(name))
        if stored is None or self._package.getinfo(stored).file_size > MOST_XML:
            return None
        data = self.read(name) or b""
        parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True)
        root: etree._Element | None = etree.fromstring(data, parser)
        return root

    def related(self, name: str) -> Iterator[tuple[str, str, str]]:
        """The relations of a part (``""``: of the package): id, kind and the part they lead to."""
        folder, _, own = name.rpartition("/")
        root = self.tree(posixpath.join(folder, "_rels", f"{own}.rels"))
        for each in root if root is not None else ():
            target = each.get("Target", "").replace("\\", "/")
            path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
            kind = each.get("Type", "").rpartition("/")[2]
            yield each.get("Id", ""), kind, posixpath.normpath(path)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook's sheets in order, and its other parts by kind."""

    root: etree._Element
    sheets: tuple[_Sheet, ...]
    parts: dict[str, str]


def _book(parts: _Parts) -> _Book | None:
    part = next((path for _id, kind, path in parts.related("") if kind == "officeDocument"), "")
    root = parts.tree(part) if part else None
    if root is None:
        return None
    relations = {key: (kind, path) for key, kind, path in parts.related(part)}
    sheets = []
    for each in root.iterfind("{*}sheets/{*}sheet"):
        key = next((str(v) for n, v in each.items() if str(n).rpartition("}")[2] == "id"), "")
        kind, path = relations.get(key, ("", ""))
        if kind == "worksheet":
            sheets.append(_Sheet(each.get("name", ""), each.get("state") or "visible", path))
    return _Book(root, tuple(sheets), dict(relations.values()))


def visible_sheets(data: bytes) -> tuple[str, ...]:
    """The names of a workbook's visible sheets. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        book = _book(_Parts(package))
    return tuple(sheet.name for sheet in book.sheets if sheet.state == "visible") if book else ()


def is_odd(data: bytes) -> bool:
    """Whether openpyxl would find no sheet or no texts in it. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = _Parts(package)
        book = _book(parts)
        if book is None:
            return True
        names = frozenset(package.namelist())
        if not parts.are_as_called or not names.issuperset(book.parts.values()):
            return True
        if str(etree.QName(book.root).namespace) != _MAIN:
            return True
        return any(_has_empty(package.read(sheet.part)) for sheet in book.sheets)


def _has_empty(data: bytes) -> bool:
    """Whether a cell has an attribute without a value; its type would be lost without a word."""
    return b'=""' in data and any(_EMPTY.search(tag[0]) for tag in _TAG.finditer(data))


def made_plain(data: bytes) -> bytes:
    """A package with the same sheets, texts and number formats, as openpyxl expects them.

    Raises zipfile.BadZipFile, ValueError when it is no workbook.
    """
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = _Parts(package)
        book = _book(parts)
        if book is None or not book.sheets:
            raise ValueError("no workbook with sheets")
        made = {
            f"xl/worksheets/sheet{number}.xml": _plain(parts.read(sheet.part) or b"")
            for number, sheet in enumerate(book.sheets, 1)
        }
        texts = parts.read(book.parts.get("sharedStrings", ""))
        made["xl/sharedStrings.xml"] = _plain(texts or f'<sst xmlns="{_MAIN}"/>'.encode())
        made["xl/styles.xml"] = _styles(parts.tree(book.parts.get("styles", "")))
    made["xl/workbook.xml"] = _workbook(book)
    made |= _called(len(book.sheets))
    return write_package(made.items())


def _plain(data: bytes) -> bytes:
    """A part in the usual namespaces, without empty attributes where they are numbers."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        data = data.decode("utf-16").encode()
        data = re.sub(rb"^<\?xml[^>]*\?>", b"", data)
    for strict, usual in _NAMESPACES:
        data = data.replace(strict, usual)
    return _TAG.sub(lambda tag: _EMPTY.sub(b"", tag[0]), _SIZE.sub(b"", data))


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
