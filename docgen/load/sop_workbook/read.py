"""Read the workbook of a SOP into the same plain data as its YAML, with the cell of every key.

The cells are read as those of letters are (``docgen/load/tables``): what stands hidden, what Excel
made a number or a date of, what was merged is told in the same words.
"""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from docgen.findings import Finding, Result, Where, error, hint, warning
from docgen.limits import MOST_SPEC_ROWS
from docgen.load.sop_workbook.cells import Slot
from docgen.load.sop_workbook.identity import identity
from docgen.load.sop_workbook.keys import (
    COLUMNS,
    GROUP,
    GROUPS,
    IDENTITY,
    KEY,
    LANES,
    NAME,
    SHEETS,
    STEPS,
    step_columns,
)
from docgen.load.sop_workbook.steps import CODES, StepReader
from docgen.load.tables.cells import Table, column_name
from docgen.load.tables.entered import Nature, as_entered
from docgen.load.tables.grid import Grid
from docgen.load.tables.odd_packages import visible_sheets
from docgen.load.tables.read import table_of, weighed_strictly
from docgen.load.tables.table_files import sheets_of
from docgen.load.text.yaml_text import KeyPath

# Sheets for whoever fills in the form; nothing of them is read.
FOR_PEOPLE = frozenset({"contoh", "petunjuk", "pilihan"})
_NEEDED = {IDENTITY: (KEY,), LANES: (KEY, NAME), STEPS: ("uraian", "pelaksana")}


@dataclass(slots=True)
class BookText:
    """Plain data (dict, list, str, None) and the cell of each key path in it.

    ``slots`` are the cells of texts, blank ones among them; ``ends`` are the last rows that hold
    anything, and ``columns`` the letters of the columns, by sheet.
    """

    file: str
    data: dict[str, Any] = field(default_factory=dict)
    places: dict[KeyPath, Where] = field(default_factory=dict)
    slots: dict[Slot, Where] = field(default_factory=dict)
    ends: dict[str, int] = field(default_factory=dict)
    columns: dict[str, dict[str, str]] = field(default_factory=dict)

    def where(self, path: KeyPath) -> Where:
        """The cell of a path; of its nearest parent when the path itself is not there."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Where(self.file))


def read_book(data: bytes, shown_as: str) -> Result[BookText]:
    """Read a workbook from its bytes; None when one of its sheets is not there.

    Findings: those of ``sheets_of``, ``table_of`` and ``as_entered``, sheet-hidden,
    sheet-not-read, key-duplicate, value-empty, and those of both readers of cells.
    """
    where = Where(shown_as)
    grids = dict(zip(SHEETS, sheets_of(data, SHEETS, where, MOST_SPEC_ROWS), strict=True))
    missing = [grid for grid in grids.values() if isinstance(grid, Finding)]
    if len(missing) == len(SHEETS) and {each.code for each in missing} == {"table-missing-sheet"}:
        message = (
            f"buku kerja ini bukan spesifikasi SOP: tidak ada lembar {', '.join(SHEETS)}; buat "
            "yang kosong dengan docgen form sop -o BERKAS.xlsx"
        )
        return Result(None, (error("table-missing-sheet", where, message),))
    if missing:
        return Result(None, tuple(dict.fromkeys(missing)))
    findings: list[Finding] = []
    read = BookText(shown_as)
    tables: dict[str, Table] = {}
    for sheet, grid in grids.items():
        assert isinstance(grid, Grid)
        table = _table(sheet, grid, findings)
        if table is not None:
            tables[sheet] = table
            read.ends[sheet] = len(grid.rows)
            read.columns[sheet] = {
                name: str(place.cell).rstrip("0123456789") for name, place in table.heads.items()
            }
    findings += _other_sheets(data, where, {str(t.where.sheet) for t in tables.values()})
    if len(tables) == len(SHEETS):
        _fill(read, tables, findings)
    return Result(read if len(tables) == len(SHEETS) else None, tuple(dict.fromkeys(findings)))


def _table(sheet: str, grid: Grid, findings: list[Finding]) -> Table | None:
    wanted = COLUMNS.get(sheet) or step_columns()
    result = table_of(grid, _NEEDED[sheet], wanted, strict=True, closed=True, notes=False)
    findings += weighed_strictly(result.findings)
    if result.value and sheet == IDENTITY and COLUMNS[IDENTITY][1] not in result.value.columns:
        message = f'Kolom "{COLUMNS[IDENTITY][1]}" tidak ada; tambahkan di sini.'
        findings.append(error("column-missing", result.value.where, message))
        return None
    return result.value


def _fill(read: BookText, tables: Mapping[str, Table], findings: list[Finding]) -> None:
    own = identity(tables[IDENTITY])
    read.places[()] = tables[IDENTITY].heads[KEY]
    read.data |= own.data
    read.places |= own.places
    read.slots |= own.slots
    findings += own.findings
    _lanes(read, tables[LANES], findings)
    nature = Nature(is_code=CODES.__contains__, dates=(), counts=CODES)
    table, entered = as_entered(tables[STEPS], nature)
    findings += entered
    read.places[STEPS,] = next(iter(table.heads.values()), table.where)
    reader = StepReader(table, tuple(read.data[LANES]), read.places, read.slots)
    read.data[STEPS] = reader.steps()
    findings += reader.findings


def _lanes(read: BookText, table: Table, findings: list[Finding]) -> None:
    nature = Nature(is_code={KEY}.__contains__, dates=(), counts={KEY})
    table, entered = as_entered(table, nature)
    findings += entered
    lanes: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    read.places[LANES,] = table.heads[KEY]
    for number, row in enumerate(table.rows):
        key, name, group = (row.text(column) for column in (KEY, NAME, GROUP))
        read.slots |= {
            (LANES, column, number): cell.where
            for column, cell in row.cells.items()
            if column in (KEY, NAME, GROUP)
        }
        for column, text in ((KEY, key), (NAME, name)):
            if not text and column in row.cells:
                message = f"«{column}» lajur ini kosong; isi, atau hapus barisnya"
                findings.append(error("value-empty", row.where_of(column), message))
        if key in lanes:
            first = read.places[LANES, key].cell
            message = f"kunci lajur «{key}» sudah dipakai di baris sel {first}; beri kunci lain"
            findings.append(error("key-duplicate", row.where_of(KEY), message))
        elif key:
            lanes[key] = name
            read.places[LANES, key] = row.where_of(NAME)
            if group:
                groups.setdefault(group, []).append(key)
                read.places.setdefault((GROUPS, group), row.where_of(GROUP))
    read.data[LANES] = lanes
    if groups:
        read.data[GROUPS] = groups


def _other_sheets(data: bytes, where: Where, read: set[str]) -> list[Finding]:
    """Sheets that are read and that nobody sees, and those that are seen and that nobody reads."""
    try:
        visible = visible_sheets(data)
    except (zipfile.BadZipFile, ValueError):
        return []
    found = [
        warning(
            "sheet-hidden",
            where.at(sheet=name),
            "lembar ini tersembunyi, tetapi tetap dipakai; tampilkan untuk memeriksanya",
        )
        for name in sorted(read - set(visible))
    ]
    for name in visible:
        if name in read or column_name(name) in FOR_PEOPLE:
            continue
        (grid,) = sheets_of(data, (name,), where, MOST_SPEC_ROWS)
        too_long = isinstance(grid, Finding) and grid.code == "table-too-long"
        if too_long or (isinstance(grid, Grid) and any(any(row) for row in grid.rows)):
            message = (
                f"lembar ini tidak dibaca; yang dibaca: {', '.join(SHEETS)}. Pindahkan isinya, "
                "atau hapus bila hanya catatan"
            )
            found.append(hint("sheet-not-read", where.at(sheet=name), message))
    return found
