"""Tables as offices keep them: title rows above, a head row somewhere, then the data.

``read_table`` finds the head row, knows columns by their meaning and not their letter case,
and returns everything that is wrong at once. It raises nothing for a bad file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import MappingProxyType

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from docgen.findings import Finding, Result, Severity, Where, error, warning
from docgen.load.likeness import suggest
from docgen.load.table_files import Grid, read_grid

HEAD_ROWS = 20  # a head row further down is not looked for
_NOT_IN_NAMES = re.compile(r"[^0-9a-z]+")
_VALUES = re.compile(r"[;\n]")
# What a sheet whose every row becomes a paper cannot afford: a recipient column that is not seen,
# rows whose cells are hidden, a NIP that lost its end.
STRICT_CODES = frozenset({"column-unknown", "table-merged-cells", "cell-number-rounded"})
NO_ALIASES: Mapping[str, Sequence[str]] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's displayed text (dates as ISO ``yyyy-mm-dd``, blank as ``""``) and its place."""

    text: str
    where: Where


@dataclass(frozen=True, slots=True)
class Row:
    """One row of data by column name; ``number`` is the row number the office sees."""

    number: int
    cells: Mapping[str, Cell]
    where: Where

    def text(self, column: str, default: str = "") -> str:
        """The text of a column; ``default`` when the cell is blank or there is no such column."""
        cell = self.cells.get(column)
        return cell.text if cell and cell.text else default

    def where_of(self, column: str) -> Where:
        """The place of a column's cell; that of the row when there is no such column."""
        cell = self.cells.get(column)
        return cell.where if cell else self.where


@dataclass(frozen=True, slots=True)
class Table:
    """A head row's columns (normalised, left to right) and the rows under it that say anything."""

    where: Where
    columns: tuple[str, ...]
    rows: tuple[Row, ...]


def read_table(
    path: Path,
    sheet: str | None,
    *,
    shown_as: str,
    required: Sequence[str] = (),
    known: Sequence[str] | None = None,
    aliases: Mapping[str, Sequence[str]] = NO_ALIASES,
    strict: bool = False,
) -> Result[Table]:
    """Read a sheet of an .xlsx (``sheet=None``: the first visible one) or a .csv.

    ``shown_as`` is the path as the user wrote it. ``required`` columns must be there; a head
    that is like one of ``known`` but is none of them is a warning. ``aliases`` are other heads
    of a column: ``{"nama": ["nama_pegawai"]}``. ``strict`` makes errors of the warnings in
    ``STRICT_CODES``. The value is None when no table could be read; with missing columns there
    is a value *and* errors, so a caller can look for more.

    Findings: table-missing-file, table-unreadable, table-missing-sheet, table-empty,
    column-missing, column-duplicate, column-unknown, cell-error, cell-formula-without-value,
    cell-number-rounded, table-merged-cells.
    """
    grid = read_grid(path, sheet, shown_as)
    if isinstance(grid, Finding):
        return Result(None, (grid,))
    names = {column_name(other): name for name, others in aliases.items() for other in others}
    wanted = tuple(dict.fromkeys((*required, *(known or ()))))
    head = _head_row(grid.rows, required or wanted, names)
    if head is None:
        message = "Lembar ini kosong; isi kepala kolom dan datanya."
        if required:
            message = f"Lembar ini kosong; kepala kolom yang diperlukan: {', '.join(required)}."
        return Result(None, (error("table-empty", grid.where, message),))
    columns, findings = _columns(grid, head, names)
    findings += _missing(grid, head, columns, required, wanted, aliases)
    rows, in_cells = _rows(grid, head, columns)
    findings += in_cells
    findings += _merged(grid, head, columns, strict)
    if not rows:
        message = "Tabel ini belum berisi data di bawah kepala kolomnya."
        findings.append(warning("table-empty", grid.where.at(cell=f"A{head + 1}"), message))
    if strict:
        findings = [
            replace(f, severity=Severity.ERROR) if f.code in STRICT_CODES else f for f in findings
        ]
    return Result(Table(grid.where, tuple(columns.values()), rows), tuple(findings))


def column_name(head: str) -> str:
    """``Pangkat/Gol. Ruang`` -> ``pangkat_gol_ruang``: how a column is known to the program."""
    return _NOT_IN_NAMES.sub("_", head.lower()).strip("_")


def split_values(text: str) -> tuple[str, ...]:
    """The values of a cell that holds several, separated by ``;`` or a line break."""
    return tuple(value for part in _VALUES.split(text) if (value := part.strip()))


def _head_row(
    rows: Sequence[Sequence[str]], wanted: Sequence[str], names: Mapping[str, str]
) -> int | None:
    """The first row with the most of the wanted columns; with none of them, the first with two."""
    best, best_score = None, (0, 0)
    for number, row in enumerate(rows[:HEAD_ROWS]):
        heads = {names.get(name, name) for text in row if (name := column_name(text))}
        like = sum(1 for name in wanted if name not in heads and suggest(name, heads))
        score = (len(heads & set(wanted)), like)
        if score > best_score:
            best, best_score = number, score
    if best is None:
        filled = [(number, sum(map(bool, row))) for number, row in enumerate(rows[:HEAD_ROWS])]
        most = min(2, max((count for _, count in filled), default=0))
        best = next((number for number, count in filled if count and count >= most), None)
    return best


def _columns(
    grid: Grid, head: int, names: Mapping[str, str]
) -> tuple[dict[int, str], list[Finding]]:
    """The names by column number, and those that stand there twice."""
    columns: dict[int, str] = {}
    findings = []
    for number, text in enumerate(grid.rows[head]):
        name = names.get(column_name(text), column_name(text))
        if name in columns.values():
            first = next(n for n, other in columns.items() if other == name)
            findings.append(
                error(
                    "column-duplicate",
                    _place(grid, head, number),
                    f'Kolom "{text}" ada dua kali (juga di {get_column_letter(first + 1)}'
                    f"{head + 1}); hapus atau ganti nama salah satunya.",
                )
            )
        elif name:
            columns[number] = name
    return columns, findings


def _missing(
    grid: Grid,
    head: int,
    columns: Mapping[int, str],
    required: Sequence[str],
    wanted: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
) -> list[Finding]:
    """Wanted columns that are not there, each with the head that was perhaps meant."""
    findings = []
    strange = {name: number for number, name in columns.items() if name not in wanted}
    for name in (name for name in wanted if name not in columns.values()):
        guesses = (suggest(spelling, strange) for spelling in (name, *aliases.get(name, ())))
        guess = next((found for found in guesses if found), None)
        if guess:
            number = strange.pop(guess)
            place, text = _place(grid, head, number), grid.rows[head][number]
            message = f'Kolom "{text}" tidak dikenal; maksud Anda "{name}"?'
            if name in required:
                message = f'Kolom "{name}" tidak ada. {message}'
                findings.append(error("column-missing", place, message))
            else:
                message += f' Ganti kepalanya; bila memang kolom lain, tambahkan juga "{name}".'
                findings.append(warning("column-unknown", place, message))
        elif name in required:
            message = f'Kolom "{name}" tidak ada; tambahkan di baris kepala ini.'
            findings.append(error("column-missing", _place(grid, head, 0), message))
    return findings


def _rows(
    grid: Grid, head: int, columns: Mapping[int, str]
) -> tuple[tuple[Row, ...], list[Finding]]:
    rows: list[Row] = []
    findings: list[Finding] = []
    for number in range(head + 1, len(grid.rows)):
        texts = grid.rows[number]
        found = [grid.problems[at] for c in columns if (at := (number, c)) in grid.problems]
        findings += found
        blank = not any(texts[c] for c in columns if c < len(texts))
        if (blank and not found) or (number == head + 1 and _counts_columns(texts)):
            continue
        cells = {
            name: Cell(texts[c] if c < len(texts) else "", _place(grid, number, c))
            for c, name in columns.items()
        }
        rows.append(Row(number + 1, cells, _place(grid, number, min(columns, default=0))))
    return tuple(rows), findings


def _merged(grid: Grid, head: int, columns: Mapping[int, str], strict: bool) -> Iterator[Finding]:
    """Merged cells among the data: all but the first of them are blank for the program.

    Elsewhere than in a strict sheet only those over several rows: forms merge the cells of notes
    and signatures under their tables.
    """
    for cells in grid.merged:
        area = CellRange(cells)
        named = any(area.min_col <= column + 1 <= area.max_col for column in columns)
        tall = area.max_row > area.min_row
        if area.min_row > head + 1 and named and (strict or tall):
            message = (
                f"Sel {cells} digabung, jadi hanya sel pertamanya yang terbaca; pisahkan "
                "(Unmerge Cells), lalu isi setiap selnya."
            )
            yield warning("table-merged-cells", grid.where.at(cell=cells), message)


def _counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 … under the heads, as many forms do."""
    filled = [text.strip("()") for text in texts if text]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]


def _place(grid: Grid, row: int, column: int) -> Where:
    """The place of a cell; ``row`` and ``column`` from 0."""
    return grid.where.at(cell=f"{get_column_letter(column + 1)}{row + 1}")
