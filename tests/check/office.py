"""The sample office of the check tests: its data, and what a test asks of it.

The office is an archive: its name stands in capitals over every letter and holds the word ARSIP,
which is also the mark of the archive copy.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from docgen.cli import run
from tests.support.office import Office, letter
from tests.support.pdfs import sealed_pdf
from tests.support.workspaces import ROOT

TEXT = {"isi": "bersama ini kami sampaikan DAFTAR ARSIP."}
INVITATION = letter(
    "undangan", klasifikasi="005", hal="Undangan Rapat", tujuan="Camat Utara; Camat Selatan",
    tembusan="Walikota; Sekretaris Daerah", **TEXT,
)  # fmt: skip
CIRCULAR = letter(
    "edaran", tanggal_ttd="7 Januari 2025", tanggal_nomor="8 Januari 2025",
    hal="Penyampaian ARSIP", **TEXT,
)  # fmt: skip
SEALED = letter(
    "tte", tanggal_ttd="9 Januari 2025", tanggal_nomor="9 Januari 2025", hal="Surat elektronik",
    tujuan="Camat Utara; Camat Selatan", berkas_ttd="ttd/tte.pdf", **TEXT,
)  # fmt: skip
READY = letter("siap", tanggal_ttd=None, tanggal_nomor=None, hal="Rancangan", **TEXT)
ROWS = [INVITATION, CIRCULAR, SEALED, READY]
ARCHIVE = (
    Office("arsip", nama="Dinas Perpustakaan dan Kearsipan", kode="DPK")
    .officials({"kunci": "kepala", "nama": "Ani", "jabatan": "Kepala Dinas"})
    .sop("layanan", ROOT / "tests/failures/rules/clean.yaml", folder="sop")
    .letters("keluar", *ROWS, book="surat.xlsx")
    .bundle("arsip", judul="ARSIP 2025", isi=["sop.*", "letters.*"], tanggal="1 Februari 2025")
    .profile('arsip_tambahan = ["Bidang Umum"]\n')
    .files({"ttd/tte.pdf": sealed_pdf()})
)

Found = list[tuple[str, str]]


@dataclass(frozen=True)
class BuiltOffice:
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
