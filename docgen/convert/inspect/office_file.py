"""Look at an office file before LibreOffice sees it.

LibreOffice converts plain text that is called .docx, makes a blank page of an empty file and
says nothing about a broken one; so a file must prove what it is first.
"""

from __future__ import annotations

import zipfile
import zlib
from pathlib import Path

from lxml import etree

from docgen.convert.jobs import Kind
from docgen.findings import Finding, Where, error

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
        if path.stat().st_size == 0:
            return _refuse(path, "berkas kosong (0 bita)")
        with zipfile.ZipFile(path) as package:
            damaged = package.testzip()
            if damaged is not None:
                return _refuse(path, f"bagian {damaged} rusak")
            return _read_kind(path, package)
    except FileNotFoundError:
        return _refuse(path, "berkas tidak ada")
    except OSError as problem:
        return _refuse(path, f"berkas tidak dapat dibaca ({problem.strerror})")
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError):
        return _refuse(path, "isinya bukan dokumen Word atau Excel, atau terpotong")
    except etree.XMLSyntaxError:
        return _refuse(path, "XML di dalamnya rusak")


def _read_kind(path: Path, package: zipfile.ZipFile) -> Kind | Finding:
    if "[Content_Types].xml" not in package.namelist():
        return _refuse(path, "bukan dokumen Word atau Excel")
    for override in parse(package.read("[Content_Types].xml")).iter(f"{_TYPES}Override"):
        kind = _MAIN_PARTS.get(override.get("ContentType", ""))
        if kind is None:
            continue
        if _SUFFIXES.get(path.suffix.lower()) is not kind:
            return _refuse(path, f"isinya {kind.suffix}, tetapi namanya berakhir {path.suffix}")
        part = override.get("PartName", "").lstrip("/")
        if part not in package.namelist():
            return _refuse(path, f"bagian {part} tidak ada")
        if etree.QName(parse(package.read(part))).localname != _ROOTS[kind]:
            return _refuse(path, f"bagian {part} bukan dokumen")
        return kind
    return _refuse(path, "bukan dokumen Word (.docx) atau Excel (.xlsx)")


def parse(data: bytes) -> etree._Element:
    """The root of a part. Raises lxml's XMLSyntaxError."""
    # A fresh parser for each part: they are not shared between threads.
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True)
    return etree.fromstring(data, parser)


def _refuse(path: Path, reason: str) -> Finding:
    return error(
        "convert-not-a-document",
        Where(str(path)),
        f"Tidak dapat dijadikan PDF: {reason}. Buka berkas ini di Word atau Excel, lalu simpan "
        "ulang sebagai .docx atau .xlsx.",
    )
