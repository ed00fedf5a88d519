"""``buku_sop.docx``, ``daftar_isi_sop.docx``, ``penjelasan_sop.docx``: the front of a book of SOPs.

The parts are the guideline's (domain rules §1.1); its SOPs follow as they are.
"""

from __future__ import annotations

from templates.make.archive import COVER, index_paper
from templates.make.package import Page, Paper
from templates.make.words import cell, each, each_row, end_of_body, paragraph, row, table, when

PAGE = Page(top=25, right=25, bottom=25, left=30)
WIDTH = PAGE.width - PAGE.left - PAGE.right
TERM = 45.0


def title_page() -> Paper:
    """The title page: what it is, whose, by which decision, and of what year."""
    body = (
        paragraph("{{ kop.logo }}", "Sampul Logo")
        + paragraph("{{ kop.pemerintah }}", "Sampul Pemerintah")
        + paragraph("Standar Operasional Prosedur", "Buku Judul")
        + paragraph("{{ judul }}", "Buku Nama")
        + when("jilid", paragraph("{{ jilid }}", "Sampul Jilid"))
        + when("keputusan.judul", paragraph("{{ keputusan.judul }}", "Buku Keterangan"))
        + when(
            "keputusan.nomor",
            paragraph(
                "{% if not keputusan.judul %}Keputusan {% endif %}Nomor {{ keputusan.nomor }}",
                "Buku Keterangan",
            ),
        )
        + when("keputusan.tanggal", paragraph("tanggal {{ keputusan.tanggal }}", "Buku Keterangan"))
        + paragraph("{{ kop.nama }}", "Buku Instansi")
        + paragraph("{{ kop.alamat }}", "Buku Keterangan")
        + when("tahun", paragraph("{{ tahun }}", "Buku Tahun"))
    )
    return Paper(title="Halaman Judul Buku SOP", body=body, page=COVER)


def index() -> Paper:
    """The index; what stands outside of groups is not counted among the SOPs."""
    heads = ("No", "Nomor SOP", "Tanggal", "Nama SOP", "Halaman")
    number = "{% if k.judul %}{{ d.urut }}{% endif %}"
    return index_paper("Daftar Isi Buku SOP", heads, number, "k.judul")


def explanation() -> Paper:
    """The explanation: scope, summary, terms; each only where the office says something."""
    widths = [TERM, WIDTH - TERM]
    terms = table(
        widths,
        row(
            *(cell(paragraph(text, "Kepala Tabel"), width, shade="EDEDED")
              for text, width in zip(("Istilah", "Arti"), widths, strict=True)),
            head=True,
        ),
        each_row(
            "d in definisi", widths,
            row(cell(paragraph("{{ d.istilah }}", "Buku Istilah"), widths[0]),
                cell(paragraph("{{ d.arti }}", "Isi Tabel"), widths[1])),
        ),
        grid=True,
        pad=(0, 1.8, 0, 1.8),
    )  # fmt: skip
    body = (
        paragraph("Penjelasan Singkat Penggunaan", "Daftar Isi Judul")
        + paragraph("{{ judul }}", "Daftar Isi Anak Judul")
        + _section("Ruang Lingkup", "ruang_lingkup")
        + _section("Ringkasan", "ringkasan")
        + when("definisi", paragraph("Definisi", "Buku Kepala"), terms, end_of_body())
    )
    return Paper(title="Penjelasan Singkat Penggunaan SOP", body=body, page=PAGE)


def _section(title: str, name: str) -> str:
    return when(
        name,
        paragraph(title, "Buku Kepala"),
        each(f"x in {name}", paragraph("{{ x }}", "Buku Isi")),
    )
