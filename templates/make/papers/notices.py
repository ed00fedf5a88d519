"""``surat_edaran.docx`` and ``pengumuman.docx``."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.papers.pieces import about, chapter, dated_signature
from templates.make.parts import (
    WIDTH,
    addressees,
    carbon_copies,
    letter_paper,
    letterhead,
    text_of,
)
from templates.make.words import paragraph, when

CLOSING = when("penutup", paragraph("{{ penutup }}", "Isi Naskah Penutup"))


def circular() -> Paper:
    """Background, purpose, scope, grounds, and what is to be done."""
    return letter_paper(
        "Surat Edaran",
        letterhead(WIDTH)
        + addressees()
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
        + about("Surat Edaran")
        + chapter("A.", "Latar Belakang", "latar_belakang")
        + chapter("B.", "Maksud dan Tujuan", "maksud")
        + chapter("C.", "Ruang Lingkup", "ruang_lingkup")
        + chapter("D.", "Dasar", "dasar", numbered=True)
        + chapter("E.", "Isi Edaran", "isi", numbered=True, last="loop.last and not penutup")
        + CLOSING
        + dated_signature("Ditetapkan")
        + carbon_copies(),
    )


def announcement() -> Paper:
    """What everybody is told."""
    return letter_paper(
        "Pengumuman",
        letterhead(WIDTH)
        + about("Pengumuman")
        + text_of("isi", "loop.last and not penutup")
        + when("penutup", paragraph("{{ penutup }}", "Isi Surat Penutup"))
        + dated_signature("Dikeluarkan")
        + carbon_copies(),
    )
