"""The recap's template: opened, and checked for the sheets and styles that the renderer names."""

from __future__ import annotations

import copy
import io
import warnings

import openpyxl
from openpyxl.styles import NamedStyle
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.model.file_kinds import really

NOMINATIVE, PER_SKPD, LATE = "Rekapitulasi Nominatif", "Per SKPD", "Belum Melapor"
FINDINGS = "Temuan"
SHEETS = (NOMINATIVE, PER_SKPD, LATE)
STYLES = (
    "Rekap Kop Pemerintah", "Rekap Kop Instansi", "Rekap Kop Alamat", "Rekap Kop Garis",
    "Rekap Judul", "Rekap Sumber", "Rekap Kepala", "Rekap Kelompok", "Rekap Isi",
    "Rekap Isi Tengah", "Rekap NIP", "Rekap Angka", "Rekap Persen", "Rekap Jumlah",
    "Rekap Jumlah Angka", "Rekap Jumlah Persen", "Rekap Tanda Tangan", "Rekap Tanda Tangan Nama",
)  # fmt: skip
# Styles that a template may leave out: made from one that it has, with another number format.
# A date is real and written in Indonesian whatever the language of Excel (0x421 is Indonesian,
# [MS-LCID]); no leading zero (domain rules §5).
DATE_FORMAT = "[$-421]d mmmm yyyy"
DERIVED = {
    "Rekap Tanggal": ("Rekap Isi Tengah", DATE_FORMAT),
    "Rekap Nilai": ("Rekap Angka", "0.00"),
    "Rekap Jumlah Nilai": ("Rekap Jumlah Angka", "0.00"),
}


def open_template(data: bytes, shown_as: str) -> Workbook:
    """The workbook of a template. Raises FindingsError with all that it lacks.

    Findings: template-unreadable, template-sheet-missing, template-style-missing.
    """
    where = Where(shown_as)
    with warnings.catch_warnings():
        # Parts that openpyxl drops (drawings, extensions) are not part of the look used here.
        warnings.simplefilter("ignore")
        try:
            book = openpyxl.load_workbook(io.BytesIO(data))
        except Exception as problem:
            # Whatever the parts of a broken file raise; for the office it is one thing.
            kind = really(data) or "bukan buku kerja Excel (.xlsx) yang utuh; pakai templat awal"
            message = f"Templat ini {kind}."
            raise FindingsError([error("template-unreadable", where, message)]) from problem
    missing = [
        error(
            "template-sheet-missing",
            where,
            f'Templat ini tidak punya lembar "{name}"; kembalikan nama lembarnya.',
        )
        for name in SHEETS
        if name not in book.sheetnames
    ]
    missing += [
        error(
            "template-style-missing",
            where,
            f'Templat ini tidak punya gaya sel "{name}"; salin dari templat awal '
            "(Beranda > Gaya Sel > Gabungkan Gaya).",
        )
        for name in STYLES
        if name not in book.style_names
    ]
    if missing:
        raise FindingsError(missing)
    for name, (like, number_format) in DERIVED.items():
        if name not in book.style_names:
            add_style(book, name, like, number_format)
    return book


def add_style(
    book: Workbook, name: str, like: str, number_format: str, *, strike: bool = False, **align: str
) -> None:
    """A style like another one, with a number format, struck through, or aligned otherwise."""
    # Openpyxl has no public way from a style's name to the style but through a cell.
    cell = book[NOMINATIVE]["A1"]
    cell.style = like
    font, alignment = copy.copy(cell.font), copy.copy(cell.alignment)
    font.strike = strike or None
    for side, value in align.items():
        setattr(alignment, side, value)
    book.add_named_style(
        NamedStyle(
            name=name,
            font=font,
            alignment=alignment,
            border=copy.copy(cell.border),
            fill=copy.copy(cell.fill),
            number_format=number_format,
        )
    )
    cell.style = "Normal"


def add_sheet(book: Workbook, name: str) -> Worksheet:
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
