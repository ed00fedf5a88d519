"""``spd.docx``: the form of a journey, and on its second page where its bearer came and went."""

from __future__ import annotations

from templates.make.package import Paper
from templates.make.papers.pieces import dated_signature, rank_of
from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    carbon_copies,
    letter_paper,
    letterhead,
    posts,
)
from templates.make.words import cell, each, paragraph, row, table, when

ISI, PART = "SPD Isi", "SPD Butir"
NO, LABEL = 9.0, 62.0
HALF = WIDTH / 2
STOPS = ("II.", "III.", "IV.")
CARE = (
    "Pejabat yang menerbitkan SPD ini, pegawai yang melakukan perjalanan dinas, dan para pejabat "
    "yang mengesahkan tanggal berangkat dan tiba bertanggung jawab menurut peraturan keuangan "
    "negara bila negara menderita rugi karena kesalahan atau kelalaiannya."
)
CHECKED = (
    "Telah diperiksa. Perjalanan tersebut dilakukan atas perintah dan semata-mata untuk "
    "kepentingan jabatan dalam waktu yang sesingkat-singkatnya."
)


def journey() -> Paper:
    """Ten numbered rows, signed; then arrivals and departures."""
    return letter_paper(
        "Surat Perjalanan Dinas",
        letterhead(WIDTH)
        + _sheet_number()
        + paragraph(style="Pemisah")
        + paragraph("Surat Perjalanan Dinas", "Judul Naskah")
        + paragraph("(SPD)", "Nomor Naskah")
        + _form()
        + paragraph(style="Pemisah")
        + dated_signature("Dikeluarkan")
        + carbon_copies()
        + paragraph(style="Akhir Tabel", more="<w:pageBreakBefore/>")
        + _stops(),
    )


def _sheet_number() -> str:
    widths = [WIDTH - 70, 70.0]
    lines = "".join(
        paragraph(f"{label}\t:\t{value}", "SPD Kepala")
        for label, value in (("Lembar ke", "…………"), ("Kode", "{{ klasifikasi }}"),
                             ("Nomor", NUMBER))
    )  # fmt: skip
    return table(widths, row(cell("", widths[0]), cell(lines, widths[1])), pad=TIGHT)


def _form() -> str:
    def parts(*texts: str) -> str:
        return "".join(paragraph(f"{chr(97 + at)}.\t{text}", PART) for at, text in enumerate(texts))

    def plain(text: str) -> str:
        return paragraph(text, ISI)

    born = "{% if p.tanggal_lahir %}, lahir {{ p.tanggal_lahir }}{% endif %}"
    noted = "{% if p.keterangan %}, {{ p.keterangan }}{% endif %}"
    one = paragraph(f"{{{{ p.no }}}}.\t{{{{ p.nama }}}}{born}{noted}", PART)
    company = when("orang.pengikut", each("p in orang.pengikut", one)) + when(
        "not orang.pengikut", plain("-")
    )
    lasts = "{{ tanggal_berangkat | lama_hari(tanggal_kembali) }}"
    post = "{{ p.jabatan or '-' }}{% if p.instansi %}, {{ p.instansi }}{% endif %}"
    rows = (
        (plain("Pejabat yang memberi perintah"), plain("{{ pejabat.jabatan }}")),
        (plain("Nama dan NIP pegawai yang diperintah"),
         each("p in orang.pegawai", plain("{{ p.nama }}"),
              when("p.nip", plain("NIP {{ p.nip | nip }}")))),
        (parts("Pangkat dan golongan", "Jabatan dan instansi", "Tingkat biaya perjalanan dinas"),
         each("p in orang.pegawai", paragraph("a.\t" + rank_of("p"), PART),
              paragraph("b.\t" + post, PART))
         + paragraph("c.\t{{ tingkat_biaya or '-' }}", PART)),
        (plain("Maksud perjalanan dinas"), plain("{{ maksud }}")),
        (plain("Alat angkut yang dipergunakan"), plain("{{ alat_angkut or '-' }}")),
        (parts("Tempat berangkat", "Tempat tujuan"),
         parts("{{ tempat_berangkat }}", "{{ tempat_tujuan }}")),
        (parts("Lamanya perjalanan dinas", "Tanggal berangkat", "Tanggal harus kembali"),
         parts(lasts, "{{ tanggal_berangkat | tanggal }}", "{{ tanggal_kembali | tanggal }}")),
        (plain("Pengikut"), company),
        (plain("Pembebanan anggaran") + parts("Instansi", "Kode rekening"),
         plain("") + parts("{{ instansi_anggaran or '-' }}", "{{ kode_rekening or '-' }}")),
        (plain("Keterangan lain-lain"), plain("{{ keterangan or '-' }}")),
    )  # fmt: skip
    widths = [NO, LABEL, WIDTH - NO - LABEL]
    return table(
        widths,
        *(row(cell(paragraph(f"{number}.", "Isi Tabel Kecil Tengah"), widths[0]),
              cell(label, widths[1]), cell(value, widths[2]))
          for number, (label, value) in enumerate(rows, 1)),
        grid=True,
    )  # fmt: skip


def _lines(mark: str, *pairs: tuple[str, str]) -> str:
    return "".join(
        paragraph(f"{mark if at == 0 else ''}\t{label}\t:\t{value}", "SPD Tiba")
        for at, (label, value) in enumerate(pairs)
    )


def _by_hand() -> str:
    """Who signs at a stop: post, signature, name and number, written there."""
    return (
        paragraph("Kepala \t", "SPD Titik")
        + paragraph(style="SPD Ruang")
        + paragraph("\t", "SPD Titik")
        + paragraph("NIP \t", "SPD Titik")
    )


def _signer() -> str:
    return (
        posts("SPD Titik")
        + paragraph(style="SPD Ruang")
        + paragraph("{{ pejabat.nama }}", "SPD Nama")
        + when("pejabat.nip", paragraph("NIP {{ pejabat.nip | nip }}", "SPD Titik"))
    )


def _stops() -> str:
    def line(left: str, right: str) -> str:
        return row(cell(left, HALF), cell(right, HALF))

    out = _lines("I.", ("Berangkat dari", "{{ tempat_berangkat }}"), ("Ke", "{{ tempat_tujuan }}"),
                 ("Pada tanggal", "{{ tanggal_berangkat | tanggal }}")) + _signer()  # fmt: skip
    back = _lines("V.", ("Tiba di", "{{ tempat_berangkat }}"), ("Pada tanggal", ""))
    stops = (
        line(
            _lines(mark, ("Tiba di", "{{ tempat_tujuan }}" if at == 0 else ""),
                   ("Pada tanggal", "")) + _by_hand(),
            _lines("", ("Berangkat dari", "{{ tempat_tujuan }}" if at == 0 else ""), ("Ke", ""),
                   ("Pada tanggal", "")) + _by_hand(),
        )
        for at, mark in enumerate(STOPS)
    )  # fmt: skip
    return table(
        [HALF, HALF],
        line(paragraph(style=ISI), out),
        *stops,
        line(back, paragraph(CHECKED, ISI) + _signer()),
        row(cell(paragraph("VI.\tCatatan lain-lain", "SPD Tiba"), WIDTH, span=2), height=11),
        row(cell(paragraph("VII.\tPerhatian", "SPD Tiba") + paragraph(CARE, ISI), WIDTH, span=2)),
        grid=True,
    )
