"""The agenda books as workbooks: what stands in their cells, and how they print."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from openxml_audit import FileFormat, OpenXmlValidator

from docgen.numbering import Entry
from docgen.numbering.entry import Version
from docgen.render.lists.agenda import AgendaPage, IncomingLine, OutgoingLine, render_agenda
from docgen.workspace.agenda.books import note

ROOT = Path(__file__).resolve().parents[2]
TEMPLATE = (ROOT / "templates/rekap_skp.xlsx").read_bytes()
LOGO = (ROOT / "templates/logo.png").read_bytes()
KOP = {"pemerintah": "Pemerintah Kota Contoh", "nama": "Badan", "alamat": "Jalan 1", "kontak": ""}
DAY = dt.date(2025, 9, 30)
NASTY = '=HYPERLINK("http://x.example")'


def going(label: str = "1", **changed: object) -> OutgoingLine:
    values = {
        "label": label, "dated": DAY, "number": "800/1/BKD/2025", "sent": None,
        "recipients": "Camat", "subject": "Undangan", "enclosures": "-", "note": "",
    }  # fmt: skip
    return OutgoingLine(**(values | changed))  # type: ignore[arg-type]


def coming(**changed: object) -> IncomingLine:
    values = {
        "received": DAY, "agenda": "007", "sender": "Dinas", "dated": DAY, "number": "5/X",
        "subject": "Undangan", "enclosures": "", "forwarded": "Sekretaris", "note": "Segera",
    }  # fmt: skip
    return IncomingLine(**(values | changed))  # type: ignore[arg-type]


def page(*lines: OutgoingLine | IncomingLine, office: str = "bkd", year: int = 2025) -> AgendaPage:
    return AgendaPage(office=office, year=year, kop=KOP, logo=LOGO, lines=lines)


def rendered(*pages: AgendaPage) -> bytes:
    return render_agenda("BUKU AGENDA SURAT KELUAR", pages, TEMPLATE)


def sheets(*pages: AgendaPage) -> list[Worksheet]:
    return openpyxl.load_workbook(io.BytesIO(rendered(*pages))).worksheets


def table(sheet: Worksheet) -> tuple[list[object], list[list[object]]]:
    """Heads and rows under them."""
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No.")
    head, *rows = ([cell.value for cell in row] for row in sheet.iter_rows(min_row=first))
    return head, rows


def test_columns_of_both_books() -> None:
    (sheet,) = sheets(page(going()))
    head, ((number, date, *more),) = table(sheet)
    assert head == [
        "No.", "Tgl Surat", "No. Surat", "Tgl Kirim", "Kepada", "Isi Ringkas", "Lampiran",
        "Keterangan",
    ]  # fmt: skip
    assert (number, date) == ("1", dt.datetime(2025, 9, 30))
    assert more == ["800/1/BKD/2025", None, "Camat", "Undangan", "-", None]
    (sheet,) = sheets(page(coming()))
    head, (row,) = table(sheet)
    assert head == [
        "No.", "Tgl Terima", "No. Agenda", "Pengirim", "Tgl Surat", "No. Surat", "Isi Ringkas",
        "Lampiran", "Diteruskan ke", "Keterangan",
    ]  # fmt: skip
    assert row[2] == "007"


def test_a_verbal_has_its_column_where_one_is_kept() -> None:
    (sheet,) = sheets(page(going(), going("2", verbal="V-2")))
    head, rows = table(sheet)
    assert head[:3] == ["No.", "No. Verbal", "Tgl Surat"]
    assert [row[1] for row in rows] == [None, "V-2"]


def test_dates_are_dates_and_numbers_are_text() -> None:
    (sheet,) = sheets(page(going("12", number="0001", recipients="197105141996032001")))
    (row,) = sheet.iter_rows(min_row=sheet.max_row)
    assert row[1].is_date
    assert row[1].number_format == "[$-421]d mmmm yyyy"
    for cell in (row[0], row[2], row[4]):
        assert (cell.data_type, cell.number_format) == ("s", "@")


@pytest.mark.parametrize("start", ["=", "+", "-", "@"])
def test_nothing_becomes_a_formula(start: str) -> None:
    text = start + NASTY[1:]
    (sheet,) = sheets(page(going(number=text, subject=text, recipients=text, note=text)))
    (row,) = sheet.iter_rows(min_row=sheet.max_row)
    given = [cell for cell in row if cell.value == text]
    assert len(given) == 4
    assert {(cell.data_type, cell.quotePrefix) for cell in given} == {("s", True)}
    data = rendered(page(going(subject=text)))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if name.startswith("xl/worksheets/sheet"):
                assert b"<f>" not in package.read(name)
                assert b"<f " not in package.read(name)


def test_how_it_prints() -> None:
    (sheet,) = sheets(page(*(going(str(number)) for number in range(1, 90))))
    assert sheet.page_setup.orientation == "landscape"
    assert sheet.sheet_properties.pageSetUpPr is not None
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
    first = next(row[0].row for row in sheet.iter_rows() if row[0].value == "No.")
    assert sheet.print_title_rows == f"${first}:${first}"
    assert sheet.freeze_panes == f"C{first + 1}"
    assert sheet.oddFooter.right.text == "Halaman &P dari &N"
    titles = [row[0].value for row in sheet.iter_rows(max_row=first)]
    assert "BUKU AGENDA SURAT KELUAR TAHUN 2025" in titles
    assert "BADAN" in titles


def test_a_cancelled_line_is_struck_through_but_not_its_reason() -> None:
    (sheet,) = sheets(page(going(), going("2", cancelled=True, note="batal: x")))
    plain, struck = sheet.iter_rows(min_row=sheet.max_row - 1)
    assert [bool(cell.font.strike) for cell in plain] == [False] * 8
    assert [bool(cell.font.strike) for cell in struck] == [True] * 7 + [False]


def test_a_sheet_for_each_office_and_year_with_a_name_that_excel_takes() -> None:
    long = "dinas-" + "x" * 60
    found = sheets(
        page(going()), page(going(), year=2024), page(going(), office=long),
        page(going(), office=long + "y"),
    )  # fmt: skip
    names = [sheet.title for sheet in found]
    assert names[:2] == ["bkd 2025", "bkd 2024"]
    assert len({name.casefold() for name in names}) == 4
    assert all(len(name) <= 31 for name in names)
    assert names[3].endswith(" 2025 (2)")


def test_the_same_input_gives_the_same_bytes() -> None:
    pages = (page(going(), coming_soon()), page(going(), office="dinas"))
    assert rendered(*pages) == rendered(*pages)


def coming_soon() -> OutgoingLine:
    return going("2", dated=None, number="", recipients="", subject="", note="dipesan")


def test_office_has_nothing_to_repair(tmp_path: Path) -> None:
    path = tmp_path / "agenda.xlsx"
    path.write_bytes(rendered(page(going(), going("2", cancelled=True)), page(year=2024)))
    assert OpenXmlValidator(FileFormat.MICROSOFT_365).validate(path).errors == []


def test_what_the_last_column_says() -> None:
    entry = Entry(
        office="bkd", year=2025, serial=12, suffix="a", number="x", letter="k/s", signed=DAY,
        dated=DAY, subject="Undangan",
        versions=(Version(1, DAY, "Undangan", "", "d1"), Version(2, DAY, "Rapat", "", "d2")),
    )  # fmt: skip
    assert note(entry) == (
        "sisipan; ralat ke-1, 30 September 2025; ralat ke-2, 30 September 2025: "
        "hal «Undangan» → «Rapat»"
    )
