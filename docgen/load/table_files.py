"""From a file to a grid of displayed texts: .xlsx by openpyxl, .csv as Excel writes it.

What a file is, is told by its first bytes, not by its name: offices rename ``.xls`` files and
web applications export HTML under the name of a workbook.
"""

from __future__ import annotations

import csv
import datetime as dt
import io
import unicodedata
import warnings
import zipfile
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import openpyxl
from lxml import etree

from docgen.findings import Finding, Where, error, warning

ZIP = b"PK\x03\x04"
OLE = b"\xd0\xcf\x11\xe0"  # .xls, and .xlsx with a password
# The stream of an encrypted .xlsx, as the OLE directory spells it.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
# Excel keeps 15 digits of a number; what comes after them is lost (NIP has 18).
EXACT = 10**15
SAVE_AGAIN = "buka berkas itu di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx"
CSV_DELIMITERS = (";", ",", "\t")


@dataclass(frozen=True, slots=True)
class Grid:
    """The texts of one sheet, from its first row and column; trailing blanks may be missing.

    ``problems`` are findings by (row, column), both from 0: the reader of the table decides
    which of them matter, since those outside its columns do not. ``merged`` are the ranges of
    merged cells (``A2:A4``).
    """

    where: Where
    rows: list[list[str]]
    problems: dict[tuple[int, int], Finding] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)


def read_grid(path: Path, sheet: str | None, shown_as: str) -> Grid | Finding:
    """The grid of a sheet (``None``: the first visible one), or why it cannot be read."""
    where = Where(shown_as)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return error(
            "table-missing-file",
            where,
            "Berkas tidak ditemukan; periksa nama dan foldernya.",
        )
    except OSError:
        return error(
            "table-unreadable",
            where,
            "Berkas tidak dapat dibuka; tutup dulu di Excel dan periksa hak aksesnya.",
        )
    if data.startswith(OLE):
        kind = "berkata sandi" if ENCRYPTED in data else "berformat .xls lama"
        return error("table-unreadable", where, f"Berkas ini {kind}: {SAVE_AGAIN} tanpa sandi.")
    if data.startswith(ZIP):
        return _read_workbook(data, sheet, where)
    if path.suffix.lower() in (".csv", ".txt", ".tsv"):
        return _read_csv(data, sheet, where)
    return error("table-unreadable", where, f"Berkas ini bukan buku kerja Excel: {SAVE_AGAIN}.")


def displayed(value: object, number_format: str = "General") -> str:
    """The text of a cell as the office reads it on screen; dates become ISO ``yyyy-mm-dd``."""
    match value:
        case None:
            return ""
        case str():
            return clean(value)
        case bool():
            return "Ya" if value else "Tidak"
        case dt.datetime():
            if value.time() == dt.time():
                return value.date().isoformat()
            return value.isoformat(sep=" ", timespec="minutes")
        case dt.date():
            return value.isoformat()
        case dt.time():
            return value.isoformat(timespec="minutes")
        case int() | float():
            return _figure(value, number_format)
        case _:
            return clean(str(value))


def clean(text: str) -> str:
    """Text without what cannot be seen: no-break and zero-width spaces, controls, apostrophe.

    Line breaks inside a cell stay, as ``\\n``.
    """
    text = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    # A vertical tab is the line break of Word, pasted into Excel.
    text = text.replace("\xa0", " ").replace("\u202f", " ").replace("\v", "\n").replace("\t", " ")
    text = "".join(c for c in text if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))
    text = unicodedata.normalize("NFC", text).strip()
    # The apostrophe is how people force text in Excel; in a .csv it is left standing.
    return text[1:].lstrip() if text[:1] in ("'", "’") and text[1:2].isdigit() else text


def _figure(value: int | float, number_format: str) -> str:
    if isinstance(value, float) and not value.is_integer():
        places = number_format.partition(".")[2]
        if number_format.replace("0", "") == "." and places:
            return f"{value:.{len(places)}f}".replace(".", ",")
        return repr(value).replace(".", ",")
    whole = str(int(value))
    # A format of zeros only pads: 7 shown as 007.
    return whole.zfill(len(number_format)) if not number_format.strip("0") else whole


def _read_workbook(data: bytes, sheet: str | None, where: Where) -> Grid | Finding:
    with warnings.catch_warnings():
        # openpyxl warns of parts it leaves out (validation, drawings): none of them is read here.
        warnings.simplefilter("ignore")
        try:
            return _grid_of_sheet(data, sheet, where)
        except Exception:
            # openpyxl meets a broken file with whatever its parts raise (KeyError, ParseError,
            # BadZipFile, ValueError, zlib.error ...): for the office they are all one thing.
            return error(
                "table-unreadable",
                where,
                f"Berkas rusak atau bukan buku kerja Excel (.xlsx): {SAVE_AGAIN}.",
            )


def _grid_of_sheet(data: bytes, sheet: str | None, where: Where) -> Grid | Finding:
    book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    visible = [s.title for s in book.worksheets if s.sheet_state == "visible"]
    names = [s.title for s in book.worksheets]
    name = (visible or names)[0] if sheet is None else _same_name(sheet, names)
    if name is None:
        return _missing_sheet(sheet or "", names, where)
    sheet_with_values = book[name]
    grid = Grid(where.at(sheet=name), [], merged=_merged_cells(sheet_with_values))
    # Some applications write a wrong <dimension>, and openpyxl would read no further.
    sheet_with_values.reset_dimensions()
    computed_blanks = set()
    for number, row in enumerate(sheet_with_values.iter_rows()):
        grid.rows.append([_text_of(cell) for cell in row])
        for column, cell in enumerate(row):
            if finding := _problem(cell, grid.where):
                grid.problems[number, column] = finding
            elif cell.value is None and cell.data_type == "str":
                computed_blanks.add((number, column))  # =IF(A1="";"";...) did give its ""
    if _has_formulas(data):
        _mark_empty_formulas(data, grid, computed_blanks)
    return grid


def _merged_cells(sheet: Any) -> list[str]:
    """The merged ranges of a sheet, which openpyxl leaves out when it only reads."""
    with sheet._get_source() as source:
        data = source.read()
    if b"mergeCell" not in data:
        return []
    parts = etree.iterparse(io.BytesIO(data), tag=("{*}row", "{*}mergeCell"), huge_tree=True)
    found = []
    for _event, element in parts:
        if reference := element.get("ref"):
            found.append(reference)
        element.clear()  # thousands of rows would stay in memory
    return found


def _text_of(cell: Any) -> str:
    return "" if cell.value is None else displayed(cell.value, cell.number_format)


def _problem(cell: Any, where: Where) -> Finding | None:
    value = cell.value
    if value is None:
        return None
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


def _has_formulas(data: bytes) -> bool:
    """Whether any sheet may hold a formula; a false yes only costs a second reading."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = (name for name in archive.namelist() if name.startswith("xl/worksheets/"))
        return any(b"<f" in part or b":f" in part for part in map(archive.read, parts))


def _mark_empty_formulas(data: bytes, grid: Grid, computed: Container[tuple[int, int]]) -> None:
    """Find formulas whose file holds no value: made by a program that does not compute."""
    formulas = openpyxl.load_workbook(io.BytesIO(data), read_only=True)[str(grid.where.sheet)]
    formulas.reset_dimensions()
    for number, row in enumerate(formulas.iter_rows()):
        for column, cell in enumerate(row):
            at = (number, column)
            if cell.data_type != "f" or grid.rows[number][column] or at in computed:
                continue
            coordinate = str(cell.coordinate)
            grid.problems.setdefault(
                at,
                error(
                    "cell-formula-without-value",
                    grid.where.at(cell=coordinate),
                    "Rumus di sel ini belum punya hasil; buka berkas di Excel, simpan, "
                    "lalu jalankan lagi (atau ketik nilainya).",
                ),
            )


def _same_name(sheet: str, names: Iterable[str]) -> str | None:
    wanted = sheet.strip().casefold()
    names = tuple(names)
    same = (name for name in names if name.strip().casefold() == wanted)
    return sheet if sheet in names else next(same, None)


def _missing_sheet(sheet: str, names: Sequence[str], where: Where) -> Finding:
    close = get_close_matches(sheet.casefold(), [name.casefold() for name in names], 1, 0.6)
    guess = next((name for name in names if close and name.casefold() == close[0]), None)
    listed = ", ".join(f'"{name}"' for name in names)
    did_you_mean = f' Maksud Anda "{guess}"?' if guess else ""
    return error(
        "table-missing-sheet",
        where,
        f'Tidak ada lembar "{sheet}"; lembar yang ada: {listed}.{did_you_mean}',
    )


def _read_csv(data: bytes, sheet: str | None, where: Where) -> Grid | Finding:
    if sheet is not None:
        return error(
            "table-missing-sheet",
            where,
            f'Berkas .csv tidak punya lembar, padahal diminta lembar "{sheet}"; '
            "hapus tanda # dan nama lembarnya, atau simpan sebagai .xlsx.",
        )
    text = _decode(data)
    first, _, rest = text.partition("\n")
    delimiters: Sequence[str] = CSV_DELIMITERS
    # Excel's own first line that names the delimiter; kept as a blank row so numbers stay true.
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        text, delimiters = "\n" + rest, (first.strip()[4],)
    try:
        tries = [
            list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
            for delimiter in delimiters
        ]
    except csv.Error:
        return error("table-unreadable", where, f"Berkas .csv tidak dapat dibaca: {SAVE_AGAIN}.")
    # The right delimiter is the one that finds the most cells.
    rows = max(tries, key=lambda found: sum(map(len, found)))
    return Grid(where, [[clean(value) for value in row] for row in rows])


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")
