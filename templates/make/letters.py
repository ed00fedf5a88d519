"""``surat_dinas.docx`` and ``nota_dinas.docx`` (domain rules §2.4, §2.6)."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    addressees,
    body_text,
    carbon_copies,
    letter_paper,
    letterhead,
    signature,
)
from templates.make.words import cell, each, paragraph, row, table, when


def official_letter() -> Paper:
    """``surat_dinas.docx``: head at the left, place and date at the right, the body, signature."""
    widths = [20.0, 4.0, 70.0, WIDTH - 94]

    def line(label: str, value: str, right: str = "") -> str:
        return row(
            cell(paragraph(label, "Kepala Surat"), widths[0]),
            cell(paragraph(":", "Kepala Surat"), widths[1]),
            cell(paragraph(value, "Kepala Surat"), widths[2]),
            cell(paragraph(right, "Tempat Tanggal"), widths[3]),
        )

    head = table(
        widths,
        line("Nomor", NUMBER, "{{ tempat_tanggal }}"),
        line("Sifat", "{{ derajat or '-' }}"),
        line("Lampiran", "{{ lampiran or '-' }}"),
        line("Hal", "{{ hal }}"),
        pad=TIGHT,
    )
    return letter_paper(
        "Surat Dinas",
        letterhead(WIDTH)
        + head
        + paragraph(style="Pemisah")
        + addressees()
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
        + body_text()
        + signature()
        + carbon_copies(),
    )


def memorandum() -> Paper:
    """``nota_dinas.docx``: everything in the head, so neither address block nor tembusan below."""
    widths = [26.0, 4.0, WIDTH - 30]

    def line(label: str, value: str) -> str:
        return row(
            cell(paragraph(label, "Kepala Surat"), widths[0]),
            cell(paragraph(":", "Kepala Surat"), widths[1]),
            cell(value, widths[2]),
        )

    def text(value: str) -> str:
        return paragraph(value, "Kepala Surat")

    def several(name: str) -> str:
        return (
            when(f"not {name}", text("-"))
            + when(f"{name} | length == 1", text(f"{{{{ {name}[0] }}}}"))
            + when(f"{name} | length > 1",
                   each(f"n in {name}", paragraph("{{ loop.index }}.\t{{ n }}", "Daftar Kepala")))
        )  # fmt: skip

    head = table(
        widths,
        line("Yth.", several("tujuan")),
        line("Dari", text("{{ dari }}")),
        line("Tembusan", several("tembusan")),
        line("Tanggal", text("{{ tanggal or '………………………' }}")),
        line("Nomor", text(NUMBER)),
        line("Sifat", text("{{ derajat or '-' }}")),
        line("Lampiran", text("{{ lampiran or '-' }}")),
        line("Hal", text("{{ hal }}")),
        pad=TIGHT,
    )
    return letter_paper(
        "Nota Dinas",
        letterhead(WIDTH)
        + paragraph("Nota Dinas", "Judul Nota")
        + head
        + paragraph(style="Garis Kepala")
        + body_text()
        + signature(),
    )
