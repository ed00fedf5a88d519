"""An .xlsx: its visible sheets in order, with their cells, sizes and drawings."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from typing import NamedTuple

from openpyxl.utils import range_boundaries

from docgen.findings import Finding, Where, error
from docgen.load.legacy.drawn import Cell, Papers, Part
from docgen.load.legacy.elements import local
from docgen.load.legacy.excel.drawing import last_cell, read_drawing
from docgen.load.legacy.excel.measures import Measures, measures
from docgen.load.legacy.word.texts import tidy
from docgen.load.tables.grid import Grid
from docgen.load.tables.workbook import read_workbook
from docgen.ooxml.package import read_package
from docgen.ooxml.usual import RELATIONS, relations, relations_of
from docgen.outside.xml import parse_xml

# Rows of a sheet that are read: a SOP has some hundred.
MOST_ROWS = 5000
MOST_COLUMNS = 256


class _Sheet(NamedTuple):
    name: str
    part: str
    is_hidden: bool


def read_xlsx(data: bytes, where: Where) -> tuple[Papers, tuple[Finding, ...]]:
    """The papers of a workbook in its usual form, and what cells say that cannot be read.

    Raises ValueError and what the libraries raise for what is no workbook.
    """
    parts = read_package(data)
    found: list[Part] = []
    problems: list[Finding] = []
    paper = None
    sheets = list(sheets_of(parts))
    for sheet in sheets:
        if sheet.is_hidden or sheet.part not in parts:
            continue
        sizes = measures(parts[sheet.part], MOST_ROWS)
        if sizes.beyond:
            problems.append(_too_long(sizes, where.at(sheet=sheet.name)))
            continue
        grid = read_workbook(data, sheet.name, where)
        if isinstance(grid, Finding):
            problems.append(grid)
            continue
        part = _part(len(found) + 1, sheet, grid, sizes, parts)
        problems += _kept_problems(grid, part)
        found.append(part)
        paper = paper or sizes.paper
    papers = Papers(
        parts=found,
        paper=paper,
        has_macros=any(posixpath.basename(name) == "vbaProject.bin" for name in parts),
        hidden_sheets=tuple(sheet.name for sheet in sheets if sheet.is_hidden),
    )
    return papers, tuple(problems)


def _too_long(sizes: Measures, where: Where) -> Finding:
    message = (
        f"lembar ini masih berisi di baris {sizes.beyond}, sedangkan lembar SOP paling banyak "
        f"{MOST_ROWS} baris; hapus isi di bawah SOP-nya, atau pisahkan ke berkas lain"
    )
    return error("legacy-sheet-too-long", where.at(cell=f"A{sizes.beyond}"), message)


def _kept_problems(grid: Grid, part: Part) -> list[Finding]:
    """Problems of cells that are read; those that a table alone would mind are none here."""
    inside = [f for (row, column), f in grid.problems.items()
              if row < part.height and column < part.width]  # fmt: skip
    return [*grid.notes, *inside]


def sheets_of(parts: Mapping[str, bytes]) -> list[_Sheet]:
    """The worksheets of a workbook in order: their name, their part, whether they are hidden."""
    main = next(
        (path for _key, kind, path in relations("", parts.get(RELATIONS, b""))
         if kind == "officeDocument"), "xl/workbook.xml",
    )  # fmt: skip
    led = {key: (kind, path) for key, kind, path in
           relations(main, parts.get(relations_of(main), b""))}  # fmt: skip
    found = []
    for each in parse_xml(parts[main]).iterfind("{*}sheets/{*}sheet"):
        key = next((str(v) for n, v in each.items() if str(n).rpartition("}")[2] == "id"), "")
        kind, path = led.get(key, ("", ""))
        if kind == "worksheet":
            hidden = (each.get("state") or "visible") != "visible"
            found.append(_Sheet(each.get("name", ""), path, hidden))
    return found


def _part(
    number: int, sheet: _Sheet, grid: Grid, sizes: Measures, parts: Mapping[str, bytes]
) -> Part:
    led = {key: path for key, _kind, path in
           relations(sheet.part, parts.get(relations_of(sheet.part), b""))}  # fmt: skip
    drawing = led.get(sizes.drawing, "") if sizes.drawing else ""
    root = parse_xml(parts[drawing]) if drawing in parts else None
    last_row, last_column = last_cell(root) if root is not None else (-1, -1)
    height = min(max(len(grid.rows), last_row + 2), MOST_ROWS)
    widest = max((len(row) for row in grid.rows), default=0)
    width = min(max(widest, last_column + 2, 1), MOST_COLUMNS)
    rows, columns = sizes.rows(height), sizes.columns(width)
    part = Part(
        number=number,
        cells=_cells(grid, height, width),
        columns=columns,
        rows=rows,
        sheet=sheet.name,
        hidden=tuple(
            row for row in grid.hidden_rows if row < len(grid.rows) and any(grid.rows[row])
        ),
    )
    if root is not None and local(root) == "wsDr":
        found = read_drawing(root, sizes, rows, columns)
        part.symbols, part.connectors, part.labels = (
            found.symbols, found.connectors, found.labels,
        )  # fmt: skip
    return part


def _cells(grid: Grid, height: int, width: int) -> list[Cell]:
    """Cells with words, and merged ones; a merged cell has the words of its first."""
    cells: list[Cell] = []
    covered: set[tuple[int, int]] = set()
    for reference in grid.merged:
        left, top, right, bottom = (int(n or 1) - 1 for n in range_boundaries(reference))
        if top >= height or left >= width:
            continue
        bottom, right = min(bottom, height - 1), min(right, width - 1)
        covered |= {(r, c) for r in range(top, bottom + 1) for c in range(left, right + 1)}
        text = _text(grid, top, left)
        cells.append(
            Cell(rows=(top, bottom), columns=(left, right), lines=text)
        )  # fmt: skip
    for row, texts in enumerate(grid.rows[:height]):
        for column, value in enumerate(texts[:width]):
            if value and (row, column) not in covered:
                cells.append(
                    Cell(rows=(row, row), columns=(column, column), lines=_text(grid, row, column))
                )
    return cells


def _text(grid: Grid, row: int, column: int) -> tuple[str, ...]:
    texts = grid.rows[row] if row < len(grid.rows) else []
    text = texts[column] if column < len(texts) else ""
    return tuple(line for line in tidy(text).split("\n")) if text else ()
