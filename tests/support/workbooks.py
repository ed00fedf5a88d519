"""Workbooks as an office types them, and the rows that it reads in one."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import openpyxl

Rows = Iterable[Iterable[Any]]


def book_of(**sheets: Rows) -> bytes:
    """A workbook of these sheets, each given by its rows, the heads among them."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def write_book(path: Path, **sheets: Rows) -> Path:
    """The same as a file; its folder is made when it is not there."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(book_of(**sheets))
    return path


def rows_under(path: Path, head: str) -> list[dict[str, object]]:
    """The numbered rows under the heads that begin with ``head``, by the texts of the heads."""
    sheet = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    every = [[cell.value for cell in row] for row in sheet.iter_rows()]
    start = next(number for number, row in enumerate(every) if row[0] == head)
    filled = (row for row in every[start + 1 :] if isinstance(row[0], int | float))
    return [dict(zip(map(str, every[start]), row, strict=True)) for row in filled]
