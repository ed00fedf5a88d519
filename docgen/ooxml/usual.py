"""Office packages of other programs as Word and Excel themselves write them (ECMA-376, ISO 29500).

Word, Excel and LibreOffice also open packages in the namespaces of Strict Open XML, with parts that
are called in other letter case than they are stored, with backslashes in their names, and with
attributes left empty. Libraries do not, or read something else in them without a word.
"""

from __future__ import annotations

import io
import posixpath
import re
import zipfile
import zlib
from collections.abc import Iterator, Mapping
from pathlib import Path

from docgen.limits import MOST_XML
from docgen.ooxml.package import CONTENT_TYPES, write_package
from docgen.ooxml.part import part_bytes
from docgen.outside.files import read_bytes
from docgen.outside.packages import check_package
from docgen.outside.xml import mended_xml

RELATIONS = "_rels/.rels"
_HEAD = 4096  # bytes in which a part says its namespaces
_STRICT = b"http://purl.oclc.org/ooxml/"
_STRICT_NAME = re.compile(rb"http://purl\.oclc\.org/ooxml/(\w+)/([\w/]+)")
_SHEETS = "xl/worksheets/"
_TAG = re.compile(rb"<(?:\w+:)?(?:c|row|col|sheetFormatPr)\b[^<>]*>")
_SIZE = re.compile(rb"<(?:\w+:)?dimension\b[^<>]*=\"\"[^<>]*/>")
_EMPTY = re.compile(rb"""\s[\w:]+=(?:""|'')""")
_XML = (".xml", ".rels", ".vml")


def usual_package(data: bytes) -> bytes:
    """The package in its usual form; the same bytes when it has that already.

    Raises zipfile.BadZipFile (OddPackageError among them), zlib.error, RuntimeError (a password)
    for what cannot be read.
    """
    with zipfile.ZipFile(io.BytesIO(check_package(data))) as package:
        stored = [name for name in package.namelist() if not name.endswith(("/", "\\"))]
        called = _called(package, stored)
        odd_names = any(called[name] != name for name in stored)
        strict = is_strict(package)
        emptied = {
            name: plain
            for name in stored
            if _folded(name).startswith(_SHEETS) and _folded(name).endswith(".xml")
            if (plain := _without_empty(part := package.read(name))) is not part
        }
        if not (odd_names or strict or emptied):
            return data
        parts = {called[name]: emptied.get(name) or package.read(name) for name in stored}
    if strict:
        parts = {
            name: _STRICT_NAME.sub(rb"http://schemas.openxmlformats.org/\1/2006/\2", part)
            if name.endswith(_XML)
            else part
            for name, part in parts.items()
        }
    if odd_names:
        parts[CONTENT_TYPES] = _typed_as_called(parts)
    return write_package(parts.items())


def template_bytes(path: Path) -> bytes:
    """A template in its usual form; what is no package as it is. Raises OSError."""
    data = read_bytes(path)
    try:
        return usual_package(data)
    except (zipfile.BadZipFile, zlib.error, RuntimeError, EOFError, ValueError):
        return data  # whoever opens it says what is wrong


def relations(part: str, data: bytes) -> Iterator[tuple[str, str, str]]:
    """The relations of a part (``""``: of the package): id, kind and the part they lead to."""
    root = mended_xml(data)
    folder = part.rpartition("/")[0]
    for each in root if root is not None else ():
        target = (each.get("Target") or "").replace("\\", "/")
        path = target.lstrip("/") if target.startswith("/") else posixpath.join(folder, target)
        if each.get("TargetMode") != "External" and path:
            kind = (each.get("Type") or "").rpartition("/")[2]
            yield each.get("Id") or "", kind, posixpath.normpath(path)


def relations_of(part: str) -> str:
    """The part with the relations of a part: ``xl/_rels/workbook.xml.rels``."""
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _called(package: zipfile.ZipFile, stored: list[str]) -> dict[str, str]:
    """What each stored part is called by those that lead to it."""
    by_fold = {_folded(name): name for name in stored}
    called = {name: name.replace("\\", "/").lstrip("/") for name in stored}
    waiting, seen = [""], set[str]()
    while waiting:
        part = waiting.pop()
        own = RELATIONS if not part else relations_of(part)
        name = by_fold.get(_folded(own))
        if name is None or name in seen:
            continue
        seen.add(name)
        called[name] = own
        if package.getinfo(name).file_size > MOST_XML:
            continue
        for _key, _kind, target in relations(part, package.read(name)):
            if other := by_fold.get(_folded(target)):
                called[other] = target
                waiting.append(target)
    if types := by_fold.get(_folded(CONTENT_TYPES)):
        called[types] = CONTENT_TYPES
    return called


def is_strict(package: zipfile.ZipFile) -> bool:
    """Whether its main part, or what leads to it, is in the namespaces of Strict Open XML."""
    return any(
        _STRICT in package.open(name).read(_HEAD)
        for name in package.namelist()
        if _folded(name).endswith((RELATIONS, "workbook.xml", "document.xml"))
    )


def _without_empty(data: bytes) -> bytes:
    """A sheet without empty attributes of its cells, rows and columns; itself if it has none."""
    if b'=""' not in data and b"=''" not in data:
        return data
    plain = _TAG.sub(lambda tag: _EMPTY.sub(b"", tag[0]), _SIZE.sub(b"", data))
    return data if plain == data else plain


def _typed_as_called(parts: Mapping[str, bytes]) -> bytes:
    """The content types with parts as they are now called."""
    data = parts.get(CONTENT_TYPES, b"")
    root = mended_xml(data)
    if root is None:
        return data
    by_fold = {_folded(name): name for name in parts}
    for each in root:
        name = by_fold.get(_folded(each.get("PartName") or ""))
        if name:
            each.set("PartName", f"/{name}")
    return part_bytes(root)


def _folded(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").casefold()
