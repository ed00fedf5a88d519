"""An office in perfect order whose papers are odd: docgen check must not find fault with it."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import docx
import pytest
from PIL import Image, ImageDraw

from docgen.convert import find_soffice
from docgen.findings import Severity
from tests.check.full_office import HEAD, OFFICIALS, build, codes, copy_of, findings_of
from tests.workspaces import ROOT, Rows, write_book

pytestmark = pytest.mark.soffice

CONFIG = """\
[office.bkd]
pemerintah = "Pemerintah Kota Contoh"
nama = "Badan Kepegawaian"
kota = "Contoh"
kode = "BKD"
[letters.keluar]
template = "templates/surat_dinas.docx"
data = "surat.xlsx#keluar"
[letters.khusus]
template = "templates/khusus.docx"
data = "surat.xlsx#khusus"
[bundle.arsip]
judul = "Arsip 2025"
isi = ["letters.*"]
tanggal = "1 Februari 2025"
"""
# A list of many addressees on a sheet of its own; what is not said when it is usual.
OWN = (
    "Nomor: {{ nomor }}", "{% if lampiran != '-' %}Lampiran: {{ lampiran }}{% endif %}",
    "Hal: {{ hal | upper }}", "{%p if tujuan | length > 2 %}", "Daftar terlampir", "{%p endif %}",
    "{%p if tujuan | length <= 2 %}", "{%p for t in tujuan %}", "{{ t }}", "{%p endfor %}",
    "{%p endif %}", "{# {{ pembuka }} #}{{ isi }}", "{{ tembusan[0] }} dan lain-lain",
)  # fmt: skip
# What the usual fonts lack is drawn in another font, behind the rest of its line.
RARE = "Surat eﬃsien pada hari Jum’at, 中文 5 m² ½"
ARABIC = "بسم الله الرحمن الرحيم kepada jamaah"
# Enough for the last line of some page to end with a hyphen, and for a paragraph on three pages.
HYPHENS = " ".join(f"kata{number} ketidakberpihakan-ketidakberpihakan" for number in range(700))
MANY = "; ".join(f"Camat {number}" for number in range(30))


def row(
    name: str, hal: str, isi: str, tujuan: str = "Camat Utara", lampiran: str = "-", ttd: str = ""
) -> Rows:
    day = "6 Januari 2025"
    return ((name, "045", day, day, hal, lampiran, tujuan, "Walikota; Inspektur", "kepala", ttd, "",
             "Dengan hormat,", isi, "Terima kasih."),)  # fmt: skip


LETTERS = (
    *row("langka", RARE, RARE),
    *row("arab", "Doa\nbersama", ARABIC),
    *row("panjang", "Panjang", HYPHENS),
    *row("foto", "Foto", "Isi", ttd="ttd/foto.jpg"),
    *row("png", "PNG", "Isi", ttd="ttd/p.png"),
)
SPECIAL = row("banyak", "Rapat", "Isi", MANY) + row("dua", "Rapat", "Isi", "Camat A; Camat B", "x")


def write_rows(root: Path, special: Rows = SPECIAL) -> None:
    write_book(
        root / "surat.xlsx",
        keluar=(HEAD, *LETTERS),
        khusus=(HEAD, *special),
        pejabat=OFFICIALS,
    )


def write_photograph(path: Path, colour: str) -> None:
    image = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(image).rectangle((90, 90, 300, 200), fill=colour)
    image.save(path, dpi=(75, 75))


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    if find_soffice(os.environ) is None:
        pytest.skip("no LibreOffice")
    root = tmp_path_factory.mktemp("ganjil") / "Kantor é «uji»"
    for folder in ("templates", "ttd"):
        (root / folder).mkdir(parents=True)
    write_photograph(root / "ttd/foto.jpg", "red")
    write_photograph(root / "ttd/p.png", "green")
    for name in ("surat_dinas.docx", "sampul.docx", "daftar_isi.docx"):
        shutil.copy(ROOT / "templates" / name, root / "templates")
    own = docx.Document()
    for line in OWN:
        own.add_paragraph(line)
    own.save(str(root / "templates/khusus.docx"))
    (root / "docgen.toml").write_text(CONFIG, encoding="utf-8")
    write_rows(root)
    return build(root)


def test_odd_papers_are_in_order(odd: Path) -> None:
    assert not codes(findings_of(odd), Severity.ERROR, Severity.WARNING)


def test_what_a_template_of_ones_own_shows_is_looked_for(odd: Path, tmp_path: Path) -> None:
    root = copy_of(odd, tmp_path / "kantor")
    write_rows(root, SPECIAL[:1] + row("dua", "Rapat", "Isi", "Camat A; Camat B", "3 berkas"))
    assert "paper-outdated" in codes(findings_of(root), Severity.ERROR)


@pytest.mark.parametrize("name", ["foto.jpg", "p.png"])
def test_another_photograph_of_the_signed_paper(name: str, odd: Path, tmp_path: Path) -> None:
    root = copy_of(odd, tmp_path / "kantor")
    write_photograph(root / "ttd" / name, "blue")
    assert "copy-picture-differs" in codes(findings_of(root), Severity.ERROR)
