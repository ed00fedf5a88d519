"""An office with one of everything, built once, for the table of faults; and its tools.

A copy of it is damaged, and what is on the disk is made to agree with itself again
(:func:`agree`): then only the content can tell.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import openpyxl
import pikepdf

from docgen.check.result import Kind
from docgen.cli import run
from docgen.errors import FindingsError
from docgen.findings import Finding, Severity
from docgen.pipeline.check import Target, check_target
from tests.support.documents import docx_of
from tests.support.office import Office, incoming, letter
from tests.support.pdfs import scan_pdf, sealed_pdf
from tests.support.workspaces import ROOT

INVITATION = letter(
    "undangan", klasifikasi="005", hal="Undangan Rapat", lampiran="",
    tujuan="Camat Utara; Camat Selatan", tembusan="Walikota; Sekretaris Daerah",
    isi="kami undang Saudara ke rapat di aula.",
    berkas_lampiran="lampiran/jadwal.docx; lampiran/aturan.pdf",
)  # fmt: skip
CIRCULAR = letter(
    "edaran", tanggal_ttd="7 Januari 2025", tanggal_nomor="8 Januari 2025", hal="Edaran Libur",
    tembusan="Walikota; Inspektur", pembuka="Diberitahukan,",
    isi="kantor tutup pada hari Jumat.",
)  # fmt: skip
SEALED = letter(
    "tte", tanggal_ttd="9 Januari 2025", tanggal_nomor="9 Januari 2025", hal="Surat elektronik",
    tujuan="Camat Utara; Camat Selatan", berkas_ttd="ttd/tte.pdf",
)  # fmt: skip
SCANNED = letter(
    "pindai", tanggal_ttd="10 Januari 2025", tanggal_nomor="10 Januari 2025",
    hal="Surat terpindai", tujuan="Camat Timur", berkas_ttd="ttd/pindai.pdf",
)  # fmt: skip
READY = letter("siap", tanggal_ttd="", tanggal_nomor="", hal="Rancangan")
LETTERS = [INVITATION, CIRCULAR, SEALED, SCANNED, READY]
SENT = letter(
    "kirim-1", tanggal_ttd="13 Januari 2025", tanggal_nomor="13 Januari 2025",
    hal="Pengantar berkas", lampiran="", tujuan="Kepala Dinas Pendidikan",
    tembusan="Sekretaris Daerah", pembuka="", isi="", penutup="",
)  # fmt: skip
ITEM = {
    "id": "kirim-1", "jenis": "Salinan surat 005/1/BKD/2025", "banyaknya": "1 (satu) berkas",
    "keterangan": "untuk dipergunakan",
}  # fmt: skip
FORM = incoming("m-1", hal="Undangan pelatihan", berkas_surat="masuk/m-1.pdf")
OTHER_FORM = incoming(
    "m-2", nomor_agenda="002", tanggal_terima="9 Januari 2025", pengirim="Dinas Kesehatan",
    tanggal_surat="7 Januari 2025", nomor_surat="005/2/DK/2025", hal="Permintaan data",
    instruksi="Proses lebih lanjut", tanggal_disposisi="10 Januari 2025",
    berkas_surat="masuk/m-2.pdf",
)  # fmt: skip
FULL = (
    Office()
    .sop("layanan", ROOT / "tests/failures/rules/clean.yaml", folder="sop")
    .letters("keluar", *LETTERS, book="surat.xlsx")
    .letters("pengantar", SENT, template="surat_pengantar", book="surat.xlsx")
    .items(ITEM, book="surat.xlsx")
    .incoming("masuk", FORM, OTHER_FORM, book="masuk.xlsx")
    .label("kirim", isi=["letters.*"])
    .bundle(
        "arsip", judul="Arsip 2025", isi=["sop.*", "letters.*", "disposisi.*"],
        tambahan=["lain/*.pdf"], jilid_halaman=7, paket=True, tanggal="1 Februari 2025",
    )
    .files({
        "ttd/tte.pdf": sealed_pdf(),
        "ttd/pindai.pdf": scan_pdf(40),
        "lampiran/jadwal.docx": docx_of("Jadwal rapat"),
        **{f"{name}.pdf": scan_pdf(len(name))
           for name in ("lampiran/aturan", "lain/peta", "masuk/m-1", "masuk/m-2")},
    })
)  # fmt: skip
TODAY = dt.date(2025, 2, 1)
OUT = "output"
LEDGER, SUMS, EXPEDITION = f"{OUT}/copies.json", f"{OUT}/SHA256SUMS", f"{OUT}/ekspedisi.xlsx"
BUNDLE, SECOND = f"{OUT}/bundle/arsip.pdf", f"{OUT}/bundle/arsip.jilid-2.pdf"
LIST, BAG = f"{OUT}/bundle/arsip.daftar_arsip.xlsx", f"{OUT}/bundle/arsip.bag"
REGISTER = "register/agenda.db"


def change_row(root: Path, number: int, **values: str) -> None:
    """Another value in some columns of a letter's row (from 0)."""
    rows = [*LETTERS]
    rows[number] = rows[number] | values
    FULL.rewrite(root, keluar=rows)


def build(root: Path) -> Path:
    """Build it; every stage must have gone well."""
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


def copy_of(root: Path, target: Path) -> Path:
    """A copy to be damaged, without what no check reads."""
    shutil.copytree(root, target, ignore=shutil.ignore_patterns(".docgen", "cadangan", "*.bak"))
    return target


def findings_of(root: Path) -> tuple[Finding, ...]:
    """What ``docgen check`` finds."""
    try:
        return tuple(check_target(Target(Kind.WORKSPACE, root), TODAY).findings)
    except FindingsError as problem:
        return problem.findings


def codes(findings: tuple[Finding, ...], *severities: Severity) -> set[str]:
    """The codes of these severities."""
    return {each.code for each in findings if each.severity in severities}


def paper(root: Path, name: str, kind: str, group: str = "keluar") -> Path:
    """A file of a letter: ``paper(root, "undangan", "asli-1.pdf")``."""
    return root / f"{OUT}/letters/{group}/{name}/{name}.{kind}"


def change_pdf(path: Path, change: Callable[[pikepdf.Pdf], None]) -> None:
    """Open, change, save."""
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        change(pdf)
        pdf.save(path)


def change_info(path: Path, **values: str) -> None:
    """What a PDF says about itself."""
    change_pdf(path, lambda pdf: [pdf.docinfo.__setitem__(f"/docgen:{key}", value)
                                  for key, value in values.items()])  # fmt: skip


def change_register(root: Path, statement: str) -> None:
    """Edit the register by hand."""
    with closing(sqlite3.connect(root / REGISTER)) as book:
        book.executescript(statement)
        book.commit()


def change_ledger(root: Path, change: Callable[[list[dict[str, str]]], None]) -> None:
    """Edit the lines of the ledger by hand."""
    path = root / LEDGER
    data = json.loads(path.read_text(encoding="utf-8"))
    change(data["rangkap"])
    path.write_text(json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def change_cells(path: Path, values: dict[str, str]) -> None:
    """Other texts in the cells of a workbook."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for row in sheet.iter_rows():
        for cell in row:
            if str(cell.value) in values:
                cell.value = values[str(cell.value)]
    book.save(path)


def agree(root: Path) -> None:
    """Make the ledger, the buku ekspedisi and the checksums say what the files are now."""
    hashes: dict[str, str] = {}

    def update(lines: list[dict[str, str]]) -> None:
        for line in lines:
            path = root / line["berkas"]
            if path.is_file():
                hashes[line["sha256"][:12]] = sha256(path)[:12]
                line["sha256"] = sha256(path)

    change_ledger(root, update)
    change_cells(root / EXPEDITION, hashes)
    lines = (root / SUMS).read_text().splitlines()
    names = [line.partition("  ")[2] for line in lines]
    kept = (f"{sha256(root / OUT / n)}  {n}\n" for n in names if (root / OUT / n).is_file())
    (root / SUMS).write_text("".join(kept))


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()
