"""The texts of one sheet as they stand in rows and columns, before anything knows their heads."""

from __future__ import annotations

from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

from docgen.findings import Finding, Where
from docgen.load.tables.shown import Typed

SAVE_AGAIN = "buka berkas itu di Excel atau LibreOffice, lalu simpan ulang sebagai .xlsx"
SMALLER = "hapus baris, kolom dan gambar yang tidak dipakai, atau bagi menjadi beberapa berkas"


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """The texts of one sheet, from its first row and column; trailing blanks may be missing.

    ``problems`` are findings by (row, column), both from 0: the reader of the table decides
    which of them matter, since those outside its columns do not. ``typed`` are the cells that
    hold no plain text, by the same. ``merged`` are the ranges of merged cells (``A2:A4``);
    ``hidden_rows`` and ``hidden_columns`` count from 0. ``notes`` are findings about the whole
    sheet.
    """

    where: Where
    rows: list[list[str]]
    problems: dict[tuple[int, int], Finding] = field(default_factory=dict)
    typed: dict[tuple[int, int], Typed] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    notes: list[Finding] = field(default_factory=list)

    def text(self, row: int, column: int) -> str:
        """The text of a cell, "" beyond the end of a row or of the sheet."""
        texts = self.rows[row] if row < len(self.rows) else []
        return texts[column] if column < len(texts) else ""

    def place(self, row: int, column: int) -> Where:
        """The place of a cell; ``row`` and ``column`` from 0."""
        cell = f"{get_column_letter(column + 1)}{row + 1}"
        return Where(self.where.file, sheet=self.where.sheet, cell=cell)
