"""``monitoring_sop.docx``, ``evaluasi_sop.docx``: forms of a SOP's review (domain rules §1.8).

The columns of monitoring are the guideline's; the form of an evaluation is each office's own.
"""

from __future__ import annotations

from templates.make.package import Page, Paper
from templates.make.words import cell, each_row, end_of_body, paragraph, row, table

PAGE = Page(width=297, height=210, top=15, right=15, bottom=15, left=20, header=8, footer=8)
WIDTH = PAGE.width - PAGE.left - PAGE.right
SHADE = "EDEDED"
PAD = (0.6, 1.6, 0.6, 1.6)
NUMBER = 10.0


def monitoring() -> Paper:
    """The form of monitoring: a line for each step, judged by hand."""
    widths = [NUMBER, 78.0, 24.0, 24.0, 50.0, WIDTH - 206.0, 20.0]
    heads = (
        "No", "Prosedur", "Berjalan Baik", "Tidak Berjalan Baik", "Catatan Hasil Penilaian",
        "Tindakan yang Harus Diambil", "Paraf Penilai",
    )  # fmt: skip
    steps = _steps(widths, heads, ("{{ l.no }}", "{{ l.uraian }} ({{ l.pelaksana }})"))
    body = _head("Monitoring Pelaksanaan SOP") + steps + _foot("Penilai")
    return Paper(title="Monitoring SOP", body=body, page=PAGE, size=10)


def evaluation() -> Paper:
    """The form of an evaluation: questions about the whole, then whether each step still holds."""
    widths = [NUMBER, 120.0, 20.0, 20.0, WIDTH - 170.0]
    questions = table(
        widths,
        _heads(widths, ("No", "Penilaian", "Ya", "Tidak", "Catatan")),
        each_row("p in pertanyaan", widths, _line(widths, ("{{ loop.index }}", "{{ p }}"))),
        grid=True,
        pad=PAD,
    )
    step_widths = [NUMBER, 100.0, 24.0, 24.0, WIDTH - 158.0]
    heads = ("No", "Prosedur", "Masih Sesuai", "Perlu Diubah", "Usul Perubahan")
    steps = _steps(step_widths, heads, ("{{ l.no }}", "{{ l.uraian }} ({{ l.pelaksana }})"))
    body = (
        _head("Evaluasi Penerapan SOP")
        + questions
        + paragraph(style="Pemisah")
        + steps
        + _foot("Tim Evaluasi")
    )
    return Paper(title="Evaluasi SOP", body=body, page=PAGE, size=10)


def _head(title: str) -> str:
    fields = (
        ("Nama SOP", "{{ nama }}"),
        ("Nomor SOP", "{{ nomor }}"),
        ("Unit kerja", "{{ unit }}"),
        ("Revisi", "{{ revisi }}, disahkan {{ tanggal_pengesahan }}"),
        ("Terakhir dilakukan", "{{ terakhir or 'belum pernah' }}"),
        ("Jatuh tempo", "{{ jatuh_tempo }}"),
        ("Dilaksanakan tanggal", "………………………………"),
    )
    widths = [45.0, 4.0, WIDTH - 49.0]
    rows = (
        row(
            cell(paragraph(label, "SOP Isi"), widths[0]),
            cell(paragraph(":", "SOP Isi"), widths[1]),
            cell(paragraph(value, "SOP Isi"), widths[2]),
        )
        for label, value in fields
    )
    plain = table(widths, *rows, pad=(0, 0, 0, 0))
    return paragraph(title, "Judul Naskah") + plain + paragraph(style="Pemisah")


def _steps(widths: list[float], heads: tuple[str, ...], texts: tuple[str, ...]) -> str:
    return table(
        widths,
        _heads(widths, heads),
        each_row("l in langkah", widths, _line(widths, texts)),
        grid=True,
        pad=PAD,
    )


def _heads(widths: list[float], heads: tuple[str, ...]) -> str:
    return row(
        *(
            cell(paragraph(text, "Kepala Tabel"), width, shade=SHADE, valign="center")
            for text, width in zip(heads, widths, strict=True)
        ),
        head=True,
    )


def _line(widths: list[float], texts: tuple[str, ...]) -> str:
    """A row whose first cells are filled in; the others are for a pen."""
    filled = (*texts, *[""] * (len(widths) - len(texts)))
    return row(
        *(
            cell(paragraph(text, "Isi Tabel"), width)
            for text, width in zip(filled, widths, strict=True)
        )
    )


def _foot(who: str) -> str:
    widths = [WIDTH - 80.0, 80.0]
    signs = (
        paragraph("………………………, ………………………", "SOP Isi")
        + paragraph(f"{who},", "SOP Isi")
        + paragraph(style="SOP Penutup Ruang")
        + paragraph("………………………………………", "SOP Isi")
        + paragraph("NIP", "SOP Isi")
    )
    return (
        paragraph(style="Pemisah")
        + table(
            widths, row(cell(paragraph(style="SOP Isi"), widths[0]), cell(signs, widths[1])),
            pad=(0, 0, 0, 0),
        )
        + end_of_body()
    )  # fmt: skip
