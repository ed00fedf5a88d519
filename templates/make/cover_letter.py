"""``surat_pengantar.docx``: what is sent, who sent it and who received it (domain rules §2.3)."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    addressees,
    carbon_copies,
    electronic_words,
    initial_boxes,
    letter_paper,
    letterhead,
    name_and_rank,
    posts,
)
from templates.make.words import cell, each_row, paragraph, row, table, when

BOXES = 75.0  # the boxes for initials, mm
RETURN = "Lembar kedua harap dikembalikan kepada pengirim setelah ditandatangani penerima."


def cover_letter() -> Paper:
    """The template."""
    widths = [11.0, 72.0, 28.0, WIDTH - 111]
    heads = ("No", "Jenis yang Dikirim", "Banyaknya", "Keterangan")
    items = table(
        widths,
        row(*(cell(paragraph(head, "Kepala Tabel"), width, valign="center")
              for head, width in zip(heads, widths, strict=True)), head=True),
        each_row("b in butir", widths, row(
            cell(paragraph("{{ b.no }}.", "Isi Tabel Tengah"), widths[0]),
            cell(paragraph("{{ b.jenis }}", "Isi Tabel"), widths[1]),
            cell(paragraph("{{ b.banyaknya }}", "Isi Tabel Tengah"), widths[2]),
            cell(paragraph("{{ b.keterangan }}", "Isi Tabel"), widths[3]),
        )),
        grid=True,
    )  # fmt: skip
    return letter_paper(
        "Surat Pengantar",
        letterhead(WIDTH)
        + paragraph("{{ tempat_tanggal }}", "Tempat Tanggal")
        + paragraph(style="Pemisah")
        + addressees()
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
        + paragraph("Surat Pengantar", "Judul Naskah")
        + paragraph(f"Nomor: {NUMBER}", "Nomor Naskah")
        + items
        + paragraph("Diterima tanggal \t", "Diterima Tanggal")
        + _sender_and_receiver()
        + carbon_copies(),
    )


def _sender_and_receiver() -> str:
    """Rows, so that the names stand at one height however long the posts are.

    They stand inside one outer row that cannot be cut: LibreOffice parts a table between any two
    of its rows. The outer table has as many columns as the inner one, since docxtpl counts cells
    of inner rows too and would mend a grid that has fewer.
    """
    widths = [82.0, WIDTH - 82]
    small, name = "Kolom Tanda Tangan", "Kolom Tanda Tangan Nama"

    def line(left: str, right: str, height: float = 0) -> str:
        return row(cell(left, widths[0]), cell(right, widths[1]), height=height)

    def blank(label: str = "") -> str:
        return paragraph(f"{label}\t", "Kolom Titik")

    code = when("kode_qr", paragraph("{{ kode_qr }}", small))
    sealed = electronic_words("Kolom Tanda Tangan Elektronik") + paragraph(style="Akhir Tabel")
    rows = table(
        widths,
        line(paragraph("Penerima,", small) + blank(), paragraph("Pengirim,", small) + posts(small)),
        line(paragraph(style=small), code + sealed, height=22),
        line(
            blank() + blank("NIP ") + blank("Telepon "),
            name_and_rank(small, name),
        ),
        pad=(0.4, 0, 0.4, 4),
    )
    beside = table(
        [BOXES, WIDTH - BOXES],
        row(cell(initial_boxes() + paragraph(style="Akhir Tabel"), BOXES),
            cell("", WIDTH - BOXES)),
        pad=TIGHT,
    )  # fmt: skip
    below = when("lembar_kembali", paragraph(RETURN, "Catatan Lembar")) + when(
        "paraf", paragraph(style="Pemisah"), beside
    )
    outer = cell(rows + below + paragraph(style="Akhir Tabel"), WIDTH, span=2)
    return table(widths, row(outer), pad=TIGHT)
