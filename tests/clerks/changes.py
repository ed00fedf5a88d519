"""What a clerk does to a workspace without meaning to, by the names that the table gives it."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet


def change(root: Path, name: str, file: str, *rest: Any) -> None:
    """One change of a file of the workspace."""
    CHANGES[name](root / file, *rest)


def _sheet(path: Path, old: str, new: str) -> None:
    book = openpyxl.load_workbook(path)
    book[old].title = new
    book.save(path)


def _heads(sheet: Worksheet) -> dict[Any, int]:
    return {cell.value: cell.column for cell in sheet[1]}


def _head(path: Path, sheet: str, old: str, new: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet].cell(1, _heads(book[sheet])[old]).value = new
    book.save(path)


def _cell(path: Path, sheet: str, head: str, row: int, value: Any) -> None:
    book = openpyxl.load_workbook(path)
    kept = dt.datetime.combine(value, dt.time()) if isinstance(value, dt.date) else value
    book[sheet].cell(row, _heads(book[sheet])[head]).value = kept
    book.save(path)


def _merge(path: Path, sheet: str, cells: str) -> None:
    book = openpyxl.load_workbook(path)
    book[sheet].merge_cells(cells)
    book.save(path)


def _text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text, (path.name, old)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def _add(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


def _csv(path: Path, sheet: str, separator: str, encoding: str) -> None:
    """The sheet, saved as .csv beside the workbook."""
    rows = openpyxl.load_workbook(path)[sheet].iter_rows(values_only=True)
    with path.with_suffix(".csv").open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=separator).writerows(rows)


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _folder(path: Path) -> None:
    if path.exists():
        path.unlink()
    path.mkdir()


def _double(path: Path, sheet: str, row: int) -> None:
    """A row, copied below all others."""
    book = openpyxl.load_workbook(path)
    book[sheet].append([cell.value for cell in book[sheet][row]])
    book.save(path)


CHANGES: dict[str, Callable[..., None]] = {
    "sheet": _sheet,
    "head": _head,
    "cell": _cell,
    "merge": _merge,
    "text": _text,
    "add": _add,
    "csv": _csv,
    "write": _write,
    "folder": _folder,
    "double": _double,
    "delete": lambda path: path.unlink(),
    "move": lambda path, new: path.rename(path.with_name(new)),
    "copy": lambda path, new: shutil.copy(path, path.with_name(new)),
}
