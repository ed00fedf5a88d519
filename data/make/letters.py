"""The sample letters: BKPSDM asks, Diskominfo answers, BKPSDM sends the recap on.

The dates are working days of 2025 in the order of the seeds' rule: draft, paraf, signature,
number.
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
from docgen.model.dates import format_tanggal
from docgen.model.skp import RANKS

Row = dict[str, Value]
CLASS = "800.1.7"  # Penilaian Kinerja Pegawai, Permendagri 83/2022
DISKOMINFO = next(office for office in OFFICES if office.code == "DISKOMINFO")
MAYOR, REGIONAL_SECRETARY = f"Walikota {CITY}", f"Sekretaris Daerah Kota {CITY}"
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
    "derajat": "Segera",
    "hal": "Laporan Sasaran Kinerja Pegawai Tahun 2024",
    "lampiran": "",
    "tujuan": f"Kepala {BKPSDM} Kota {CITY}",
    "tembusan": REGIONAL_SECRETARY,
    "penandatangan": "kepala",
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
    """The head, and the secretary who may sign for the head."""
    head_title, head, secretary = (
        (f"Kepala {BKPSDM}", BKPSDM_HEAD, BKPSDM_SECRETARY)
        if code == "bkpsdm"
        else (DISKOMINFO.head_title, DISKOMINFO.head, KOMINFO_SECRETARY)
    )

    def row(key: str, person: Person, title: str, prefix: str = "", instead_of: str = "") -> Row:
        return {
            "kunci": key, "nama": person.name, "jabatan": title,
            "pangkat": RANKS[person.grade], "golongan": person.grade, "nip": person.nip,
            "awalan": prefix, "atas_nama": instead_of,
        }  # fmt: skip

    return [
        row("kepala", head, head_title),
        row("sekretaris", secretary, "Sekretaris", "a.n.", head_title),
    ]
