"""The check of a workspace against the build of it: 1,000 letters with 4,000 copies.

Each letter has an addressee, two tembusan and the archive copy; they stand in a bundle, in a
buku ekspedisi and in a ``cetak.pdf``. The build is fresh, with all its stages and nothing kept
from before; its own check at the end counts as part of it. Both run as a user runs them, each in
a process of its own.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
from pathlib import Path

import openpyxl

from benchmarks.measure import print_ratio, seconds
from docgen.convert import find_soffice
from docgen.load.shipped import shipped

LETTERS, COPIES, RUNS = 1_000, 4_000, 3
CONFIG = """\
[office.bkd]
pemerintah = "Pemerintah Kota Contoh"
nama = "Badan Kepegawaian"
alamat = "Jalan Anggrek Nomor 12"
kota = "Contoh"
kode = "BKD"
logo = "templates/logo.png"
[letters.keluar]
template = "templates/surat_dinas.docx"
data = "surat.xlsx#keluar"
[bundle.arsip]
judul = "Arsip Surat Keluar 2026"
isi = ["letters.*"]
tanggal = "1 Februari 2026"
"""
HEAD = (
    "id", "klasifikasi", "tanggal_ttd", "tanggal_nomor", "derajat", "hal", "lampiran", "tujuan",
    "tembusan", "penandatangan", "pembuka", "isi", "penutup",
)  # fmt: skip
OFFICIALS = (
    ("kunci", "nama", "jabatan", "pangkat", "golongan", "nip"),
    ("kepala", "Ratna, S.H.", "Kepala Badan", "Pembina", "IV/a", "197105141996032001"),
)
ISI = "1. daftar hadir pegawai;\n2. rekapitulasi nilai;\n3. berita acara yang ditandatangani."


def make_workspace(
    root: Path, letters: int = LETTERS, tembusan: str = "Walikota; Sekretaris Daerah"
) -> None:
    """Data and templates."""
    (root / "templates").mkdir()
    for name in ("surat_dinas.docx", "sampul.docx", "daftar_isi.docx", "logo.png"):
        (root / "templates" / name).write_bytes(shipped(f"templates/{name}").read_bytes())
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    book = openpyxl.Workbook()
    book.remove(book.active)
    sheet = book.create_sheet("keluar")
    sheet.append(HEAD)
    for n in range(1, letters + 1):
        sheet.append(
            (f"surat-{n}", "800.1.7", "6 Januari 2026", "6 Januari 2026", "Biasa",
             f"Permintaan data pegawai tahap {n}", "-", f"Kepala Dinas Nomor {n}",
             tembusan, "kepala",
             f"Sehubungan dengan surat Saudara nomor {n}, bersama ini kami sampaikan:", ISI,
             "Demikian disampaikan, atas perhatiannya diucapkan terima kasih.")
        )  # fmt: skip
    officials = book.create_sheet("pejabat")
    for row in OFFICIALS:
        officials.append(row)
    book.save(root / "surat.xlsx")


def main() -> None:
    """Print the ratio."""
    if find_soffice(os.environ) is None:
        sys.exit("LibreOffice is not installed")
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary, "kantor")
        root.mkdir()
        make_workspace(root)
        built = seconds("-m", "docgen", "build", "-q", "-C", str(root))
        copies = sum(1 for _ in (root / "output/letters").glob("*/*/*.*-*.pdf"))
        copies += sum(1 for _ in (root / "output/letters").glob("*/*/*.arsip.pdf"))
        if copies < COPIES:
            raise RuntimeError(f"{copies} copies")
        checked = statistics.median(
            seconds("-m", "docgen", "check", "-q", str(root)) for _ in range(RUNS)
        )
        print(f"build {built:.1f} s, check {checked:.1f} s", file=sys.stderr)
        print_ratio("check_over_build", checked / built)


if __name__ == "__main__":
    main()
