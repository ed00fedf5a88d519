"""An .xlsx sheet as a grid: values by openpyxl, after one look at how the sheet is laid out.

That first look finds what openpyxl leaves out when it only reads (merged cells, what is hidden,
formulas without a result) and how far the sheet really goes: one that claims 1,048,576 rows costs
no more than those that say something.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

import openpyxl
from lxml import etree
from openpyxl.utils.cell import column_index_from_string as column_index
from openpyxl.utils.cell import coordinate_from_string

from docgen.findings import Finding, Where, error, warning
from docgen.guard import guarded_once
from docgen.limits import MOST_ROWS, TABLE, Stopped
from docgen.load.tables.cells import displayed
from docgen.load.tables.grid import SAVE_AGAIN, SMALLER, Grid
from docgen.load.tables.odd_packages import made_plain
from docgen.load.tables.shown import Typed, shows_other_text
from docgen.model.file_kinds import really
from docgen.ooxml.usual import usual_package
from docgen.outside.packages import OddPackageError, unpacked_size

# A workbook, which of its sheets, its place, and how many rows each may fill.
_Asked = tuple[bytes, Sequence[str | None], Where, int]
# Excel keeps 15 digits of a number; what comes after them is lost (NIP has 18).
EXACT = 10**15
# A sheet of letters has some thirty columns; a slip of the pen in column XFD is none of them.
MOST_COLUMNS = 1000
_LARGE = 16 * 2**20  # bytes unpacked
OPEN_DOCUMENT = b"opendocument"
# Sheets are full of cells that only have a border; XPath passes them over without a word of Python.
_WITH_CONTENT = etree.XPath("*[*]")


def read_workbook(data: bytes, sheet: str | None, where: Where) -> Grid | Finding:
    """The grid of a sheet (``None``: the first visible one), or why it cannot be read.

    Findings: file-too-large, table-unreadable, table-missing-sheet.
    """
    return read_sheets(data, (sheet,), where)[0]


def read_sheets(
    data: bytes, sheets: Sequence[str | None], where: Where, most: int = MOST_ROWS
) -> tuple[Grid | Finding, ...]:
    """The grids of several sheets, the workbook opened once; each with ``most`` filled rows.

    Findings: as ``read_workbook``, table-too-long.
    """
    found = _read_any(data, sheets, where, most)
    return (found,) * len(sheets) if isinstance(found, Finding) else found


def _read_any(
    data: bytes, sheets: Sequence[str | None], where: Where, most: int
) -> tuple[Grid | Finding, ...] | Finding:
    with warnings.catch_warnings():
        # openpyxl warns of parts it leaves out (validation, drawings): none of them is read here.
        warnings.simplefilter("ignore")
        try:
            return _read((usual_package(data), sheets, where, most))
        except OddPackageError as problem:
            code, advice = ("table-unreadable", SAVE_AGAIN)
            if problem.too_large:
                code, advice = ("file-too-large", SMALLER)
            return error(code, where, f"Berkas ini {problem.words}; {advice}.")
        except Exception:
            # openpyxl meets a broken file with whatever its parts raise (KeyError, ParseError,
            # BadZipFile, ValueError, zlib.error ...): for the office they are all one thing.
            kind = "rusak atau bukan buku kerja Excel (.xlsx)"
            if OPEN_DOCUMENT in data[:200]:
                kind = "berformat OpenDocument (.ods)"
            advice = really(data) or f"{kind}: {SAVE_AGAIN}"
            return error("table-unreadable", where, f"Berkas ini {advice}.")


def _read(given: _Asked) -> tuple[Grid | Finding, ...] | Finding:
    """The grids of a workbook; a large one is read in a child, since it may take much memory."""
    data, _sheets, where, _most = given
    if unpacked_size(data) < _LARGE:
        return _grids_of_any(given)
    result = guarded_once(_grids_of_any, given, TABLE)
    if isinstance(result, Stopped):
        message = f"Membaca berkas ini {result.said(TABLE)}; {SMALLER}."
        return error("file-too-large", where, message)
    return result


def _grids_of_any(given: _Asked) -> tuple[Grid | Finding, ...]:
    """The grids of a workbook of any program; what openpyxl cannot read is made plain for it."""
    data, sheets, where, most = given
    try:
        return _grids(data, sheets, where, most)
    except (MemoryError, RecursionError):
        raise
    except Exception:
        return _grids(made_plain(data), sheets, where, most)


@dataclass(slots=True, kw_only=True)
class _Layout:
    """What a sheet's XML says beside its values; rows and columns count from 1."""

    filled: set[int] = field(default_factory=set)
    last_column: int = 0
    beyond: str = ""  # the first cell beyond MOST_COLUMNS
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    uncomputed: list[str] = field(default_factory=list)


def _grids(
    data: bytes, sheets: Sequence[str | None], where: Where, most: int
) -> tuple[Grid | Finding, ...]:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    return tuple(_grid_of_sheet(book, sheet, where, most) for sheet in sheets)


def _grid_of_sheet(
    book: openpyxl.Workbook, sheet: str | None, where: Where, most: int
) -> Grid | Finding:
    visible = [s.title for s in book.worksheets if s.sheet_state == "visible"]
    names = [s.title for s in book.worksheets]
    name = (visible or names)[0] if sheet is None else _same_name(sheet, names)
    if name is None:
        return missing_sheet(sheet or "", names, where)
    values: Any = book[name]
    layout = _layout(values)
    grid = Grid(
        where=where.at(sheet=name),
        rows=[],
        merged=layout.merged,
        hidden_rows=[number - 1 for number in layout.hidden_rows],
        hidden_columns=[number - 1 for number in layout.hidden_columns],
    )
    if len(layout.filled) > most:
        message = (
            f"Lembar ini berisi {len(layout.filled)} baris, paling banyak {most}; hapus baris di "
            "bawah data yang tidak dipakai (sering terisi ke bawah tanpa sengaja)."
        )
        return error("table-too-long", grid.where, message)
    if layout.beyond:
        message = (
            f"Isi sesudah kolom ke-{MOST_COLUMNS} tidak dibaca; hapus, atau pindahkan ke kolom "
            "yang lebih dekat."
        )
        grid.notes.append(warning("table-too-wide", grid.where.at(cell=layout.beyond), message))
    if layout.filled:
        # Some applications write a wrong <dimension>, and openpyxl would read no further.
        values.reset_dimensions()
        rows = values.iter_rows(max_row=max(layout.filled), max_col=layout.last_column)
        for number, row in enumerate(rows):
            grid.rows.append([])
            if number + 1 in layout.filled:
                _read_row(grid, number, row)
    for coordinate in layout.uncomputed:
        letters, number = coordinate_from_string(coordinate)
        message = (
            "Rumus di sel ini belum punya hasil; buka berkas di Excel, simpan, "
            "lalu jalankan lagi (atau ketik nilainya)."
        )
        problem = error("cell-formula-without-value", grid.where.at(cell=coordinate), message)
        grid.problems.setdefault((number - 1, column_index(letters) - 1), problem)
    return grid


def _read_row(grid: Grid, number: int, row: Sequence[Any]) -> None:
    texts = ["" if cell.value is None else displayed(cell.value, cell.number_format)
             for cell in row]  # fmt: skip
    while texts and not texts[-1]:
        texts.pop()
    grid.rows[number] = texts
    for column, cell in enumerate(row):
        if cell.value is None:
            continue
        if finding := _problem(cell, grid.where):
            grid.problems[number, column] = finding
        elif not isinstance(cell.value, str) or shows_other_text(cell.number_format):
            grid.typed[number, column] = Typed(cell.value, cell.number_format)


def _layout(sheet: Any) -> _Layout:
    """Read through a sheet's XML once; entities are never expanded."""
    layout = _Layout()
    with sheet._get_source() as source:
        parts = etree.iterparse(
            source, tag=("{*}row", "{*}mergeCell", "{*}col"), huge_tree=True, resolve_entities=False
        )
        number = 0
        for _event, element in parts:
            kind = element.tag.rpartition("}")[2]
            hidden = element.get("hidden") in ("1", "true")
            if kind == "mergeCell":
                layout.merged.append(str(element.get("ref")))
            elif kind == "col":
                first, last = int(element.get("min", "1")), int(element.get("max", "1"))
                if hidden:
                    layout.hidden_columns += range(first, min(last, MOST_COLUMNS) + 1)
            else:
                number = int(element.get("r") or number + 1)
                if hidden:
                    layout.hidden_rows.append(number)
                if len(element):
                    _cells(layout, element, number)
            element.clear()  # a million rows would stay in memory
            while element.getprevious() is not None:
                del element.getparent()[0]
    return layout


def _cells(layout: _Layout, row: Any, number: int) -> None:
    """Which cells of a row say anything, and which formulas have no result."""
    filled: Any = _WITH_CONTENT(row)
    for cell in filled:
        reference = cell.get("r")
        if reference:
            column = column_index(coordinate_from_string(reference)[0])
        else:
            column = 1 + sum(1 for _ in cell.itersiblings(preceding=True))
        if column > MOST_COLUMNS:
            layout.beyond = layout.beyond or str(reference)
            continue
        layout.filled.add(number)
        layout.last_column = max(layout.last_column, column)
        if cell.find("{*}f") is not None and cell.get("t") != "str":
            value = cell.find("{*}v")
            # =IF(A1="";"";...) did give its "": such a cell is of the type str.
            if (value is None or not value.text) and cell.find("{*}is") is None:
                layout.uncomputed.append(str(reference or f"A{number}"))


def _problem(cell: Any, where: Where) -> Finding | None:
    value = cell.value
    if cell.data_type == "e":
        return error(
            "cell-error",
            where.at(cell=cell.coordinate),
            f"Sel berisi galat Excel {value}; perbaiki rumusnya atau ketik nilainya.",
        )
    if isinstance(value, int | float) and not isinstance(value, bool) and abs(value) >= EXACT:
        return warning(
            "cell-number-rounded",
            where.at(cell=cell.coordinate),
            "Angka lebih dari 15 digit dibulatkan oleh Excel, angka terakhirnya hilang; "
            "ubah format sel menjadi Teks lalu ketik ulang (misalnya NIP).",
        )
    return None


def _same_name(sheet: str, names: Iterable[str]) -> str | None:
    wanted = sheet.strip().casefold()
    names = tuple(names)
    same = (name for name in names if name.strip().casefold() == wanted)
    return sheet if sheet in names else next(same, None)


def missing_sheet(sheet: str, names: Sequence[str], where: Where) -> Finding:
    """There is no such sheet (or key of a YAML file): which are there, and which was meant."""
    close = get_close_matches(sheet.casefold(), [name.casefold() for name in names], 1, 0.6)
    guess = next((name for name in names if close and name.casefold() == close[0]), None)
    listed = ", ".join(f'"{name}"' for name in names)
    did_you_mean = f' Maksud Anda "{guess}"?' if guess else ""
    mend = "Ganti nama lembarnya, atau nama lembar yang diminta di docgen.toml."
    return error(
        "table-missing-sheet",
        where,
        f'Tidak ada lembar "{sheet}"; lembar yang ada: {listed}.{did_you_mean} {mend}',
    )
