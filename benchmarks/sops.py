"""SOPs of any length that look like real ones: five lanes, some decisions and joint actors."""

from __future__ import annotations

import random
from typing import Any

LANES = ("Staf", "Kasubbag", "Kabid", "Sekretaris", "Kepala Dinas")
WORDS = (
    "menerima", "memeriksa", "surat", "berkas", "laporan", "disposisi", "rekapitulasi", "kepada",
    "pegawai", "dan", "mendokumentasikan", "arsip",
)  # fmt: skip
SEED = 1


def sop_data(steps: int) -> dict[str, Any]:
    """The data of a spec with so many steps; always the same for the same number."""
    chance = random.Random(SEED)
    lane = 0

    def words() -> str:
        return " ".join(chance.choice(WORDS) for _ in range(chance.randint(4, 14)))

    rows: list[dict[str, Any]] = []
    for number in range(steps):
        lane = max(0, min(len(LANES) - 1, lane + chance.choice((-1, 0, 1, 1))))
        row: dict[str, Any] = {
            "id": f"s{number}",
            "uraian": words(),
            "pelaksana": [f"p{lane}"],
            "kelengkapan": words(),
            "waktu": "15 menit",
            "output": words(),
        }
        if number == 0:
            row["simbol"] = "mulai"
        elif number == steps - 1:
            row["simbol"] = "selesai"
        elif number % 6 == 4:
            back = max(0, number - chance.randint(1, 3))
            row |= {"simbol": "keputusan", "ya": f"s{number + 1}", "tidak": f"s{back}"}
        elif number % 9 == 3:
            row["pelaksana"].append(f"p{(lane + 1) % len(LANES)}")
        rows.append(row)
    return {
        "nomor": "1",
        "nama": f"Uji {steps} langkah",
        "instansi": {"pemerintah": "Pemerintah Kota Contoh", "nama": "Dinas Contoh"},
        "tanggal": {"efektif": "2 Januari 2025"},
        "disahkan_oleh": {"jabatan": "Kepala Dinas"},
        "pelaksana": {f"p{number}": title for number, title in enumerate(LANES)},
        "tata_letak": {"kertas": "A4", "keterangan": True},
        "langkah": rows,
    }
