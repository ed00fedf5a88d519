"""``sop.docx``: title page, identity sheet, room for the flowchart, closing block.

The order of the identity fields follows domain rules §1.2, the look the two real sheets.
"""

from __future__ import annotations

from collections.abc import Iterator

from templates.make.package import Page, Paper
from templates.make.words import (
    cell,
    each,
    each_row,
    end_of_body,
    field,
    paragraph,
    row,
    table,
    when,
)

PAGE = Page(width=297, height=210, top=15, right=15, bottom=15, left=15, header=8, footer=8)
WIDTH = PAGE.width - PAGE.left - PAGE.right
HALF = WIDTH / 2
HEAD_SHADE = "EDEDED"
# Label, colon and value of an identity field, in the right half.
FIELDS = (38.0, 4.0, HALF - 42)
PAD = (0, 1.9, 0, 1.9)
TITLE_HEIGHT = 176.0  # of the framed title page; the least paper height is A4's 210 mm
TITLE_OVER_HISTORY = 112.0  # where the history stands under it


def paper() -> Paper:
    """The template."""
    foot = _footer()
    return Paper(
        title="Standar Operasional Prosedur",
        body=_title_page() + _identity() + paragraph("{{p alur }}") + _closing(),
        page=PAGE,
        size=10,
        footer=foot,
        # A title page carries no number, so page 1 has a foot of its own.
        first_footer=when("not halaman_judul", foot)
        + when("halaman_judul and kaki_tte", _electronic())
        + paragraph(style="Akhir Tabel"),
    )


def _title_page() -> str:
    content = (
        paragraph("{{ logo }}", "SOP Logo Judul")
        + paragraph("{{ instansi.pemerintah }}", "SOP Judul Instansi")
        + paragraph("{{ instansi.nama }}", "SOP Judul Instansi")
        + paragraph(style="SOP Isian Ruang")
        + paragraph("STANDAR OPERASIONAL PROSEDUR (SOP)", "SOP Judul Besar")
        + paragraph("{{ nama }}", "SOP Judul Nama")
    )
    break_after = paragraph(style="SOP Halaman Baru", more="<w:pageBreakBefore/>")
    return when(
        "halaman_judul",
        when("not riwayat", _frame(content, TITLE_HEIGHT)),
        # The history may go on over further pages.
        when("riwayat", _frame(content, TITLE_OVER_HISTORY), paragraph("{{p riwayat }}")),
        break_after,
    )


def _frame(content: str, height: float) -> str:
    return table(
        [WIDTH],
        row(cell(content, WIDTH, valign="center"), height=height, exact=True),
        sides=("top", "left", "bottom", "right"),
        pad=(5, 15, 5, 15),
    )


def _identity() -> str:
    office = (
        paragraph("{{ logo }}", "SOP Logo")
        + paragraph("{{ instansi.pemerintah }}", "SOP Instansi")
        + paragraph("{{ instansi.nama }}", "SOP Instansi")
        + each("u in instansi.unit", paragraph("{{ u }}", "SOP Instansi"))
    )
    pairs = (
        ("dasar_hukum", "kualifikasi_pelaksana"),
        ("keterkaitan", "peralatan"),
        ("peringatan", "pencatatan"),
    )
    rows = list(_fields(office))
    for pair in pairs:
        heads = [paragraph(f"{{{{ label.{name} }}}}", "SOP Kepala") for name in pair]
        rows.append(_halves(*heads, shade=HEAD_SHADE))
        rows.append(_halves(*(_list(name) for name in pair), whole=False))
    return table([HALF, *FIELDS], *rows, grid=True, pad=PAD)


def _halves(left: str, right: str, shade: str = "", whole: bool = True) -> str:
    """Two cells side by side; a list longer than the rest of its page goes on on the next."""
    cells = cell(left, HALF, shade=shade), cell(right, HALF, span=len(FIELDS), shade=shade)
    return row(*cells, whole=whole)


def _fields(office: str) -> Iterator[str]:
    """The office at the left, merged over all rows, and the identity fields at the right.

    One table with four columns: docxtpl counts the cells of a table inside a table as the outer
    one's and spoils its columns.
    """
    approval = (
        paragraph("{{ disahkan_oleh.jabatan }}", "SOP Isian Tengah")
        + _room("disahkan_oleh", "SOP Isian Ruang", "SOP Isian Tengah")
        + when("disahkan_oleh.nama", paragraph("{{ disahkan_oleh.nama }}", "SOP Isian Nama"))
        + when("disahkan_oleh.pangkat",
               paragraph("{{ disahkan_oleh.pangkat }}", "SOP Isian Tengah"))
        + when("disahkan_oleh.nip",
               paragraph("NIP {{ disahkan_oleh.nip }}", "SOP Isian Tengah"))
    )  # fmt: skip
    label, colon, value = FIELDS

    def line(name: str, content: str, first: bool = False) -> str:
        left = (
            cell(office, HALF, valign="center", merge="restart")
            if first
            else cell("", HALF, merge="continue")
        )
        return row(
            left,
            cell(paragraph(name, "SOP Isian"), label, edges=("top", "left", "bottom")),
            cell(paragraph(":", "SOP Isian"), colon, edges=("top", "bottom"), pad=(0, 0, 0, 0)),
            cell(content, value, edges=("top", "right", "bottom")),
        )

    yield line(
        "{{ identitas[0].label }}", paragraph("{{ identitas[0].isi }}", "SOP Isian"), first=True
    )
    field = line("{{ i.label }}", paragraph("{{ i.isi }}", "SOP Isian"))
    yield each_row("i in identitas[1:]", [HALF, *FIELDS], field)
    yield line("Disahkan oleh", approval)
    yield line("Nama SOP", paragraph("{{ nama }}", "SOP Nama"))


def _room(who: str, empty: str, style: str) -> str:
    """Room for ink, or the QR of an electronic signature with its sentence over the name.

    Without a QR the room stays for the service that signs.
    """
    return (
        when(f"{who}.kode_qr", paragraph(f"{{{{ {who}.kode_qr }}}}", style))
        + when(f"not {who}.kode_qr", paragraph(style=empty))
        + when(f"{who}.kalimat_tte", paragraph(f"{{{{ {who}.kalimat_tte }}}}", style))
    )


def _electronic() -> str:
    """The sentence of an electronic signature."""
    return paragraph("{{ kaki_tte }}", "SOP Kaki Elektronik")


def _list(name: str) -> str:
    """A list: hanging when its items carry a number or a dash, plain when they do not."""
    return each(
        f"b in {name}",
        when("b.tanda", paragraph("{{ b.tanda }}\t{{ b.teks }}", "SOP Butir")),
        when("not b.tanda", paragraph("{{ b.teks }}", "SOP Isi")),
    ) + paragraph(style="Akhir Tabel")


def _closing() -> str:
    """The closing block: one row that cannot be cut, after a gap that parts it from a table."""
    block = (
        when("penutup.kalimat", paragraph("{{ penutup.kalimat }}", "SOP Penutup"))
        + paragraph("{{ penutup.jabatan.rstrip(',') }},", "SOP Penutup")
        + _room("penutup", "SOP Penutup Ruang", "SOP Penutup")
        + when("penutup.nama", paragraph("{{ penutup.nama }}", "SOP Penutup Nama"))
        + when("penutup.pangkat", paragraph("{{ penutup.pangkat }}", "SOP Penutup"))
        + when("penutup.nip", paragraph("NIP {{ penutup.nip }}", "SOP Penutup"))
    )
    widths = [WIDTH - 100, 100.0]
    return when(
        "penutup",
        paragraph(style="SOP Penutup Jarak"),
        table(widths, row(cell("", widths[0]), cell(block, widths[1])), pad=(0, 0, 0, 0)),
        end_of_body(),
    )


def _footer() -> str:
    widths = [WIDTH / 2, WIDTH / 2]
    number = '<w:r><w:t xml:space="preserve">Halaman </w:t></w:r>' + field("PAGE")
    number += '<w:r><w:t xml:space="preserve"> dari </w:t></w:r>' + field("NUMPAGES")
    right = '<w:jc w:val="right"/>'
    numbers = table(
        widths,
        row(
            cell(paragraph("SOP Nomor {{ nomor }}", "footer"), widths[0]),
            cell(paragraph(number, "footer", more=right), widths[1]),
        ),
        pad=(0, 0, 0, 0),
    )
    # LibreOffice cuts off what stands under a table in the foot of a first page.
    return when("kaki_tte", _electronic()) + numbers + paragraph(style="Akhir Tabel")
