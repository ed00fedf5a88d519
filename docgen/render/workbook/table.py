"""Any table as a workbook in the look of the recap's template: one sheet, any number of rows.

The daftar arsip and the ledger of copies are such tables. Kinds of columns are styles of the
template (``Rekap Isi``, ``Rekap NIP``, ``Rekap Angka`` …) and values of their own types: texts stay
texts, dates dates, numbers numbers; a column with a formula is given what the formula gives.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO

from docgen.ooxml.sheet_rows import Value
from docgen.render.workbook.fixed_bytes import write_book
from docgen.render.workbook.frame import Titles
from docgen.render.workbook.look import add_sheet, open_template
from docgen.render.workbook.measure import Column
from docgen.render.workbook.sheet import RecapSheet

# Styles of cells that every template of tables has.
BODY, CENTRED, NUMBER = "Rekap Isi", "Rekap Isi Tengah", "Rekap Angka"
# One that docgen makes from them.
DATE = "Rekap Tanggal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table: the name of its sheet, its title, its columns and rows.

    ``rows`` is read once, a chunk at a time, so it may be a generator of any length. ``kop``,
    ``logo``, ``official`` and ``place_and_date`` are those of ``render_recap``.
    """

    sheet: str
    title: str
    columns: Sequence[Column]
    rows: Iterable[Sequence[Value]]
    subtitle: str = ""
    kop: Mapping[str, str] = field(default_factory=dict)
    logo: bytes | None = None
    official: Mapping[str, str] = field(default_factory=dict)
    place_and_date: str = ""


def render_table(table: Table, template: bytes, shown_as: str = "templat rekap") -> bytes:
    """The .xlsx of a table as ``write_table`` writes it."""
    target = io.BytesIO()
    write_table(target, table, template, shown_as)
    return target.getvalue()


def write_table(
    target: IO[bytes], table: Table, template: bytes, shown_as: str = "templat rekap"
) -> None:
    """Write the .xlsx of a table to ``target``; the same bytes for the same input.

    The memory it takes does not grow with the rows. Raises FindingsError when the template or the
    logo cannot be used, or when the rows are more than a sheet can hold.
    """
    book = open_template(template, shown_as)
    shipped = book.sheetnames
    sheet = add_sheet(book, table.sheet)
    lines = ((table.title, "Rekap Judul"), (table.subtitle, "Rekap Sumber"))
    titles = Titles(table.kop, table.logo, tuple(line for line in lines if line[0]))
    written = RecapSheet(sheet, table.columns, titles)
    written.rows(table.rows)
    body = written.close(signature=(table.place_and_date, table.official), filtered=True)
    for name in shipped:
        del book[name]
    sheet.title = table.sheet  # only now: a shipped sheet may have the same name
    book.active = 0
    write_book(target, book, table.title.capitalize(), {sheet.title: body})
