"""Workspaces for the tests: copies of the sample, a small one, and one that was built once."""

from __future__ import annotations

import atexit
import contextlib
import functools
import io
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import openpyxl
import pytest

from docgen.cli import run
from docgen.convert import find_soffice

ROOT = Path(__file__).resolve().parents[1]
SAMPLE = ("docgen.toml", "templates", "sop_specs", "data")
FAKES = ROOT / "tests" / "fakes"

# One office, one SOP, two letters, one incoming letter: builds in a second without LibreOffice.
SMALL = """
[office.bkd]
pemerintah = "Pemerintah Kota Contoh"
nama = "Badan Kepegawaian"
kota = "Contoh"
kode = "BKD"
logo = "templates/logo.png"
[sop.skp]
specs = ["sop_specs/*.yaml"]
[letters.undangan]
template = "templates/surat_dinas.docx"
data = "data/surat.xlsx#undangan"
[disposisi.masuk]
template = "templates/lembar_disposisi.docx"
data = "data/masuk.xlsx#masuk"
"""
LETTER_COLUMNS = (
    "id", "kop", "klasifikasi", "tanggal_ttd", "derajat", "hal", "lampiran", "tujuan", "tembusan",
    "penandatangan", "pembuka", "isi", "penutup",
)  # fmt: skip
LETTERS = (
    ("und-1", "bkd", "005", "6 Januari 2025", "Biasa", "Rapat <1> & evaluasi", "-",
     "Kepala A; Kepala B", "Walikota", "kepala", "Bersama ini", "1. satu\n2. dua", "Demikian"),
    ("und-2", "bkd", "005", "7 Januari 2025", "Segera", "Rapat kedua", "-",
     "Kepala C", "", "kepala", "Bersama ini", "satu baris", "Demikian"),
)  # fmt: skip
INCOMING_COLUMNS = (
    "id", "kop", "nomor_agenda", "tanggal_terima", "pengirim", "tanggal_surat", "nomor_surat",
    "hal", "lampiran", "sifat", "diteruskan_kepada", "instruksi", "catatan", "tanggal_disposisi",
    "penandatangan",
)  # fmt: skip
INCOMING = (
    ("m-1", "bkd", "001", "8 Januari 2025", "Dinas Pendidikan", "6 Januari 2025", "005/1/DP/2025",
     "Undangan", "-", "Segera", "Sekretaris", "Proses lebih lanjut", "Hadir", "9 Januari 2025",
     "kepala"),
)  # fmt: skip
OFFICIALS = (
    ("kunci", "nama", "jabatan", "pangkat", "golongan", "nip"),
    ("kepala", "Ratna, S.H.", "Kepala Badan", "Pembina", "IV/a", "197105141996032001"),
)
Rows = tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def written(self) -> list[str]:
        """The paths on stdout."""
        return self.out.splitlines()


Call = Callable[..., Answer]


def copy_sample(folder: Path) -> Path:
    """The repository's own workspace in ``folder``, without what it built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLE:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("make", "__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def make_small(folder: Path) -> Path:
    """A workspace of a few papers."""
    (folder / "templates").mkdir(parents=True)
    (folder / "sop_specs").mkdir()
    (folder / "data").mkdir()
    (folder / "docgen.toml").write_text(SMALL, encoding="utf-8")
    for name in ("sop.docx", "surat_dinas.docx", "lembar_disposisi.docx", "logo.png"):
        shutil.copy(ROOT / "templates" / name, folder / "templates" / name)
    spec = "sungai-penuh-skp.yaml"
    shutil.copy(ROOT / "sop_specs" / spec, folder / "sop_specs" / spec)
    write_letters(folder)
    write_book(
        folder / "data" / "masuk.xlsx", masuk=(INCOMING_COLUMNS, *INCOMING), pejabat=OFFICIALS
    )
    return folder


def write_letters(folder: Path, letters: Rows = LETTERS) -> None:
    """The sheet of outgoing letters of a small workspace."""
    rows = (LETTER_COLUMNS, *letters)
    write_book(folder / "data" / "surat.xlsx", undangan=rows, pejabat=OFFICIALS)


def write_book(path: Path, **sheets: Rows) -> None:
    """A workbook with text in every cell."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@contextlib.contextmanager
def environment(**values: str) -> Iterator[None]:
    """Variables for the time of a block."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in values.items():
            patch.setenv(name, value)
        yield


def soffice() -> Path:
    """The real LibreOffice; skips the test when there is none."""
    program = find_soffice(os.environ)
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@functools.cache
def built_sample() -> Path:
    """The sample workspace, built by the command line once for all tests; not to be changed."""
    soffice()
    temporary = Path(tempfile.mkdtemp(prefix="docgen-tests-"))
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    folder = copy_sample(temporary / "contoh")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = run(["build", "-q", "-C", str(folder)])
    assert code == 0
    return folder


def use_fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Let docgen take the fake for LibreOffice; its calls are written down in ``calls``."""
    program = FAKES / f"{name}.py"
    program.chmod(0o755)  # a checkout may have lost the bit
    monkeypatch.setenv("DOCGEN_SOFFICE", str(program))
    monkeypatch.setenv("FAKE_CALLS", str(tmp_path / "calls"))
