"""The sample office of the check tests: its data, and what a test asks of it.

The office is an archive: its name stands in capitals over every letter and holds the word ARSIP,
which is also the mark of the archive copy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pikepdf
import pytest

from docgen.cli import run
from tests.pdfs import sign

CONFIG = """\
profil = "uji"
[office.arsip]
pemerintah = "Pemerintah Kota Contoh"
nama = "Dinas Perpustakaan dan Kearsipan"
kota = "Contoh"
kode = "DPK"
[sop.layanan]
specs = ["sop/*.yaml"]
[letters.keluar]
template = "templates/surat_dinas.docx"
data = "surat.xlsx#keluar"
[bundle.arsip]
judul = "ARSIP 2025"
isi = ["sop.*", "letters.*"]
tanggal = "1 Februari 2025"
"""
PROFILE = 'arsip_tambahan = ["Bidang Umum"]\n'
HEAD = (
    "id", "klasifikasi", "tanggal_ttd", "tanggal_nomor", "hal", "lampiran", "tujuan", "tembusan",
    "penandatangan", "berkas_ttd", "pembuka", "isi", "penutup",
)  # fmt: skip
TEXT = ("Dengan hormat,", "bersama ini kami sampaikan DAFTAR ARSIP.", "Terima kasih.")
ROWS = (
    ("undangan", "005", "6 Januari 2025", "6 Januari 2025", "Undangan Rapat", "-",
     "Camat Utara; Camat Selatan", "Walikota; Sekretaris Daerah", "kepala", None, *TEXT),
    ("edaran", "045", "7 Januari 2025", "8 Januari 2025", "Penyampaian ARSIP", "-",
     "Camat Utara", None, "kepala", None, *TEXT),
    ("tte", "045", "9 Januari 2025", "9 Januari 2025", "Surat elektronik", "-",
     "Camat Utara; Camat Selatan", None, "kepala", "ttd/tte.pdf", *TEXT),
    ("siap", "045", None, None, "Rancangan", "-", "Camat Utara", None, "kepala", None, *TEXT),
)  # fmt: skip
OFFICIALS = (("kunci", "nama", "jabatan"), ("kepala", "Ani", "Kepala Dinas"))

Found = list[tuple[str, str]]


@dataclass(frozen=True)
class Office:
    """The copied workspace; ``letter`` finds the files of a letter."""

    root: Path
    capture: pytest.CaptureFixture[str]

    def letter(self, name: str, kind: str) -> Path:
        return self.root / f"output/letters/keluar/{name}/{name}.{kind}"

    def check(self) -> tuple[int, list[dict[str, Any]]]:
        """The exit code of ``docgen check`` and its findings that are no hints."""
        self.capture.readouterr()
        code = run(["check", str(self.root), "--json"])
        report = json.loads(self.capture.readouterr().out)
        assert report["ditulis"] == []
        assert report["kode"] == code
        return code, [f for f in report["temuan"] if f["severity"] != "hint"]

    def refutes(self) -> Found:
        """Codes and files of what ``docgen check`` refutes; its exit code must be 1."""
        code, findings = self.check()
        assert code == 1
        return sorted((f["code"], Path(f["where"]["file"]).name) for f in findings)

    def build(self) -> int:
        return run(["build", "-q", "-C", str(self.root)])


def write_letters(path: Path, rows: tuple[tuple[str | None, ...], ...] = ROWS) -> None:
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, lines in (("keluar", (HEAD, *rows)), ("pejabat", OFFICIALS)):
        sheet = book.create_sheet(name)
        for line in lines:
            sheet.append(line)
    book.save(path)


def write_signed(path: Path) -> None:
    """A page that carries a signature dictionary, as an electronically signed letter does."""
    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        sign(pdf)
        pdf.save(path, deterministic_id=True)
