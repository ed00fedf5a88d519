"""Look at an office file before LibreOffice sees it.

LibreOffice converts plain text that is called .docx, makes a blank page of an empty file and
says nothing about a broken one; so a file must prove what it is first.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from docgen.convert.jobs import Kind
from docgen.findings import Finding, Where, error
from docgen.model.file_kinds import really
from docgen.model.writing.os_reasons import os_reason
from docgen.ooxml.usual import usual_package
from docgen.outside.files import read_bytes
from docgen.outside.packages import OddPackageError, check_package
from docgen.outside.xml import parse_xml

_CONTENT_TYPES, _RELATIONS = "[Content_Types].xml", "_rels/.rels"
_MAIN = "/officeDocument"
_TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_MAIN_PARTS = {
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml": Kind.WRITER,
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml": Kind.CALC,
}
_SUFFIXES = {".docx": Kind.WRITER, ".xlsx": Kind.CALC}
_ROOTS = {Kind.WRITER: "document", Kind.CALC: "workbook"}


def check_office_file(path: Path) -> Kind | Finding:
    """What kind of document ``path`` is, or the finding ``convert-not-a-document``."""
    try:
        data = read_bytes(path)
        if not data:
            return _refuse(path, "berkas kosong (0 bita)")
        with zipfile.ZipFile(io.BytesIO(check_package(data))) as package:
            damaged = package.testzip()
            if damaged is not None:
                return _refuse(path, f"bagian {damaged} rusak")
            kind = _read_kind(path, package)
        if isinstance(kind, Kind):
            return kind
        # Other programs call parts otherwise; Word, Excel and LibreOffice do not mind.
        with zipfile.ZipFile(io.BytesIO(usual_package(data))) as package:
            return _read_kind(path, package)
    except FileNotFoundError:
        return _refuse(path, "berkas tidak ada")
    except OddPackageError as problem:
        return _refuse(path, problem.words)
    except OSError as problem:
        return _refuse(path, f"berkas tidak dapat dibaca ({os_reason(problem)})")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        if instead := really(data):
            message = f"Tidak dapat dijadikan PDF: {instead}."
            return error("convert-not-a-document", Where(str(path)), message)
        return _refuse(path, "isinya bukan dokumen Word atau Excel, atau terpotong")
    except etree.XMLSyntaxError:
        return _refuse(path, "XML di dalamnya rusak")


def _read_kind(path: Path, package: zipfile.ZipFile) -> Kind | Finding:
    if _CONTENT_TYPES not in package.namelist():
        return _refuse(path, "bukan dokumen Word atau Excel")
    for part, content_type in _typed_parts(package):
        kind = _MAIN_PARTS.get(content_type)
        if kind is None:
            continue
        if _SUFFIXES.get(path.suffix.lower()) is not kind:
            return _refuse(path, f"isinya {kind.suffix}, tetapi namanya berakhir {path.suffix}")
        if part not in package.namelist():
            return _refuse(path, f"bagian {part} tidak ada")
        if etree.QName(parse(package.read(part))).localname != _ROOTS[kind]:
            return _refuse(path, f"bagian {part} bukan dokumen")
        return kind
    return _refuse(path, "bukan dokumen Word (.docx) atau Excel (.xlsx)")


def _typed_parts(package: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    """Parts with their content types: those typed by name, then the main part if it is typed by
    its ending only (ECMA-376-2, 10.1.2.3: a name wins, and of an ending case does not count)."""
    types = parse(package.read(_CONTENT_TYPES))
    named = {
        each.get("PartName", "").lstrip("/"): each.get("ContentType", "")
        for each in types.iter(f"{_TYPES}Override")
    }
    yield from named.items()
    endings = {
        each.get("Extension", "").lower(): each.get("ContentType", "")
        for each in types.iter(f"{_TYPES}Default")
    }
    if _RELATIONS in package.namelist():
        for each in parse(package.read(_RELATIONS)):
            part = posixpath.normpath(each.get("Target", "").lstrip("/"))
            ending = part.rpartition(".")[2].lower()
            if each.get("Type", "").endswith(_MAIN) and part not in named and ending in endings:
                yield part, endings[ending]


def parse(data: bytes) -> etree._Element:
    """The root of a part. Raises lxml's XMLSyntaxError."""
    return parse_xml(data, huge=True)


def _refuse(path: Path, reason: str) -> Finding:
    return error(
        "convert-not-a-document",
        Where(str(path)),
        f"Tidak dapat dijadikan PDF: {reason}. Buka berkas ini di Word atau Excel, lalu simpan "
        "ulang sebagai .docx atau .xlsx.",
    )
