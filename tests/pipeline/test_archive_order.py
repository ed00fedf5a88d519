"""What a reader of an archive relies on: names that stay, order, codes, counts and dates."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from docgen.cli import run
from tests.support.office import Office, incoming, letter
from tests.support.pdfs import page_texts, picture, scan_pdf, sealed_pdf
from tests.support.workbooks import rows_under
from tests.support.workspaces import ROOT, soffice

pytestmark = pytest.mark.soffice

LATE = letter("a", tanggal_ttd="9 Maret 2025", tanggal_nomor="9 Maret 2025", lampiran="",
              berkas_lampiran="lain/peta.pdf")  # fmt: skip
EARLY = letter("z", tanggal_ttd="6 Januari 2025", tanggal_nomor="6 Januari 2025")
# Of one day: the serial decides, not the classification that stands before it.
FIRST = letter("m", tanggal_ttd="3 Maret 2025", tanggal_nomor="3 Maret 2025", klasifikasi="900")
SECOND = letter("b", tanggal_ttd="3 Maret 2025", tanggal_nomor="3 Maret 2025", klasifikasi="005")
PROFILE = """
[arsip.klasifikasi]
sop = "000.8"
disposisi = "001"
[retensi."000.8"]
aktif = "1 tahun"
[retensi."045"]
aktif = "2 tahun"
[retensi."800.1"]
aktif = "3 tahun"
"""
BUNDLE = {
    "judul": "Arsip", "isi": ["sop.*", "letters.*", "disposisi.*"], "pembatas": True,
    "jilid_halaman": 6, "tambahan": ["lain/*.pdf"],
}  # fmt: skip
OFFICE = (
    Office()
    .sop("layanan", ROOT / "tests/failures/rules/clean.yaml", folder="sop")
    .letters("keluar", LATE, FIRST, SECOND, EARLY)
    .incoming(
        "masuk", incoming("m-1", klasifikasi="800.1.7"),
        incoming("m-2", nomor_agenda="010", nomor_surat="005/2/DP/2025"),
        incoming("m-3", nomor_agenda="9", nomor_surat="005/3/DP/2025"),
    )
    .profile(PROFILE)
    .bundle("arsip", **BUNDLE)
    .files({"lain/peta.pdf": scan_pdf(9), "lain/ttd.pdf": sealed_pdf()})
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    soffice()
    root = OFFICE.write(tmp_path_factory.mktemp("urut") / "kantor")
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "kantor"))


def volumes(root: Path) -> list[Path]:
    folder = root / "output/bundle"
    return [folder / "arsip.pdf", *sorted(folder.glob("arsip.jilid-*.pdf"))]


def order(root: Path) -> list[str]:
    """The titles of bookmarks below groups."""
    found = []
    for path in volumes(root):
        with PdfDocument(path) as document:
            found += [item.get_title() for item in document.get_toc() if item.level == 1]
    return found


def listed(root: Path) -> list[dict[str, object]]:
    return rows_under(root / "output/bundle/arsip.daftar_arsip.xlsx", "No.")


def notices(root: Path) -> set[str]:
    """The pages that stand for files beside the bundle, but for the stamp that numbers them."""
    pages = (text for path in volumes(root) for text in page_texts(path))
    return {
        re.sub(r"Arsip(, jilid \d+)? - halaman \d+ dari \d+", "", text)
        for text in pages
        if "byte demi byte" in text
    }


def test_inside_a_group_by_date_then_by_number(built: Path) -> None:
    titles = order(built)
    letters = [title.partition(" Hal ")[2] for title in titles if "BKD/2025 Hal " in title]
    assert letters == ["z", "m", "b", "a"]
    (enclosure,) = (place for place, title in enumerate(titles) if "Lampiran 1: peta" in title)
    assert titles[enclosure - 1].endswith("Hal a")
    forms = [title.partition(" ")[0] for title in titles if "(surat 005/" in title]
    assert forms == ["001", "9", "010"]


def test_a_late_file_changes_no_printed_notice(work: Path) -> None:
    before, names = notices(work), set(originals(work))
    assert len(before) == 1
    (work / "lain/a baru.pdf").write_bytes(sealed_pdf() + b"\n")
    assert run(["build", "-q", "-C", str(work)]) == 0
    assert notices(work) >= before and len(notices(work)) == 2
    assert set(originals(work)) == {*names, "tambahan/lain/a baru.pdf"}


def coarse_ones(told: str) -> list[dict[str, dict[str, str]]]:
    return [each for each in json.loads(told)["temuan"] if each["code"] == "image-coarse"]


def originals(root: Path) -> list[str]:
    folder = root / "output/bundle/arsip.asli"
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*.pdf")]


def test_folders_that_became_empty_go(work: Path) -> None:
    assert originals(work) == ["tambahan/lain/ttd.pdf"]
    (work / "lain/ttd.pdf").unlink()
    assert run(["build", "-q", "-C", str(work)]) == 0
    assert not (work / "output/bundle/arsip.asli").exists()


def test_every_paper_has_its_code_and_its_retention(built: Path) -> None:
    rows = listed(built)
    codes = {str(row["Uraian Informasi Arsip"]): row for row in rows}
    assert (
        next(row for text, row in codes.items() if text.startswith("SOP "))["Kode Klasifikasi"]
        == "000.8"
    )
    form, other = (
        next(row for row in rows if str(row["Nomor"]) == number) for number in ("001", "010")
    )
    assert (form["Kode Klasifikasi"], form["Retensi Aktif"]) == ("800.1.7", "3 tahun")
    assert (other["Kode Klasifikasi"], other["Retensi Aktif"]) == ("001", None)


def test_dates_are_dates(built: Path) -> None:
    rows = listed(built)
    dated = [row["Kurun Waktu"] for row in rows if " Hal " in f" {row['Uraian Informasi Arsip']}"]
    assert dt.datetime(2025, 3, 9) in dated
    assert all(isinstance(date, dt.datetime) for date in dated)


def test_counts_agree(built: Path) -> None:
    """The dividers count the lines that the list has of a group, and so do the covers together."""
    rows = listed(built)
    groups: dict[str, int] = {}
    for row in rows:
        group = str(row["Keterangan"]).partition(", jilid")[0]
        groups[group] = groups.get(group, 0) + 1
    pages = [text for path in volumes(built) for text in page_texts(path)]
    for group, count in groups.items():
        assert any(text.startswith(f"{group} {count} dokumen") for text in pages), group
    covers = [page_texts(path)[0] for path in volumes(built)]
    counted = [int(found) for text in covers for found in re.findall(r"Jumlah (\d+) \d+", text)[:1]]
    assert sum(counted) == len(rows)


def test_what_the_limit_of_pages_leaves_out_is_said(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(work / "output/bundle")
    capsys.readouterr()
    assert run(["build", "--json", "-C", str(work)]) == 0
    codes = {each["code"] for each in json.loads(capsys.readouterr().out)["temuan"]}
    assert "bundle-volume-front" in codes and "bundle-volume-large" not in codes
    OFFICE.bundle("arsip", **BUNDLE | {"jilid_halaman": 1}).configure(work)
    assert run(["build", "--json", "-C", str(work)]) == 0
    codes = {each["code"] for each in json.loads(capsys.readouterr().out)["temuan"]}
    assert "bundle-volume-large" in codes  # a letter and its enclosure are two pages


@pytest.mark.parametrize(
    ("name", "data", "coarse"),
    [
        ("ttd.png", picture("PNG", (300, 200)), True),
        ("ttd.jpg", picture("JPEG", (500, 700), dpi=(60, 60)), True),
        ("ttd.png", picture("PNG", (1240, 1754), dpi=(150, 150)), False),
        ("ttd.jpg", picture("JPEG", (1200, 1700)), False),
    ],
)
def test_a_scan_far_below_a_hundred_dots_is_told(
    work: Path, name: str, data: bytes, coarse: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / name).write_bytes(data)
    OFFICE.rewrite(work, keluar=[LATE, FIRST, SECOND, EARLY | {"berkas_ttd": name}])
    capsys.readouterr()
    run(["build", "--dry-run", "--json", "-C", str(work)])
    found = coarse_ones(capsys.readouterr().out)
    assert [each["where"].get("cell") is not None for each in found] == ([True] if coarse else [])


def test_a_coarse_scan_in_a_pdf_is_told(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    shutil.rmtree(work / "output/bundle")
    capsys.readouterr()
    run(["build", "--json", "-C", str(work)])
    found = coarse_ones(capsys.readouterr().out)
    assert {each["where"]["file"] for each in found} == {"lain/peta.pdf"}


def test_an_unknown_kind_in_the_profile_is_told(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    OFFICE.profile('[arsip.klasifikasi]\nspo = "000.8"\n').configure(work)
    assert run(["build", "--json", "-C", str(work)]) == 1
    (found,) = json.loads(capsys.readouterr().out)["temuan"][:1]
    assert (found["code"], found["where"]["file"]) == ("key-unknown", "profil/uji.toml")
