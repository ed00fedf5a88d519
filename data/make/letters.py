"""The sample letters: BKPSDM asks, Diskominfo answers, one office is late, the recap goes on.

The dates are working days of 2025 in the order of the real SOPs: draft, paraf, signature,
number. Two letters of BKPSDM are not that far: one waits for its signature, one is a draft.
"""

from __future__ import annotations

import datetime as dt

from data.make.offices import (
    BKPSDM,
    BKPSDM_DIVISION,
    BKPSDM_HEAD,
    BKPSDM_SECRETARY,
    BKPSDM_SUBDIVISION,
    CITY,
    KOMINFO_SECRETARY,
    KOMINFO_SECTION,
    OFFICES,
    Person,
)
from data.make.sheets import Value
from docgen.model.staff.rank import RANKS
from docgen.model.writing.dates import format_tanggal

Row = dict[str, Value]
CLASS = "800.1.7"  # Penilaian Kinerja Pegawai, Permendagri 83/2022
DISKOMINFO = next(office for office in OFFICES if office.code == "DISKOMINFO")
MAYOR, REGIONAL_SECRETARY = f"Walikota {CITY}", f"Sekretaris Daerah Kota {CITY}"
DIVISION_HEAD = "Kepala Bidang Penilaian Kinerja dan Penghargaan"
SEND_ON = "Disampaikan dengan hormat untuk dipergunakan sebagaimana mestinya."


def day(month: int, number: int) -> dt.date:
    """A day of 2025."""
    return dt.date(2025, month, number)


def initials(*given: tuple[Person, dt.date]) -> str:
    """The cell of parafs, one a line."""
    return "\n".join(f"{person.name}: {format_tanggal(date)}" for person, date in given)


REQUEST: Row = {
    "id": "permintaan-skp-2024",
    "kop": "bkpsdm",
    "klasifikasi": CLASS,
    "tanggal_konsep": day(1, 2),
    "paraf": initials((BKPSDM_SUBDIVISION, day(1, 2)), (BKPSDM_DIVISION, day(1, 3)),
                      (BKPSDM_SECRETARY, day(1, 3))),
    "tanggal_ttd": day(1, 6),
    "tanggal_nomor": day(1, 6),
    "keamanan": "",
    "derajat": "Segera",
    "hal": "Permintaan Laporan Sasaran Kinerja Pegawai Tahun 2024",
    "lampiran": "-",
    "tujuan": "\n".join(f"{office.head_title} Kota {CITY}" for office in OFFICES),
    "tembusan": f"{MAYOR}\n{REGIONAL_SECRETARY}",
    "penandatangan": "kepala",
    "cara_ttd": "basah",
    "tautan": "",
    "pembuka": (
        "Berdasarkan Peraturan Menteri Pendayagunaan Aparatur Negara dan Reformasi Birokrasi "
        "Nomor 6 Tahun 2022 tentang Pengelolaan Kinerja Pegawai Aparatur Sipil Negara, setiap "
        "perangkat daerah menetapkan predikat kinerja tahunan pegawainya."
    ),
    "isi": (
        "Sehubungan dengan hal tersebut, kami minta Saudara menyampaikan laporan Sasaran Kinerja "
        "Pegawai (SKP) Tahun 2024 dengan ketentuan sebagai berikut:\n"
        "1. laporan memuat seluruh Pegawai Negeri Sipil dan Pegawai Pemerintah dengan Perjanjian "
        "Kerja di lingkungan perangkat daerah Saudara;\n"
        "2. setiap pegawai dilengkapi rating hasil kerja, rating perilaku kerja, dan predikat "
        "kinerja yang telah ditetapkan oleh pejabat penilai kinerja;\n"
        "3. laporan disampaikan dengan surat pengantar, cetak dan berkas Excel.\n"
        f"Laporan diterima Badan {BKPSDM.removeprefix('Badan ')} paling lambat hari Jumat, "
        "17 Januari 2025."
    ),
    "penutup": (
        "Demikian disampaikan. Atas perhatian dan kerja sama Saudara, kami ucapkan terima kasih."
    ),
}  # fmt: skip

# Signed electronically on the first working day after the time limit.
REMINDER: Row = {
    **REQUEST,
    "id": "teguran-skp-2024",
    "tanggal_konsep": day(1, 20),
    "paraf": initials((BKPSDM_SUBDIVISION, day(1, 20)), (BKPSDM_DIVISION, day(1, 20)),
                      (BKPSDM_SECRETARY, day(1, 20))),
    "tanggal_ttd": day(1, 21),
    "tanggal_nomor": day(1, 21),
    "derajat": "Sangat Segera",
    "hal": "Teguran Penyampaian Laporan Sasaran Kinerja Pegawai Tahun 2024",
    "tujuan": f"Kepala Dinas Sosial Kota {CITY}",
    "tembusan": f"{REGIONAL_SECRETARY}\nInspektur Daerah Kota {CITY}",
    "cara_ttd": "elektronik",
    "tautan": "https://ttd.nusaharapan.example/periksa/7F3K-20250121-0002",
    "pembuka": (
        "Menindaklanjuti surat kami tanggal 6 Januari 2025 hal Permintaan Laporan Sasaran Kinerja "
        "Pegawai Tahun 2024, laporan dari perangkat daerah Saudara belum kami terima sampai batas "
        "waktu tanggal 17 Januari 2025."
    ),
    "isi": (
        "Kami minta Saudara menyampaikan laporan tersebut paling lambat hari Jumat, 24 Januari "
        "2025. Perangkat daerah yang belum menyampaikan laporan akan dicantumkan dalam lampiran "
        f"rekapitulasi yang kami sampaikan kepada {MAYOR}."
    ),
    "penutup": "Atas perhatian Saudara, kami ucapkan terima kasih.",
}  # fmt: skip

# Ready to be signed, two sheets, three levels over the signature.
MEETING: Row = {
    **REQUEST,
    "id": "undangan-evaluasi-skp-2024",
    "tanggal_konsep": day(2, 5),
    "paraf": initials((BKPSDM_SUBDIVISION, day(2, 5)), (BKPSDM_SECRETARY, day(2, 6))),
    "tanggal_ttd": "",
    "tanggal_nomor": "",
    "derajat": "Biasa",
    "hal": "Undangan Rapat Evaluasi Penilaian Kinerja Pegawai Tahun 2024",
    "tembusan": REGIONAL_SECRETARY,
    "penandatangan": "bidang",
    "pembuka": (
        "Dalam rangka evaluasi penilaian kinerja pegawai tahun 2024 dan persiapan penetapan "
        "Sasaran Kinerja Pegawai tahun 2025, kami mengundang Saudara untuk hadir pada:"
    ),
    "isi": (
        "a. hari dan tanggal: Rabu, 12 Februari 2025;\n"
        "b. waktu: pukul 09.00 sampai dengan selesai;\n"
        "c. tempat: Ruang Rapat BKPSDM, Jalan Anggrek Nomor 12;\n"
        "d. pimpinan rapat: Kepala Bidang Penilaian Kinerja dan Penghargaan.\n"
        "Rapat membahas hal-hal sebagai berikut:\n"
        "1. capaian penyampaian laporan SKP Tahun 2024 oleh setiap perangkat daerah;\n"
        "2. sebaran predikat kinerja dan kesesuaiannya dengan capaian kinerja organisasi;\n"
        "3. tindak lanjut bagi pegawai dengan predikat Butuh Perbaikan dan Kurang;\n"
        "4. jadwal dialog kinerja dan penetapan SKP tahun 2025;\n"
        "5. pembaruan data pangkat, jabatan dan unit kerja pada aplikasi kepegawaian;\n"
        "6. penyimpanan arsip penilaian kinerja di unit pengolah dan unit kearsipan.\n"
        "Untuk kelancaran rapat, kami minta Saudara:\n"
        "1. menugaskan sekretaris atau pejabat yang menangani kepegawaian untuk mendampingi;\n"
        "2. membawa rekapitulasi nominatif SKP Tahun 2024 perangkat daerah masing-masing, cetak "
        "dan berkas Excel;\n"
        "3. menyiapkan uraian singkat tentang kendala penilaian kinerja dan usul penyelesaiannya;\n"
        "4. menyampaikan konfirmasi kehadiran paling lambat hari Senin, 10 Februari 2025.\n"
        "Mengingat pentingnya acara tersebut, kami harap Saudara hadir tepat waktu dan tidak "
        "mewakilkan kepada pejabat yang tidak menangani penilaian kinerja."
    ),
    "penutup": (
        "Demikian disampaikan. Atas perhatian dan kehadiran Saudara, kami ucapkan terima kasih."
    ),
}  # fmt: skip

# Still going round: one paraf is to come.
GUIDANCE: Row = {
    **REQUEST,
    "id": "pembinaan-2025",
    "tanggal_konsep": day(2, 6),
    "paraf": initials((BKPSDM_SUBDIVISION, day(2, 6)), (BKPSDM_DIVISION, day(2, 7)))
    + f"\n{BKPSDM_SECRETARY.name}",
    "tanggal_ttd": "",
    "tanggal_nomor": "",
    "keamanan": "Rahasia",
    "derajat": "Segera",
    "hal": "Pembinaan Pegawai dengan Predikat Kinerja Kurang",
    "tujuan": f"Kepala Dinas Kesehatan Kota {CITY}",
    "tembusan": f"Inspektur Daerah Kota {CITY}",
    "pembuka": (
        "Berdasarkan rekapitulasi Sasaran Kinerja Pegawai Tahun 2024, di lingkungan perangkat "
        "daerah Saudara terdapat pegawai dengan predikat kinerja Kurang."
    ),
    "isi": (
        "Kami minta Saudara melakukan pembinaan kepada pegawai tersebut, menuangkannya dalam "
        "rencana perbaikan kinerja, dan melaporkan hasilnya setiap triwulan."
    ),
    "penutup": "Demikian untuk dilaksanakan.",
}  # fmt: skip

RECAP_COVER: Row = {
    "id": "pengantar-rekap-skp-2024",
    "kop": "bkpsdm",
    "klasifikasi": CLASS,
    "tanggal_konsep": day(1, 30),
    "paraf": initials((BKPSDM_SUBDIVISION, day(1, 30)), (BKPSDM_DIVISION, day(1, 31)),
                      (BKPSDM_SECRETARY, day(1, 31))),
    "tanggal_ttd": day(2, 3),
    "tanggal_nomor": day(2, 4),
    "keamanan": "",
    "derajat": "Biasa",
    "hal": "Rekapitulasi Sasaran Kinerja Pegawai Tahun 2024",
    "lampiran": "",
    "tujuan": MAYOR,
    "tembusan": f"{REGIONAL_SECRETARY}\nInspektur Daerah Kota {CITY}",
    "penandatangan": "kepala",
}  # fmt: skip

OFFICE_COVER: Row = {
    "id": "pengantar-skp-2024",
    "kop": "diskominfo",
    "klasifikasi": CLASS,
    "tanggal_konsep": day(1, 14),
    "paraf": initials((KOMINFO_SECTION, day(1, 15)), (KOMINFO_SECRETARY, day(1, 16))),
    "tanggal_ttd": day(1, 17),
    "tanggal_nomor": day(1, 17),
    "keamanan": "",
    "derajat": "",
    "hal": "Laporan Sasaran Kinerja Pegawai Tahun 2024",
    "lampiran": "",
    "tujuan": f"Kepala {BKPSDM} Kota {CITY}",
    "tembusan": REGIONAL_SECRETARY,
    "penandatangan": "kepala",
}

MEMO: Row = {
    "id": "nota-skp-2024",
    "kop": "diskominfo",
    "klasifikasi": CLASS,
    "tanggal_konsep": day(1, 20),
    "paraf": initials((KOMINFO_SECTION, day(1, 20))),
    "tanggal_ttd": day(1, 20),
    "tanggal_nomor": day(1, 20),
    "keamanan": "",
    "derajat": "Biasa",
    "hal": "Laporan Penyampaian Sasaran Kinerja Pegawai Tahun 2024",
    "lampiran": "-",
    "tujuan": DISKOMINFO.head_title,
    "tembusan": "",
    "penandatangan": "sekretaris-dinas",
    "pembuka": (
        "Menindaklanjuti disposisi Saudara tanggal 8 Januari 2025, dengan hormat kami laporkan "
        "hal-hal sebagai berikut:"
    ),
    "isi": (
        "1. SKP Tahun 2024 dari 18 pegawai telah dihimpun dan diperiksa kelengkapannya;\n"
        f"2. laporan telah dikirim kepada Kepala {BKPSDM} Kota {CITY} tanggal 17 Januari 2025 "
        "dengan surat pengantar;\n"
        "3. arsip laporan disimpan di Subbagian Umum dan Kepegawaian."
    ),
    "penutup": "Demikian kami laporkan, mohon arahan lebih lanjut.",
}

ITEMS: dict[str, list[Row]] = {
    "bkpsdm": [
        {"id": "pengantar-rekap-skp-2024",
         "jenis": "Rekapitulasi nominatif SKP Tahun 2024 dari 7 perangkat daerah, 120 pegawai",
         "banyaknya": "1 (satu) bundel", "keterangan": SEND_ON},
        {"id": "pengantar-rekap-skp-2024",
         "jenis": "Daftar perangkat daerah yang belum menyampaikan laporan SKP Tahun 2024",
         "banyaknya": "1 (satu) lembar", "keterangan": "Sebagai bahan pembinaan."},
    ],
    "diskominfo": [
        {"id": "pengantar-skp-2024",
         "jenis": "Laporan SKP Tahun 2024 pegawai Dinas Komunikasi dan Informatika",
         "banyaknya": "18 (delapan belas) berkas", "keterangan": SEND_ON},
        {"id": "pengantar-skp-2024",
         "jenis": "Rekapitulasi nominatif nilai SKP Tahun 2024",
         "banyaknya": "1 (satu) eksemplar", "keterangan": ""},
        {"id": "pengantar-skp-2024",
         "jenis": "Berkas Excel laporan SKP Tahun 2024",
         "banyaknya": "1 (satu) berkas", "keterangan": "Dikirim lewat pos-el."},
    ],
}  # fmt: skip

INCOMING: list[Row] = [
    {
        "id": "masuk-001", "kop": "diskominfo", "nomor_agenda": "001",
        "tanggal_terima": day(1, 7),
        "pengirim": f"{BKPSDM} Kota {CITY}",
        "tanggal_surat": day(1, 6), "nomor_surat": "800.1.7/1/BKPSDM/2025",
        "hal": str(REQUEST["hal"]), "lampiran": "-", "sifat": "Segera",
        "diteruskan_kepada": "Sekretaris\nKepala Subbagian Umum dan Kepegawaian",
        "instruksi": "Proses lebih lanjut\nKoordinasi/konfirmasikan",
        "catatan": (
            "Himpun SKP seluruh pegawai di sekretariat dan bidang.\n"
            "Siapkan surat pengantar dan rekapitulasi nominatif.\n"
            "Selesai paling lambat 16 Januari 2025."
        ),
        "tanggal_disposisi": day(1, 8), "penandatangan": "kepala",
    },
    {
        "id": "masuk-002", "kop": "diskominfo", "nomor_agenda": "002",
        "tanggal_terima": day(1, 9),
        "pengirim": f"Sekretariat Daerah Kota {CITY}",
        "tanggal_surat": day(1, 8), "nomor_surat": "800.1.11/4/SETDA/2025",
        "hal": "Pemutakhiran Data Pegawai pada Aplikasi Kepegawaian",
        "lampiran": "1 (satu) lembar", "sifat": "",
        "diteruskan_kepada": "Kepala Subbagian Umum dan Kepegawaian",
        "instruksi": "Proses lebih lanjut",
        "catatan": "Laporkan hasilnya pada rapat akhir bulan.",
        "tanggal_disposisi": day(1, 10), "penandatangan": "sekretaris",
    },
]  # fmt: skip


def officials(code: str) -> list[Row]:
    """The head, the secretary who may sign for the head, and who signs for the secretary."""
    head_title, head, secretary = (
        (f"Kepala {BKPSDM}", BKPSDM_HEAD, BKPSDM_SECRETARY)
        if code == "bkpsdm"
        else (DISKOMINFO.head_title, DISKOMINFO.head, KOMINFO_SECRETARY)
    )

    def row(key: str, person: Person, title: str, instead_of: str = "", passed_by: str = "") -> Row:
        return {
            "kunci": key, "nama": person.name, "jabatan": title,
            "pangkat": RANKS[person.grade], "golongan": person.grade, "nip": person.nip,
            "awalan": "a.n." if instead_of else "", "atas_nama": instead_of,
            "untuk_beliau": passed_by,
        }  # fmt: skip

    own = (
        row("bidang", BKPSDM_DIVISION, DIVISION_HEAD, head_title, "Sekretaris")
        if code == "bkpsdm"
        else row("sekretaris-dinas", secretary, "Sekretaris")
    )
    return [
        row("kepala", head, head_title),
        row("sekretaris", secretary, "Sekretaris", head_title),
        own,
    ]
