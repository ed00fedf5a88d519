"""An office in perfect order whose papers are odd: docgen check must not find fault with it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from docgen.findings import Severity
from tests.check.full_office import build, codes, copy_of, findings_of
from tests.support.documents import docx_of
from tests.support.office import Office, Row, letter
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice

# A list of many addressees on a sheet of its own; what is not said when it is usual.
OWN = (
    "Nomor: {{ nomor }}", "{% if lampiran != '-' %}Lampiran: {{ lampiran }}{% endif %}",
    "Hal: {{ hal | upper }}", "{%p if tujuan | length > 2 %}", "Daftar terlampir", "{%p endif %}",
    "{%p if tujuan | length <= 2 %}", "{%p for t in tujuan %}", "{{ t }}", "{%p endfor %}",
    "{%p endif %}", "{# {{ pembuka }} #}{{ isi }}", "{{ tembusan[0] }} dan lain-lain",
)  # fmt: skip
# What the usual fonts lack is drawn in another font, behind the rest of its line.
RARE = "Surat eﬃsien pada hari Jum’at, ⌘♞ 5 m² ½"
ARABIC = "بسم الله الرحمن الرحيم kepada jamaah"
# Enough for the last line of some page to end with a hyphen, and for a paragraph on three pages.
HYPHENS = " ".join(f"kata{number} ketidakberpihakan-ketidakberpihakan" for number in range(700))
MANY = "; ".join(f"Camat {number}" for number in range(30))


def photograph(colour: str, kind: str) -> bytes:
    image = Image.new("RGB", (620, 877), "white")
    ImageDraw.Draw(image).rectangle((90, 90, 300, 200), fill=colour)
    target = io.BytesIO()
    image.save(target, kind, dpi=(75, 75))
    return target.getvalue()


def odd_letter(name: str, **cells: str) -> Row:
    return letter(name, **({"tembusan": "Walikota; Inspektur"} | cells))


MANY_ADDRESSEES = odd_letter("banyak", hal="Rapat", tujuan=MANY)
TWO_ADDRESSEES = odd_letter("dua", hal="Rapat", tujuan="Camat A; Camat B", lampiran="x")
ODD = (
    Office()
    .letters(
        "keluar",
        odd_letter("langka", hal=RARE, isi=RARE),
        odd_letter("arab", hal="Doa\nbersama", isi=ARABIC),
        odd_letter("panjang", isi=HYPHENS),
        odd_letter("foto", berkas_ttd="ttd/foto.jpg"),
        odd_letter("png", berkas_ttd="ttd/p.png"),
    )
    .letters("khusus", MANY_ADDRESSEES, TWO_ADDRESSEES, template="khusus")
    .bundle("arsip", judul="Arsip 2025", isi=["letters.*"], tanggal="1 Februari 2025")
    .files({
        "templates/khusus.docx": docx_of(*OWN),
        "ttd/foto.jpg": photograph("red", "JPEG"),
        "ttd/p.png": photograph("green", "PNG"),
    })
)  # fmt: skip


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Path:
    soffice()
    return build(ODD.write(tmp_path_factory.mktemp("ganjil") / "Kantor é «uji»"))


def test_odd_papers_are_in_order(odd: Path) -> None:
    assert not codes(findings_of(odd), Severity.ERROR, Severity.WARNING)


def test_what_a_template_of_ones_own_shows_is_looked_for(odd: Path, tmp_path: Path) -> None:
    root = copy_of(odd, tmp_path / "kantor")
    ODD.rewrite(root, khusus=[MANY_ADDRESSEES, TWO_ADDRESSEES | {"lampiran": "3 berkas"}])
    assert "paper-outdated" in codes(findings_of(root), Severity.ERROR)


@pytest.mark.parametrize("name", ["foto.jpg", "p.png"])
def test_another_photograph_of_the_signed_paper(name: str, odd: Path, tmp_path: Path) -> None:
    root = copy_of(odd, tmp_path / "kantor")
    (root / "ttd" / name).write_bytes(photograph("blue", "PNG" if "png" in name else "JPEG"))
    assert "copy-picture-differs" in codes(findings_of(root), Severity.ERROR)
