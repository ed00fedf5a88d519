"""``berita_acara.docx`` and ``notula.docx``: what was done, and who was there."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.papers.pieces import (
    aligned,
    chapter,
    grid,
    identity,
    listed,
    two_signatures,
)
from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    carbon_copies,
    letter_paper,
    letterhead,
    text_of,
)
from templates.make.words import cell, each, paragraph, row, table, when

CLOSING = when("penutup", paragraph("{{ penutup }}", "Isi Surat Penutup"))


def record() -> Paper:
    """Two parties, what they did, what was handed over, and who saw it."""
    opening = (
        "Pada hari ini {{ tanggal_acara | hari }}, tanggal {{ tanggal_acara | tanggal_terbilang }} "
        "({{ tanggal_acara | tanggal }}), bertempat di {{ tempat }}, kami yang bertanda tangan di "
        "bawah ini:"
    )
    handed_over = grid(
        ("No", "Kode", "Uraian", "Kurun waktu", "Jumlah", "Keterangan"),
        [9, 22, 48, 28, 25, WIDTH - 132], "r in rincian",
        ("{{ r.no }}", "{{ r.kode }}", "{{ r.uraian }}", "{{ r.kurun_waktu }}", "{{ r.jumlah }}",
         "{{ r.keterangan }}"),
    )  # fmt: skip
    return letter_paper(
        "Berita Acara",
        letterhead(WIDTH)
        + paragraph("Berita Acara", "Judul Naskah")
        + paragraph("{{ hal | upper }}", "Judul Anak")
        + paragraph(f"NOMOR {NUMBER}", "Judul Anak Akhir")
        + paragraph(opening, "Isi Surat")
        + identity("pejabat", "kop.nama")
        + _party("PERTAMA")
        + each("p in orang.pihak_kedua", identity("p", "p.instansi"))
        + _party("KEDUA")
        + text_of("isi", "false")
        + when("rincian", handed_over, paragraph(style="Pemisah"))
        + CLOSING
        + two_signatures("PIHAK KEDUA,", "pihak_kedua", "PIHAK PERTAMA,")
        + when("orang.saksi", paragraph(style="Pemisah"), _witnesses())
        + when("orang.mengetahui", paragraph(style="Pemisah"), _noted())
        + carbon_copies(),
    )


def _party(which: str) -> str:
    return paragraph(f"selanjutnya disebut PIHAK {which};", "Isi Naskah")


def _witnesses() -> str:
    people = each(
        "p in orang.saksi",
        paragraph("{{ p.no }}.\t{{ p.nama }}{% if p.jabatan %}, {{ p.jabatan }}{% endif %} \t",
                  "Saksi"),
    )  # fmt: skip
    return table([WIDTH], row(cell(paragraph("Saksi-saksi:", "Kolom Tanda Tangan") + people,
                                   WIDTH)), pad=TIGHT)  # fmt: skip


def _noted() -> str:
    block = paragraph("Mengetahui,", "Mengetahui") + each(
        "p in orang.mengetahui",
        paragraph("{{ p.jabatan }},", "Mengetahui"),
        paragraph(style="Tanda Tangan Ruang"),
        paragraph("{{ p.nama }}", "Mengetahui Nama"),
        when("p.nip", paragraph("NIP {{ p.nip | nip }}", "Mengetahui")),
    )
    return table([WIDTH], row(cell(block, WIDTH)), pad=TIGHT)


def minutes() -> Paper:
    """A meeting: when, where, who led it, what was said and decided."""
    head = aligned(
        ("Nomor", NUMBER),
        ("Rapat", "{{ hal }}"),
        ("Hari, tanggal", "{{ tanggal_acara | hari_tanggal }}"),
        ("Waktu", "{{ pukul }}"),
        ("Tempat", "{{ tempat }}"),
        ("Acara", listed("acara")),
        ("Pimpinan rapat", "{{ pejabat.nama }}, {{ pejabat.jabatan }}"),
        ("Notulis", each("p in orang.notulis", paragraph(
            "{{ p.nama }}{% if p.jabatan %}, {{ p.jabatan }}{% endif %}", "Data Naskah"))),
        ("Peserta", listed("peserta")),
        label=34,
    )  # fmt: skip
    return letter_paper(
        "Notula",
        letterhead(WIDTH)
        + paragraph("Notula", "Judul Nota")
        + head
        + chapter("A.", "Jalannya Rapat", "pembahasan", numbered=True)
        + chapter("B.", "Simpulan", "simpulan", numbered=True, last="loop.last")
        + two_signatures("Notulis,", "notulis", "Pimpinan rapat,")
        + carbon_copies(),
    )
