"""What people do to sheets: notes under the table, hidden rows and columns, merged cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from openpyxl.utils import get_column_letter
from openpyxl.worksheet.cell_range import CellRange

from docgen.findings import Finding, hint, warning
from docgen.load.names import is_safe_name
from docgen.load.tables.cells import Row
from docgen.load.tables.grid import Grid
from docgen.load.tables.heads import Heading

# A note or a signature under a table fills a cell or two of its row.
MOST_IN_NOTES = 2


def notes_below(rows: list[Row], required: Sequence[str]) -> tuple[list[Row], list[Row]]:
    """The rows of data, and the notes and signatures under them.

    Notes come after a blank row, fill a cell or two, and have no word in the first column that
    could be the key of a row. A row that only forgot its key fills more than that.
    """
    if len(required) < 2:
        return rows, []
    first = len(rows)
    for at in range(len(rows) - 1, -1, -1):
        row = rows[at]
        filled = sum(bool(cell.text) for cell in row.cells.values())
        complete = all(row.text(column) for column in required)
        if filled > MOST_IN_NOTES or complete or is_safe_name(row.text(required[0])):
            break
        if at == 0 or rows[at - 1].number < row.number - 1:
            first = at  # a blank row stands above it
    return rows[:first], rows[first:]


def rows_skipped(rows: Sequence[Row]) -> Iterator[Finding]:
    """Which rows were taken for notes."""
    if rows:
        message = (
            f"Baris {spans(row.number for row in rows)} dianggap catatan di bawah tabel dan tidak "
            "dibaca; abaikan bila benar, atau hapus baris kosong di atasnya bila itu data."
        )
        yield hint("rows-skipped", rows[0].where, message)


def same_row(finding: Finding, row: Row) -> bool:
    """Whether a finding is about a cell of a row."""
    return any(cell.where == finding.where for cell in row.cells.values())


def spans(numbers: Iterable[int]) -> str:
    """Numbers in short: 3, 5, 6, 7 -> ``3, 5–7``."""
    runs = groupby(enumerate(sorted(set(numbers))), lambda pair: pair[1] - pair[0])
    parts = [[number for _index, number in run] for _key, run in runs]
    return ", ".join(f"{run[0]}–{run[-1]}" if len(run) > 1 else str(run[0]) for run in parts)


def hidden_parts(
    grid: Grid, columns: Mapping[int, str], used: set[int], wanted: Sequence[str]
) -> Iterator[Finding]:
    """Rows and columns that nobody sees on the screen, and that are used all the same."""
    rows = [number for number in grid.hidden_rows if number + 1 in used]
    if rows:
        message = (
            f"Baris {spans(number + 1 for number in rows)} tersembunyi atau tersaring, tetapi "
            "tetap dipakai; tampilkan untuk memeriksanya, atau hapus bila tidak diperlukan."
        )
        yield warning("row-hidden", grid.place(rows[0], 0), message)
    shown = [c for c in sorted(set(grid.hidden_columns)) if columns.get(c) in wanted]
    filled = [c for c in shown if any(grid.text(number - 1, c) for number in used)]
    if filled:
        letters = ", ".join(f"{get_column_letter(c + 1)} ({columns[c]})" for c in filled)
        message = f"Kolom {letters} tersembunyi, tetapi tetap dipakai; tampilkan untuk memeriksanya"
        yield warning("column-hidden", grid.place(0, filled[0]), message)


def merged_cells(
    grid: Grid, heading: Heading, columns: Mapping[int, str], used: set[int], strict: bool
) -> Iterator[Finding]:
    """Merged cells among the data: all but the first of them are blank for the program.

    Elsewhere than in a strict sheet only those over several rows: forms merge the cells of notes
    and signatures under their tables.
    """
    for cells in grid.merged:
        area = CellRange(cells)
        named = any(area.min_col <= column + 1 <= area.max_col for column in columns)
        tall = area.max_row > area.min_row
        among = area.min_row > heading.last + 1
        if strict:
            among = among and any(area.min_row <= number <= area.max_row for number in used)
        if among and named and (strict or tall):
            message = (
                f"Sel {cells} digabung, jadi hanya sel pertamanya yang terbaca; pisahkan "
                "(Unmerge Cells), lalu isi setiap selnya."
            )
            yield warning("table-merged-cells", grid.where.at(cell=cells), message)


def without_head(grid: Grid, heading: Heading, used: set[int]) -> Iterator[Finding]:
    """Columns that are filled beside the data and have no head: nothing reads them."""
    filled: dict[int, int] = {}
    for number in sorted(used):
        texts = grid.rows[number - 1] if number <= len(grid.rows) else []
        for column, text in enumerate(texts):
            if text and column not in heading.heads:
                filled.setdefault(column, number - 1)
    for column, row in sorted(filled.items()):
        message = (
            f"Kolom {get_column_letter(column + 1)} berisi tetapi tidak punya kepala, jadi tidak "
            "dibaca; beri kepala, atau hapus isinya."
        )
        yield hint("column-unused", grid.place(row, column), message)
