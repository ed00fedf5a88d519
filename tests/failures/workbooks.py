"""Workbooks as people keep them, made from recipes (``workbooks/*.toml``).

``rows`` are texts; ``merged``, ``hidden_rows``, ``hidden_columns``, ``filter``, ``cells`` and
``formats`` are done to them. ``spoilt`` names what happens to the file itself, ``lock`` a file
left beside it.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl

SHEET = "surat"
OFFICIALS = (("kunci", "nama", "jabatan"), ("kepala", "Ani", "Kepala Badan"))
OLE = b"\xd0\xcf\x11\xe0" + b"\0" * 600


def make(recipe: dict[str, Any], folder: Path) -> str:
    """Write the workbook of a recipe; returns its name."""
    name = str(recipe.get("name", "x.xlsx"))
    data = workbook(recipe)
    if spoilt := recipe.get("spoilt"):
        data = SPOILT[spoilt](data)
    if data:
        (folder / name).write_bytes(data)
    if "lock" in recipe:
        (folder / recipe["lock"]).write_bytes(b"")
    return name


def workbook(recipe: dict[str, Any]) -> bytes:
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet, officials = book.create_sheet(SHEET), book.create_sheet("pejabat")
    for row in recipe["rows"]:
        sheet.append([text or None for text in row])
    for official in OFFICIALS:
        officials.append(official)
    for cell, value in recipe.get("cells", {}).items():
        sheet[cell] = value
    for cell, number_format in recipe.get("formats", {}).items():
        sheet[cell].number_format = number_format
    for cells in recipe.get("merged", ()):
        sheet.merge_cells(cells)
    for number in recipe.get("hidden_rows", ()):
        sheet.row_dimensions[number].hidden = True
    for letter in recipe.get("hidden_columns", ()):
        sheet.column_dimensions[letter].hidden = True
    if "filter" in recipe:
        sheet.auto_filter.ref = recipe["filter"]
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb(data: bytes, size: int = 60, parts: int = 1) -> bytes:
    """The workbook with parts of that many megabytes that pack to almost nothing."""
    stream = io.BytesIO(data)
    with zipfile.ZipFile(stream, "a", zipfile.ZIP_DEFLATED) as archive:
        for number in range(parts):
            archive.writestr(f"xl/media/{number}.bin", b"\0" * (size * 2**20))
    return stream.getvalue()


def open_document(_data: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
    return stream.getvalue()


def other_sheet(_data: bytes) -> bytes:
    book = openpyxl.Workbook()
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "password": lambda _data: OLE + "EncryptedPackage".encode("utf-16-le"),
    "old": lambda _data: OLE,
    "open_document": open_document,
    "damaged": lambda data: data[: len(data) // 2],
    "html": lambda _data: b"<html><table><tr><td>id</td></tr></table></html>",
    "bomb": bomb,
    "many": lambda data: bomb(data, size=30, parts=9),
    "gone": lambda _data: b"",
    "other_sheet": other_sheet,
}
