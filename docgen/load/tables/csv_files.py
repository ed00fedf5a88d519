"""A .csv as Excel and other programs write it: any usual delimiter, any usual encoding.

A .csv has one sheet. The other sheets of a workbook are files beside it: with ``surat.csv`` go
``surat.pejabat.csv`` and ``surat.butir.csv``.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from pathlib import Path

from docgen.findings import Finding, Where, error
from docgen.limits import MOST_CELLS, MOST_COLUMNS, MOST_ROWS
from docgen.load.tables.cells import clean
from docgen.load.tables.grid import SAVE_AGAIN, SMALLER, Grid

DELIMITERS = (";", ",", "\t")
SUFFIXES = (".csv", ".txt", ".tsv")
# A cell of Excel holds 32,767 characters, the csv module's own limit is 131,072.
MOST_CHARACTERS = 2**24


def sibling(path: Path, sheet: str) -> Path:
    """The file that stands for another sheet: ``surat.csv``, ``butir`` -> ``surat.butir.csv``."""
    return path.with_name(f"{path.stem}.{sheet}.csv")


def read_csv(data: bytes, sheet: str | None, where: Where) -> Grid | Finding:
    """The grid of a .csv, or why it cannot be read.

    Findings: table-missing-sheet, table-unreadable, csv-quote-open, file-too-large.
    """
    if sheet is not None:
        message = (
            f'Berkas .csv tidak punya lembar, padahal diminta lembar "{sheet}"; '
            "hapus tanda # dan nama lembarnya, atau simpan sebagai .xlsx."
        )
        return error("table-missing-sheet", where, message)
    text = decode(data)
    first, _, rest = text.partition("\n")
    delimiters: Sequence[str] = DELIMITERS
    # Excel's own first line that names the delimiter; kept as a blank row so numbers stay true.
    if first.strip().lower().startswith("sep=") and len(first.strip("\r\n")) == 5:
        text, delimiters = "\n" + rest, (first.strip("\r\n")[4],)
    csv.field_size_limit(MOST_CHARACTERS)
    try:
        tries = {delimiter: _count(text, delimiter) for delimiter in delimiters}
    except _TooLargeError as problem:
        return error("file-too-large", where, f"Berkas .csv ini punya {problem}; {SMALLER}.")
    except (csv.Error, TypeError):
        return error("table-unreadable", where, f"Berkas .csv tidak dapat dibaca: {SAVE_AGAIN}.")
    # The right delimiter is the one that finds the most cells.
    delimiter = max(tries, key=tries.__getitem__)
    if row := _open_quote(text, delimiter):
        message = (
            'Tanda kutip (") yang dibuka di baris ini tidak pernah ditutup, sehingga semua baris '
            "sesudahnya ikut tertelan; tutup atau hapus tanda kutip itu."
        )
        return error("csv-quote-open", where.at(cell=f"A{row}"), message)
    rows = [[clean(value) for value in row] for row in _rows(text, delimiter)]
    return Grid(where=where, rows=rows)


def decode(data: bytes) -> str:
    """Text of the encodings that offices meet: UTF-8, UTF-16 and the Windows one (cp1252)."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data[:200]:  # UTF-16 without its mark: every other byte of a letter is zero
        big_end = data[:200:2].count(0) > data[1:200:2].count(0)
        return data.decode("utf-16-be" if big_end else "utf-16-le", errors="replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


class _TooLargeError(ValueError):
    """More rows, columns or cells than a table has; the words say which, and how many."""


def _rows(text: str, delimiter: str) -> Iterator[list[str]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _count(text: str, delimiter: str) -> int:
    """How many cells there are. Raises _TooLargeError, csv.Error."""
    cells = 0
    for number, row in enumerate(_rows(text, delimiter), 1):
        cells += len(row)
        for count, most, what in (
            (number, MOST_ROWS, "baris"), (len(row), MOST_COLUMNS, "kolom"),
            (cells, MOST_CELLS, "sel"),
        ):  # fmt: skip
            if count > most:
                raise _TooLargeError(f"lebih dari {most} {what}")
    return cells


def _open_quote(text: str, delimiter: str) -> int | None:
    """The row whose quotation mark is never closed; rows count from 1 as Excel shows them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    row = 0
    while True:
        try:
            next(reader)
        except StopIteration:
            return None
        except csv.Error as problem:
            if "unexpected end of data" in str(problem):
                return row + 1
        row += 1
