"""The office of most tests: one SOP, two letters, one letter that came in.

It builds in a second without LibreOffice.
"""

from __future__ import annotations

from tests.support.office import Office
from tests.support.workspaces import ROOT

FIRST = {
    "id": "und-1", "kop": "bkd", "klasifikasi": "005", "tanggal_ttd": "6 Januari 2025",
    "tanggal_nomor": "6 Januari 2025", "derajat": "Biasa",
    "hal": "Rapat <1> & evaluasi", "lampiran": "-",
    "tujuan": "Kepala A; Kepala B", "tembusan": "Walikota", "penandatangan": "kepala",
    "pembuka": "Bersama ini", "isi": "1. satu\n2. dua", "penutup": "Demikian",
}  # fmt: skip
SECOND = FIRST | {
    "id": "und-2", "tanggal_ttd": "7 Januari 2025", "tanggal_nomor": "7 Januari 2025",
    "derajat": "Segera", "hal": "Rapat kedua", "tujuan": "Kepala C", "tembusan": "",
    "isi": "satu baris",
}  # fmt: skip
LETTERS = (FIRST, SECOND)
FORM = {
    "id": "m-1", "kop": "bkd", "nomor_agenda": "001", "tanggal_terima": "8 Januari 2025",
    "pengirim": "Dinas Pendidikan", "tanggal_surat": "6 Januari 2025",
    "nomor_surat": "005/1/DP/2025", "hal": "Undangan", "lampiran": "-", "sifat": "Segera",
    "diteruskan_kepada": "Sekretaris", "instruksi": "Proses lebih lanjut", "catatan": "Hadir",
    "tanggal_disposisi": "9 Januari 2025", "penandatangan": "kepala",
}  # fmt: skip
SMALL = (
    Office("bkd", logo="templates/logo.png")
    .sop("skp", ROOT / "sop_specs/sungai-penuh-skp.yaml")
    .letters("undangan", *LETTERS)
    .incoming("masuk", FORM)
)
