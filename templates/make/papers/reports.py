"""``telaahan_staf.docx`` and ``laporan.docx``: what the staff thinks, and what was done."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.papers.pieces import DATE, about, aligned, chapter, dated_signature, heading
from templates.make.parts import (
    NUMBER,
    WIDTH,
    carbon_copies,
    letter_paper,
    letterhead,
    signature,
)
from templates.make.words import each, paragraph, when

SECTIONS = (
    ("I.", "Persoalan", "persoalan", False),
    ("II.", "Praanggapan", "praanggapan", True),
    ("III.", "Fakta yang Memengaruhi", "fakta", True),
    ("IV.", "Analisis", "analisis", False),
    ("V.", "Simpulan", "simpulan", True),
    ("VI.", "Saran", "saran", True),
)


def staff_study() -> Paper:
    """The head of a nota dinas, then six parts from the question to the advice."""
    to = when("tujuan | length == 1", paragraph("{{ tujuan[0] }}", "Data Naskah")) + when(
        "tujuan | length > 1",
        each("t in tujuan", paragraph("{{ loop.index }}.\t{{ t }}", "Daftar Naskah")),
    )
    head = aligned(
        ("Yth.", to), ("Dari", "{{ dari }}"), ("Tanggal", DATE), ("Nomor", NUMBER),
        ("Sifat", "{{ derajat or '-' }}"), ("Lampiran", "{{ lampiran or '-' }}"),
        ("Hal", "{{ hal }}"), label=26,
    )  # fmt: skip
    parts = "".join(
        chapter(
            mark,
            title.upper(),
            column,
            numbered=numbered,
            last="loop.last" if column == SECTIONS[-1][2] else "",
        )
        for mark, title, column, numbered in SECTIONS
    )
    return letter_paper(
        "Telaahan Staf",
        letterhead(WIDTH)
        + paragraph("Telaahan Staf", "Judul Nota")
        + head
        + paragraph(style="Garis Kepala")
        + parts
        + signature()
        + carbon_copies(),
    )


def report() -> Paper:
    """Five parts; the first tells why, for what, how far and on what grounds."""
    return letter_paper(
        "Laporan",
        letterhead(WIDTH)
        + about("Laporan")
        + heading("I.", "PENDAHULUAN")
        + chapter("A.", "Umum", "umum")
        + chapter("B.", "Maksud dan Tujuan", "maksud")
        + chapter("C.", "Ruang Lingkup", "ruang_lingkup")
        + chapter("D.", "Dasar", "dasar", numbered=True)
        + chapter("II.", "KEGIATAN YANG DILAKSANAKAN", "kegiatan")
        + chapter("III.", "HASIL YANG DICAPAI", "hasil", numbered=True)
        + chapter("IV.", "SIMPULAN DAN SARAN", "simpulan", numbered=True)
        + chapter("V.", "PENUTUP", "penutup", last="loop.last")
        + dated_signature("Dibuat")
        + carbon_copies(),
    )
