"""Make templates/rekap_skp.xlsx: the look of the SKP recap, no data.

Run from the repository's root: ``python -m templates.make.make_rekap`` or with ``PYTHONPATH=.``.
Staff restyle the result in Excel (Home > Cell Styles, Page Layout); the renderer fills the four
sheets by their names and uses the styles by theirs.
"""

from __future__ import annotations

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils.indexed_list import IndexedList
from openpyxl.worksheet.worksheet import Worksheet

from docgen.render.workbook.fixed_bytes import fixed_bytes
from docgen.render.workbook.look import DATE_FORMAT

TARGET = Path(__file__).parents[1] / "rekap_skp.xlsx"
SHEETS = ("Rekapitulasi Nominatif", "Per SKPD", "Belum Melapor", "Temuan")
FONT = "Arial"
INK = "FF1F3864"
HEAD_FILL = "FFD9E2F3"
GROUP_FILL = "FFF2F2F2"
MM = 1 / 25.4  # page margins are inches
A4 = 9  # ECMA-376 part 1, clause 18.3.1.63, paperSize; F4/folio is 14

THIN = Side(style="thin", color="FF7F7F7F")
GRID = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
RULE = Border(top=Side(style="thick", color="FF000000"), bottom=Side(style="thin"))


def style(
    name: str,
    size: float,
    horizontal: str = "left",
    *,
    bold: bool = False,
    italic: bool = False,
    underline: bool = False,
    color: str = "FF000000",
    border: Border | None = None,
    fill: str = "",
    number_format: str = "General",
) -> NamedStyle:
    """A named style; without ``border`` there is none."""
    return NamedStyle(
        name=name,
        font=Font(
            name=FONT,
            size=size,
            bold=bold,
            italic=italic,
            underline="single" if underline else None,
            color=color,
        ),
        alignment=Alignment(horizontal=horizontal, vertical="center", wrap_text=True),
        border=border or Border(),
        fill=PatternFill("solid", fgColor=fill) if fill else PatternFill(),
        number_format=number_format,
    )


def styles() -> tuple[NamedStyle, ...]:
    """All styles the renderer asks for."""
    cell = {"border": GRID}
    total = {"border": GRID, "fill": GROUP_FILL, "bold": True}
    return (
        style("Rekap Kop Pemerintah", 12, "center"),
        style("Rekap Kop Instansi", 14, "center", bold=True),
        style("Rekap Kop Alamat", 9, "center"),
        style("Rekap Kop Garis", 9, border=RULE),
        style("Rekap Judul", 12, "center", bold=True),
        style("Rekap Sumber", 9, "center", italic=True),
        style("Rekap Kepala", 9, "center", bold=True, color=INK, border=GRID, fill=HEAD_FILL),
        style("Rekap Kelompok", 9, bold=True, border=GRID, fill=GROUP_FILL),
        style("Rekap Isi", 9, **cell),
        style("Rekap Isi Tengah", 9, "center", **cell),
        style("Rekap NIP", 9, "center", number_format="@", **cell),
        style("Rekap Tanggal", 9, "center", number_format=DATE_FORMAT, **cell),
        style("Rekap Angka", 9, "center", number_format="#,##0", **cell),
        style("Rekap Nilai", 9, "center", number_format="0.00", **cell),
        style("Rekap Persen", 9, "center", number_format="0.0%", **cell),
        style("Rekap Jumlah", 9, **total),
        style("Rekap Jumlah Angka", 9, "center", number_format="#,##0", **total),
        style("Rekap Jumlah Nilai", 9, "center", number_format="0.00", **total),
        style("Rekap Jumlah Persen", 9, "center", number_format="0.0%", **total),
        style("Rekap Tanda Tangan", 10),
        style("Rekap Tanda Tangan Nama", 10, bold=True, underline=True),
    )


def set_page(sheet: Worksheet) -> None:
    """Landscape, one page wide and as many pages long as it takes."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = A4
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.print_options.horizontalCentered = True
    sheet.page_margins.left = 20 * MM
    sheet.page_margins.right = sheet.page_margins.top = 15 * MM
    sheet.page_margins.bottom = 18 * MM
    sheet.page_margins.header = sheet.page_margins.footer = 8 * MM
    sheet.oddFooter.left.text = "&A"
    sheet.oddFooter.right.text = "Halaman &P dari &N"
    for part in (sheet.oddFooter.left, sheet.oddFooter.right):
        part.font, part.size = f"{FONT},Regular", 8
    sheet.sheet_view.showGridLines = False


def make() -> bytes:
    """The template's bytes, the same on every run."""
    book = Workbook()
    book.remove(book.worksheets[0])
    # Column widths are counted in digits of the font of "Normal" (ECMA-376 part 1, clause
    # 18.3.1.13). openpyxl has no public way to change it or the font of unstyled cells.
    book._fonts = IndexedList([Font(name=FONT, size=10)])
    normal = book._named_styles["Normal"]
    normal.font = Font(name=FONT, size=10)
    normal.bind(book)
    for one in styles():
        book.add_named_style(one)
    for name in SHEETS:
        set_page(book.create_sheet(name))
    return fixed_bytes(book, "Templat Rekapitulasi SKP")


if __name__ == "__main__":
    TARGET.write_bytes(make())
