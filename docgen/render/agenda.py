"""The agenda books as workbooks: what came in and what went out, a sheet for an office and year.

Columns: the agenda books of Indonesian offices (domain rules §3.3). The look is that of the
recap's template (letterhead, title, heads, page set-up), so an office restyles both at once.
"""

from __future__ import annotations

import copy
import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from openpyxl.styles import Font, NamedStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.render.recap_sheet import Column, RecapSheet, Value
from docgen.render.recap_template import NOMINATIVE, SHEETS, open_template
from docgen.render.workbook_bytes import fixed_bytes

BODY = "Agenda Isi"
TEXT, DATE = "Agenda Teks", "Agenda Tanggal"
STRUCK = " Batal"  # the same styles for a line that was cancelled
# A real date, written in Indonesian whatever the language of Excel (0x421 is Indonesian,
# [MS-LCID]); no leading zero (domain rules §5).
DATE_FORMAT = "[$-421]d mmmm yyyy"
AS_TEXT = "@"
DATE_WIDTH = 17.5  # digits: "30 September 2025" on one line
MOST_NAME = 31  # characters of a sheet's name that Excel takes
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

# The number of the verbal (the signed draft) has a column only where an office keeps one.
VERBAL = Column("No. Verbal", TEXT, 10, 16)
OUTGOING = (
    Column("No.", TEXT, 6, 9),
    Column("Tgl Surat", DATE, DATE_WIDTH, DATE_WIDTH),
    Column("No. Surat", TEXT, 16, 26),
    Column("Tgl Kirim", DATE, DATE_WIDTH, DATE_WIDTH),
    Column("Kepada", BODY, 20, 34),
    Column("Isi Ringkas", BODY, 22, 34),
    Column("Lampiran", BODY, 11, 15),
    Column("Keterangan", BODY, 20, 34),
)
INCOMING = (
    Column("No.", TEXT, 6, 7),
    Column("Tgl Terima", DATE, DATE_WIDTH, DATE_WIDTH),
    Column("No. Agenda", TEXT, 9, 12),
    Column("Pengirim", BODY, 18, 28),
    Column("Tgl Surat", DATE, DATE_WIDTH, DATE_WIDTH),
    Column("No. Surat", TEXT, 16, 24),
    Column("Isi Ringkas", BODY, 22, 32),
    Column("Lampiran", BODY, 11, 15),
    Column("Diteruskan ke", BODY, 16, 26),
    Column("Keterangan", BODY, 14, 26),
)


@dataclass(frozen=True, slots=True)
class OutgoingLine:
    """A line of the agenda of outgoing letters; ``label`` is its serial, 12 or 12.a."""

    label: str
    dated: dt.date | None
    number: str
    sent: dt.date | None
    recipients: str
    subject: str
    enclosures: str
    note: str
    verbal: str = ""
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class IncomingLine:
    """A line of the agenda of incoming letters."""

    received: dt.date
    agenda: str
    sender: str
    dated: dt.date
    number: str
    subject: str
    enclosures: str
    forwarded: str
    note: str
    cancelled: bool = False


@dataclass(frozen=True, slots=True)
class AgendaPage:
    """The lines of one office and year, and the letterhead over them.

    ``kop`` has pemerintah, nama, alamat, kontak; ``logo`` is a PNG or JPEG.
    """

    office: str
    year: int
    kop: Mapping[str, str]
    logo: bytes | None
    lines: Sequence[OutgoingLine | IncomingLine]


def render_agenda(
    title: str, pages: Sequence[AgendaPage], template: bytes, shown_as: str = "templat rekap"
) -> bytes:
    """The .xlsx of an agenda book; the same bytes for the same input.

    ``template`` is that of the recap; ``shown_as`` is how findings call it. Raises FindingsError
    when the template or a logo cannot be used, ValueError when there is no page.
    """
    if not pages:
        raise ValueError("an agenda without pages")
    book = open_template(template, shown_as)
    _add_styles(book)
    taken: set[str] = set()
    for page in pages:
        sheet = _empty_sheet(book, _sheet_name(page, taken))
        _fill(sheet, f"{title} TAHUN {page.year}", page)
    for name in SHEETS:
        del book[name]
    book.active = 0
    return fixed_bytes(book, title.capitalize())


def _fill(sheet: Worksheet, title: str, page: AgendaPage) -> None:
    verbal = any(isinstance(line, OutgoingLine) and line.verbal for line in page.lines)
    rows = [_values(number, line, verbal) for number, line in enumerate(page.lines, 1)]
    columns = _columns(page, verbal)
    written = RecapSheet(sheet, columns, rows)
    written.letterhead(page.kop, page.logo)
    written.banner(title, "Rekap Judul")
    written.space(6.0)
    written.head()
    for line, row in zip(page.lines, rows, strict=True):
        end = STRUCK if line.cancelled else ""
        # The last column says why a line was cancelled, and stays readable.
        *styles, last = (column.style for column in columns)
        written.row(row, [*(f"{style}{end}" for style in styles), last])
    written.filter()
    written.break_pages()


def _columns(page: AgendaPage, verbal: bool) -> tuple[Column, ...]:
    if page.lines and isinstance(page.lines[0], IncomingLine):
        return INCOMING
    return (OUTGOING[0], VERBAL, *OUTGOING[1:]) if verbal else OUTGOING


def _values(number: int, line: OutgoingLine | IncomingLine, verbal: bool) -> tuple[Value, ...]:
    if isinstance(line, IncomingLine):
        return (
            str(number), line.received, line.agenda, line.sender, line.dated, line.number,
            line.subject, line.enclosures, line.forwarded, line.note,
        )  # fmt: skip
    return (
        line.label, *((line.verbal,) if verbal else ()), line.dated, line.number, line.sent,
        line.recipients, line.subject, line.enclosures, line.note,
    )  # fmt: skip


def _sheet_name(page: AgendaPage, taken: set[str]) -> str:
    """``bkpsdm 2025``; shortened, and told apart when two long ones become the same."""
    count = 1
    while True:
        end = f" {page.year}" if count == 1 else f" {page.year} ({count})"
        name = _NOT_IN_NAMES.sub("-", page.office)[: MOST_NAME - len(end)] + end
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        count += 1


def _empty_sheet(book: Workbook, name: str) -> Worksheet:
    """A sheet with the page set-up of the template's list of names: landscape, fit to width."""
    pattern = book[NOMINATIVE]
    sheet = book.copy_worksheet(pattern)
    sheet.title = name
    # Openpyxl copies neither the footer nor the view.
    for side in ("left", "center", "right"):
        for part in ("oddHeader", "oddFooter"):
            setattr(getattr(sheet, part), side, copy.copy(getattr(getattr(pattern, part), side)))
    sheet.sheet_view.showGridLines = pattern.sheet_view.showGridLines
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return sheet


def _add_styles(book: Workbook) -> None:
    """The styles of the lines, after the recap's: plain, and struck through when cancelled."""
    # Openpyxl has no public way from a style's name to the style but through a cell.
    cell = book[NOMINATIVE]["A1"]
    for name, like, number_format, horizontal in (
        (BODY, "Rekap Isi", AS_TEXT, "left"),
        (TEXT, "Rekap Isi Tengah", AS_TEXT, "center"),
        (DATE, "Rekap Isi Tengah", DATE_FORMAT, "center"),
    ):
        cell.style = like
        for end in ("", STRUCK):
            font: Font = copy.copy(cell.font)
            font.strike = bool(end) or None
            alignment = copy.copy(cell.alignment)
            alignment.horizontal, alignment.vertical = horizontal, "top"
            book.add_named_style(
                NamedStyle(
                    name=name + end,
                    font=font,
                    alignment=alignment,
                    border=copy.copy(cell.border),
                    fill=copy.copy(cell.fill),
                    number_format=number_format,
                )
            )
    cell.style = "Normal"
