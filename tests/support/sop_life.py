"""SOPs with a life: a spec to approve, and revisions frozen by hand, as an approval leaves them."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from pathlib import Path

from docgen.load.history import SUMS, history_folder, sums_text
from docgen.load.sop import load_sop
from tests.support.office import Office

SPEC = """\
# SOP uji; komentar ini tetap.
nomor: "7/UJI/2025"
nama: Pemberian Cuti  # nama yang tercetak
instansi: {pemerintah: Kota Contoh, nama: Badan Kepegawaian, unit: [Bidang Mutasi]}
tanggal:
  pembuatan: 1 Mei 2025
  revisi: "-"
  efektif:
disahkan_oleh: {jabatan: Kepala Badan, nama: Ratna}
dasar_hukum: [UU 20/2023]
kualifikasi_pelaksana: ["-"]
keterkaitan: ["-"]
peralatan: ["-"]
peringatan: ["-"]
pencatatan: ["-"]
pelaksana:
  staf: Staf
  kabid: Kabid
langkah:
  # yang pertama
  - uraian: Menerima berkas
    pelaksana: staf
    simbol: mulai
    kelengkapan: Berkas
    waktu: 60 menit
    output: Berkas diterima
  - id: kirim
    uraian: Mengirim berkas
    pelaksana: kabid
    simbol: selesai
    kelengkapan: Berkas
    waktu: 5 menit
    output: Berkas terkirim
"""
FIRST = dt.date(2025, 5, 2)
TODAY = dt.date(2025, 8, 1)


def office(root: Path, **specs: str) -> Path:
    """A workspace with these specs: the name of each file, and its text."""
    office = Office().sop("layanan", folder="sop_specs")
    written = office.write(root)
    (written / "sop_specs").mkdir(exist_ok=True)
    for stem, text in (specs or {"cuti": SPEC}).items():
        (written / "sop_specs" / f"{stem}.yaml").write_text(text, encoding="utf-8")
    return written


def other(nomor: str, nama: str, **more: str) -> str:
    """Another SOP, with further lines."""
    text = SPEC.replace("7/UJI/2025", nomor).replace("Pemberian Cuti", nama)
    return text + "".join(f"{key}: {value}\n" for key, value in more.items())


def frozen(spec: Path, number: int = 0, date: dt.date = FIRST, **more: object) -> Path:
    """Freeze what a spec says now as its revision ``number``; returns the folder."""
    history = history_folder(spec)
    loaded = load_sop(spec, str(spec)).value
    assert loaded is not None
    before = history / str(number - 1) / SUMS
    record = {
        "revisi": number,
        "tanggal": date.isoformat(),
        "oleh": "Ratna",
        "adopsi": number == 0,
        "nomor": loaded.sop.nomor,
        "nama": loaded.sop.nama,
        "sebelumnya": hashlib.sha256(before.read_bytes()).hexdigest() if before.exists() else "",
        **more,
    }
    files = {
        spec.name: spec.read_bytes(),
        f"{spec.stem}.docx": b"PK lembar",
        f"{spec.stem}.pdf": b"%PDF-1.7 lembar %%EOF",
        "pengesahan.json": json.dumps(record).encode(),
    }
    folder = history / str(number)
    folder.mkdir(parents=True)
    for name, data in {**files, SUMS: sums_text(files).encode()}.items():
        (folder / name).write_bytes(data)
    return folder
