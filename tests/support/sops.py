"""A SOP without a fault, and what the rules say of it once something is changed."""

from __future__ import annotations

import datetime as dt
from typing import Any

from docgen.findings import Finding, Where
from docgen.model.sop import Sop
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.subject import Around

TODAY = dt.date(2026, 11, 27)
AROUND = Around(today=TODAY)


def step(uraian: str, lane: str, **more: Any) -> dict[str, Any]:
    return {
        "uraian": uraian, "pelaksana": lane, "kelengkapan": "Berkas", "waktu": "10 menit",
        "output": "Berkas", **more,
    }  # fmt: skip


def sop(**changes: Any) -> Sop:
    """A clean SOP of a personnel office with these keys changed."""
    data: dict[str, Any] = {
        "nomor": "7/BKPSDM/2025",
        "nama": "Pemberian Cuti",
        "instansi": {
            "pemerintah": "PEMERINTAH KOTA NUSA HARAPAN",
            "nama": "BADAN KEPEGAWAIAN DAN PENGEMBANGAN SUMBER DAYA MANUSIA",
            "unit": ["BIDANG MUTASI"],
        },
        "tanggal": {"pembuatan": "6 Januari 2025", "revisi": "-", "efektif": "3 Februari 2025"},
        "disahkan_oleh": {"jabatan": "Kepala Badan", "nama": "Ratna"},
        "pelaksana": {
            "pns": "PNS", "analis": "Analis SDM", "kabid": "Kabid", "kaban": "Kepala Badan",
        },
        "langkah": [
            step("Mengajukan cuti", "pns", simbol="mulai"),
            step("Memeriksa berkas", "analis"),
            step("Memaraf surat", "kabid"),
            step("Menandatangani surat", "kaban"),
            step("Mengirim surat", "analis", simbol="selesai"),
        ],
        **{
            key: ["-"]
            for key in ("dasar_hukum", "kualifikasi_pelaksana", "keterkaitan", "peralatan",
                        "peringatan", "pencatatan")
        },
        **changes,
    }  # fmt: skip
    return Sop.model_validate(data)


def told(checked: Sop, around: Around = AROUND) -> tuple[Finding, ...]:
    return check_sop(checked, lambda *path: Where("x", line=1), around)


def codes(checked: Sop, around: Around = AROUND) -> list[str]:
    return sorted(finding.code for finding in told(checked, around))
