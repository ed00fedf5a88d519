"""The agenda books as workbooks: what came in and what went out, a sheet for each series of an
office and year.

Columns: the agenda books of Indonesian offices (domain rules §3.3). The look is that of the
recap's template (letterhead, title, heads, page set-up), so an office restyles both at once.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from docgen.ooxml.sheet_package import Body
from docgen.ooxml.sheet_rows import Value
from docgen.render.workbook.fixed_bytes import write_book
from docgen.render.workbook.frame import Titles
from docgen.render.workbook.look import DATE_FORMAT, add_sheet, add_style, open_template
from docgen.render.workbook.measure import Column
from docgen.render.workbook.sheet import RecapSheet

BODY = "Agenda Isi"
TEXT, DATE = "Agenda Teks", "Agenda Tanggal"
STRUCK = " Batal"  # the same styles for a line that was cancelled
AS_TEXT = "@"
DATE_WIDTH = 17.5  # digits: "30 September 2025" on one line
MOST_NAME = 31  # characters of a sheet's name that Excel takes
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\']")

# The number of the verbal (the signed draft) has a column only where an office keeps one.
VERBAL = Column("No. Verbal", TEXT, least=10, most=16)
OUTGOING = (
    Column("No.", TEXT, least=6, most=9),
    Column("Tgl Surat", DATE, least=DATE_WIDTH, most=DATE_WIDTH),
    Column("No. Surat", TEXT, least=16, most=26),
    Column("Tgl Kirim", DATE, least=DATE_WIDTH, most=DATE_WIDTH),
    Column("Kepada", BODY, least=20, most=34),
    Column("Isi Ringkas", BODY, least=22, most=34),
    Column("Lampiran", BODY, least=11, most=15),
    Column("Keterangan", BODY, least=20, most=34),
)
INCOMING = (
    Column("No.", TEXT, least=6, most=7),
    Column("Tgl Terima", DATE, least=DATE_WIDTH, most=DATE_WIDTH),
    Column("No. Agenda", TEXT, least=9, most=12),
    Column("Pengirim", BODY, least=18, most=28),
    Column("Tgl Surat", DATE, least=DATE_WIDTH, most=DATE_WIDTH),
    Column("No. Surat", TEXT, least=16, most=24),
    Column("Isi Ringkas", BODY, least=22, most=32),
    Column("Lampiran", BODY, least=11, most=15),
    Column("Diteruskan ke", BODY, least=16, most=26),
    Column("Keterangan", BODY, least=14, most=26),
)


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """The lines of one office and year, and the letterhead over them.

    ``series`` is "" where an office has one a year; ``kop`` has pemerintah, nama, alamat, kontak;
    ``logo`` is a PNG or JPEG.
    """

    office: str
    year: int
    series: str = ""
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
    shipped = book.sheetnames
    _add_styles(book)
    bodies: dict[str, Body] = {}
    taken: set[str] = set()
    for page in pages:
        sheet = add_sheet(book, _sheet_name(page, taken))
        shown = f"{title} TAHUN {page.year} {page.series}".strip().upper()
        bodies[sheet.title] = _fill(sheet, shown, page)
    for name in shipped:
        del book[name]
    book.active = 0
    target = io.BytesIO()
    write_book(target, book, title.capitalize(), bodies)
    return target.getvalue()


def _fill(sheet: Worksheet, title: str, page: AgendaPage) -> Body:
    verbal = any(isinstance(line, OutgoingLine) and line.verbal for line in page.lines)
    columns = _columns(page, verbal)
    written = RecapSheet(sheet, columns, Titles(page.kop, page.logo, ((title, "Rekap Judul"),)))
    # The last column says why a line was cancelled, and stays readable.
    *names, last = (column.style for column in columns)
    struck = [*(f"{style}{STRUCK}" for style in names), last]
    lines = enumerate(page.lines, 1)
    for cancelled, run in groupby(lines, lambda line: line[1].cancelled):
        rows = (_values(number, line, verbal) for number, line in run)
        written.rows(rows, styles=struck if cancelled else None)
    return written.close(filtered=True)


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
    """``bkpsdm 2025``, ``bkpsdm 800.1 2025``; shortened, and told apart when two long ones become
    the same."""
    # "klasifikasi 800.1" is known by its second word.
    own = " ".join(filter(None, (page.office, page.series.partition(" ")[2])))
    count = 1
    while True:
        end = f" {page.year}" if count == 1 else f" {page.year} ({count})"
        name = _NOT_IN_NAMES.sub("-", own)[: MOST_NAME - len(end)] + end
        if name.casefold() not in taken:
            taken.add(name.casefold())
            return name
        count += 1


def _add_styles(book: Workbook) -> None:
    """The styles of the lines, after the recap's: plain, and struck through when cancelled."""
    for name, like, number_format, horizontal in (
        (BODY, "Rekap Isi", AS_TEXT, "left"),
        (TEXT, "Rekap Isi Tengah", AS_TEXT, "center"),
        (DATE, "Rekap Isi Tengah", DATE_FORMAT, "center"),
    ):
        for end in ("", STRUCK):
            add_style(
                book,
                name + end,
                like,
                number_format,
                strike=bool(end),
                horizontal=horizontal,
                vertical="top",
            )
