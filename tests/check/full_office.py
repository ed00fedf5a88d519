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

import docx
import openpyxl
import pikepdf
from PIL import Image, ImageDraw

from docgen.check.result import Kind
from docgen.cli import run
from docgen.errors import FindingsError
from docgen.findings import Finding, Severity
from docgen.pipeline.check import Target, check_target
from tests.check.office import write_signed
from tests.workspaces import ROOT, Rows, write_book

CONFIG = """\
[office.bkd]
pemerintah = "Pemerintah Kota Contoh"
nama = "Badan Kepegawaian"
kota = "Contoh"
kode = "BKD"
[sop.layanan]
specs = ["sop/*.yaml"]
[letters.keluar]
template = "templates/surat_dinas.docx"
data = "surat.xlsx#keluar"
[letters.pengantar]
template = "templates/surat_pengantar.docx"
data = "surat.xlsx#pengantar"
[disposisi.masuk]
template = "templates/lembar_disposisi.docx"
data = "masuk.xlsx#masuk"
[label.kirim]
isi = ["letters.*"]
[bundle.arsip]
judul = "Arsip 2025"
isi = ["sop.*", "letters.*", "disposisi.*"]
tambahan = ["lain/*.pdf"]
jilid_halaman = 7
paket = true
tanggal = "1 Februari 2025"
"""
TEMPLATES = (
    "sop.docx", "surat_dinas.docx", "surat_pengantar.docx", "lembar_disposisi.docx", "label.docx",
    "sampul.docx", "daftar_isi.docx",
)  # fmt: skip
HEAD = (
    "id", "klasifikasi", "tanggal_ttd", "tanggal_nomor", "hal", "lampiran", "tujuan", "tembusan",
    "penandatangan", "berkas_ttd", "berkas_lampiran", "pembuka", "isi", "penutup",
)  # fmt: skip
TEXT = ("Dengan hormat,", "kami undang Saudara ke rapat di aula.", "Terima kasih.")
LETTERS = (
    ("undangan", "005", "6 Januari 2025", "6 Januari 2025", "Undangan Rapat", "",
     "Camat Utara; Camat Selatan", "Walikota; Sekretaris Daerah", "kepala", "",
     "lampiran/jadwal.docx; lampiran/aturan.pdf", *TEXT),
    ("edaran", "045", "7 Januari 2025", "8 Januari 2025", "Edaran Libur", "-",
     "Camat Utara", "Walikota; Inspektur", "kepala", "", "", "Diberitahukan,",
     "kantor tutup pada hari Jumat.", "Terima kasih."),
    ("tte", "045", "9 Januari 2025", "9 Januari 2025", "Surat elektronik", "-",
     "Camat Utara; Camat Selatan", "", "kepala", "ttd/tte.pdf", "", *TEXT),
    ("pindai", "045", "10 Januari 2025", "10 Januari 2025", "Surat terpindai", "-",
     "Camat Timur", "", "kepala", "ttd/pindai.pdf", "", *TEXT),
    ("siap", "045", "", "", "Rancangan", "-", "Camat Utara", "", "kepala", "", "", *TEXT),
)  # fmt: skip
SENT = (
    ("kirim-1", "045", "13 Januari 2025", "13 Januari 2025", "Pengantar berkas", "",
     "Kepala Dinas Pendidikan", "Sekretaris Daerah", "kepala", "", "", "", "", ""),
)  # fmt: skip
ITEMS = (
    ("id", "jenis", "banyaknya", "keterangan"),
    ("kirim-1", "Salinan surat 005/1/BKD/2025", "1 (satu) berkas", "untuk dipergunakan"),
)
OFFICIALS = (
    ("kunci", "nama", "jabatan", "pangkat", "golongan", "nip"),
    ("kepala", "Ratna, S.H.", "Kepala Badan", "Pembina", "IV/a", "197105141996032001"),
)
INCOMING = (
    ("id", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat", "hal",
     "diteruskan_kepada", "instruksi", "tanggal_disposisi", "penandatangan", "berkas_surat"),
    ("m-1", "001", "8 Januari 2025", "Dinas Pendidikan", "6 Januari 2025", "005/1/DP/2025",
     "Undangan pelatihan", "Sekretaris", "Untuk diketahui", "9 Januari 2025", "kepala",
     "masuk/m-1.pdf"),
    ("m-2", "002", "9 Januari 2025", "Dinas Kesehatan", "7 Januari 2025", "005/2/DK/2025",
     "Permintaan data", "Sekretaris", "Proses lebih lanjut", "10 Januari 2025", "kepala",
     "masuk/m-2.pdf"),
)  # fmt: skip
TODAY = dt.date(2025, 2, 1)
OUT = "output"
LEDGER, SUMS, EXPEDITION = f"{OUT}/copies.json", f"{OUT}/SHA256SUMS", f"{OUT}/ekspedisi.xlsx"
BUNDLE, SECOND = f"{OUT}/bundle/arsip.pdf", f"{OUT}/bundle/arsip.jilid-2.pdf"
LIST, BAG = f"{OUT}/bundle/arsip.daftar_arsip.xlsx", f"{OUT}/bundle/arsip.bag"
REGISTER = "register/agenda.db"


def make_office(root: Path) -> Path:
    """Its data, templates and papers, not yet built."""
    for folder in ("templates", "sop", "ttd", "lampiran", "lain", "masuk"):
        (root / folder).mkdir(parents=True)
    for name in TEMPLATES:
        shutil.copy(ROOT / "templates" / name, root / "templates")
    shutil.copy(ROOT / "tests/failures/rules/clean.yaml", root / "sop")
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    write_rows(root)
    write_book(root / "masuk.xlsx", masuk=INCOMING, pejabat=OFFICIALS)
    write_signed(root / "ttd/tte.pdf")
    write_scan(root / "ttd/pindai.pdf", 40)
    paper = docx.Document()
    paper.add_paragraph("Jadwal rapat")
    paper.save(str(root / "lampiran/jadwal.docx"))
    for name in ("lampiran/aturan", "lain/peta", "masuk/m-1", "masuk/m-2"):
        write_scan(root / f"{name}.pdf", len(name))
    return root


def write_rows(root: Path, letters: Rows = LETTERS, sent: Rows = SENT, items: Rows = ITEMS) -> None:
    """The workbook of outgoing letters."""
    write_book(root / "surat.xlsx", keluar=(HEAD, *letters), pengantar=(HEAD, *sent),
               butir=items, pejabat=OFFICIALS)  # fmt: skip


def change_row(root: Path, number: int, **values: str) -> None:
    """Another value in some columns of a letter's row (from 0)."""
    rows = [dict(zip(HEAD, row, strict=True)) for row in LETTERS]
    rows[number] |= values
    write_rows(root, tuple(tuple(row.values()) for row in rows))


def write_scan(path: Path, place: int) -> None:
    """A page that is one picture; ``place`` makes pictures differ."""
    image = Image.new("L", (300, 420), 255)
    ImageDraw.Draw(image).rectangle((place, place, place + 90, place + 30), fill=0)
    image.save(path, "PDF", resolution=36)
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        del pdf.docinfo
        pdf.save(path, deterministic_id=True)


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


def letter(root: Path, name: str, kind: str, group: str = "keluar") -> Path:
    """A file of a letter: ``letter(root, "undangan", "asli-1.pdf")``."""
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
