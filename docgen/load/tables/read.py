"""Tables as offices keep them: title rows above, a head somewhere, the data, notes below.

``read_table`` finds the head, knows columns by their meaning and not their letter case, and
returns everything that is wrong at once. It raises nothing for a bad file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType

from docgen.findings import Finding, Result, Severity, Where, error, warning
from docgen.load.tables.cells import Cell as Cell
from docgen.load.tables.cells import Row as Row
from docgen.load.tables.cells import Table as Table
from docgen.load.tables.cells import column_name as column_name
from docgen.load.tables.cells import split_values as split_values
from docgen.load.tables.columns import UNUSED, missing_columns, named_columns
from docgen.load.tables.grid import Grid
from docgen.load.tables.heads import Heading, find_heading
from docgen.load.tables.oddities import (
    hidden_parts,
    merged_cells,
    notes_below,
    rows_skipped,
    same_row,
    without_head,
)
from docgen.load.tables.records import Records
from docgen.load.tables.table_files import open_elsewhere, read_file

# What a sheet whose every row becomes a paper cannot afford: a recipient column that is not seen,
# rows whose cells are hidden, a NIP that lost its end.
STRICT_CODES = frozenset({"column-unknown", "table-merged-cells", "cell-number-rounded"})
NO_ALIASES: Mapping[str, Sequence[str]] = MappingProxyType({})


def read_table(
    path: Path,
    sheet: str | None,
    *,
    shown_as: str,
    required: Sequence[str] = (),
    known: Sequence[str] | None = None,
    aliases: Mapping[str, Sequence[str]] = NO_ALIASES,
    strict: bool = False,
    closed: bool = False,
) -> Result[Table]:
    """Read a sheet of an .xlsx (``sheet=None``: the first visible one), a .csv, YAML or JSON.

    ``shown_as`` is the path as the user wrote it. ``required`` columns must be there; a head
    that is like one of ``known`` but is none of them is a warning. ``aliases`` are other heads
    of a column: ``{"nama": ["nama_pegawai"]}``. ``strict`` makes errors of the warnings in
    ``STRICT_CODES`` and passes over notes under the table; a ``closed`` table has no columns but
    the known ones, so every other head is a finding. The value is None when no table could
    be read; with missing columns there is a value *and* errors, so a caller can look for more.

    Findings: those of ``table_files.read_file``; table-empty, column-missing, column-duplicate,
    column-unknown, column-unused, cell-error, cell-formula-without-value, cell-number-rounded,
    table-merged-cells, row-hidden, column-hidden, rows-skipped, file-open.
    """
    wanted = tuple(dict.fromkeys((*required, *(known or ()))))
    source = read_file(path, sheet, wanted[0] if wanted else "", shown_as)
    if isinstance(source, tuple):
        return Result(None, source)
    if isinstance(source, Records):
        result = _from_records(source, required, wanted, aliases, closed)
    else:
        result = table_of(source, required, wanted, aliases, strict=strict, closed=closed)
    findings = (*open_elsewhere(path, shown_as), *result.findings)
    return Result(result.value, weighed_strictly(findings) if strict else findings)


def weighed_strictly(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with those of ``STRICT_CODES`` as errors."""
    return tuple(
        replace(f, severity=Severity.ERROR) if f.code in STRICT_CODES else f for f in findings
    )


def _from_records(
    source: Records,
    required: Sequence[str],
    wanted: Sequence[str],
    aliases: Mapping[str, Sequence[str]],
    closed: bool,
) -> Result[Table]:
    """Rows that each bring their own heads: a key may be missing in one and not in another."""
    names = names_of(aliases)
    findings = list(source.findings)
    columns: dict[str, None] = {}
    places: dict[str, Where] = {}
    rows = []
    faultless: set[tuple[str, ...]] = set()  # most rows have the same keys; likeness takes time
    for record in source.records:
        heads = [replace(head, name=names.get(head.name, head.name)) for head in record.heads]
        keys = tuple(head.name for head in heads)
        if keys not in faultless:
            missing = missing_columns(
                heads, record.row.where, required, wanted, aliases, "Kunci", closed
            )
            # What nothing reads is said once, what a row lacks of each row.
            findings += [f for f in missing if f.code != UNUSED or not {*keys} <= {*columns}]
            if not missing:
                faultless.add(keys)
        columns |= dict.fromkeys(keys)
        places = {head.name: head.where for head in heads} | places
        cells = {names.get(name, name): cell for name, cell in record.row.cells.items()}
        rows.append(replace(record.row, cells=cells))
    # A row without a key of other rows has a blank there, as it would in a sheet.
    blank = [column for column in columns if column not in required]
    filled = [
        replace(row, cells={**{column: Cell("", row.where) for column in blank}, **row.cells})
        for row in rows
    ]
    if not rows:
        findings.append(warning("table-empty", source.where, "Daftar ini belum berisi data."))
    table = Table(source.where, tuple(columns), tuple(filled), places)
    return Result(table, tuple(findings))


def names_of(aliases: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """The column of each other head, as heads are compared."""
    return {column_name(other): name for name, others in aliases.items() for other in others}


def table_of(
    grid: Grid,
    required: Sequence[str],
    wanted: Sequence[str],
    aliases: Mapping[str, Sequence[str]] = NO_ALIASES,
    *,
    strict: bool = False,
    closed: bool = False,
    notes: bool = True,
) -> Result[Table]:
    """The table in a sheet that is read already; ``wanted`` are all known columns.

    Without ``notes`` every row below the heads is data, however little it holds.

    Findings: as ``read_table``, but what is said of the file, and every one in its own weight.
    """
    heading = find_heading(grid, required or wanted, wanted, names_of(aliases))
    if heading is None:
        message = "Lembar ini kosong; isi kepala kolom dan datanya."
        if required:
            message = f"Lembar ini kosong; kepala kolom yang diperlukan: {', '.join(required)}."
        return Result(None, (*grid.notes, error("table-empty", grid.where, message)))
    columns, findings = named_columns(heading)
    place = grid.place(heading.last, 0)
    heads = [heading.heads[number] for number in columns]
    findings += missing_columns(heads, place, required, wanted, aliases, "Kolom", closed)
    rows, in_cells = _rows(grid, heading, columns)
    if strict and notes:
        rows, skipped = notes_below(rows, required)
        in_cells = [f for f in in_cells if not any(same_row(f, row) for row in skipped)]
        in_cells += rows_skipped(skipped)
    findings += [*grid.notes, *in_cells]
    used = {row.number for row in rows}
    findings += merged_cells(grid, heading, columns, used, strict)
    findings += hidden_parts(grid, columns, used, wanted)
    if strict:
        findings += without_head(grid, heading, used)
    if not rows:
        message = "Tabel ini belum berisi data di bawah kepala kolomnya."
        findings.append(warning("table-empty", grid.where.at(cell=f"A{heading.last + 1}"), message))
    places = {head.name: head.where for head in heads}
    table = Table(grid.where, tuple(columns.values()), tuple(rows), places)
    return Result(table, tuple(findings))


def _rows(
    grid: Grid, heading: Heading, columns: Mapping[int, str]
) -> tuple[list[Row], list[Finding]]:
    rows: list[Row] = []
    findings: list[Finding] = []
    with_problems = {row for row, _column in grid.problems}
    for number in range(heading.last + 1, max([len(grid.rows), *(r + 1 for r in with_problems)])):
        texts = grid.rows[number] if number < len(grid.rows) else []
        found = []
        if number in with_problems:
            found = [grid.problems[at] for c in columns if (at := (number, c)) in grid.problems]
            findings += found
        blank = not any(texts[c] for c in columns if c < len(texts))
        if (blank and not found) or (number == heading.last + 1 and _counts_columns(texts)):
            continue
        cells = {
            name: Cell(
                texts[c] if c < len(texts) else "",
                grid.place(number, c),
                typed=grid.typed.get((number, c)),
            )
            for c, name in columns.items()
        }
        rows.append(Row(number + 1, cells, grid.place(number, min(columns, default=0))))
    return rows, findings


def _counts_columns(texts: Sequence[str]) -> bool:
    """Whether a row only numbers the columns: 1 2 3 … under the heads, as many forms do."""
    filled = [text.strip("()") for text in texts if text]
    return len(filled) > 2 and filled == [str(n) for n in range(1, len(filled) + 1)]
