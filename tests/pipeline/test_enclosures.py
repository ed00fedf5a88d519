"""Enclosures of every kind: converted when stale, marked once the letter has its number."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from pypdf import PdfReader
from pypdfium2 import PdfDocument

from docgen.bundle import pdfa_findings
from docgen.cli import run
from docgen.findings import Where
from tests.pipeline.papers import FIRST, PAPERS, ROWS, found, written
from tests.support.documents import docx_of
from tests.support.pdfs import page_texts, picture
from tests.support.workspaces import snapshot

pytestmark = pytest.mark.soffice
FOLDER = "output/letters/undangan"
MARK = "Lampiran surat Nomor 005/1/BKD/2025 Tanggal 6 Januari 2025"
SUMS = "output/SHA256SUMS"
BUNDLED = PAPERS.bundle("arsip", judul="Arsip", isi=["letters.*"])
MADE = tuple(f"{FOLDER}/u-1/u-1.lampiran-{number}.pdf" for number in (1, 2, 3))


def test_each_is_a_pdf_with_the_mark_at_the_top_right(built_papers: Path) -> None:
    pages = [page_texts(built_papers / name) for name in MADE]
    assert [len(each) for each in pages] == [2, 1, 1]
    assert all(text.endswith(MARK) for each in pages for text in each)
    assert pages[0][0].startswith("Jadwal rapat {{ bukan isian }}")
    for name in MADE:
        assert pdfa_findings(built_papers / name, Where(name)) == ()
        with PdfDocument(built_papers / name) as pdf:
            width, height = pdf[0].get_size()
            text = pdf[0].get_textpage()
            search = text.search("Lampiran surat")
            index, _count = search.get_next()
            left, bottom, _right, _top = text.get_charbox(index)
            assert left > width / 2 and bottom > height - 40


def test_a_pdf_stays_what_it_is_and_is_not_copied(built_papers: Path) -> None:
    assert not (built_papers / f"{FOLDER}/u-1/u-1.lampiran-4.pdf").exists()
    assert "Lampiran" not in "".join(page_texts(built_papers / "lampiran/aturan.pdf"))


def test_no_mark_without_a_number_or_when_the_profile_says_so(
    built_papers: Path, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert page_texts(built_papers / f"{FOLDER}/u-5/u-5.lampiran-1.pdf") == [""]
    PAPERS.profile("[surat]\ntanda_lampiran = false\n").configure(papers)
    made = written(papers, capsys)
    assert set(MADE) <= made and f"{FOLDER}/u-5/u-5.lampiran-1.pdf" not in made
    assert not [text for name in MADE for text in page_texts(papers / name) if "Lampiran" in text]
    assert found(papers, capsys, "check") == (0, set())


def test_only_the_stale_one_is_converted(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (papers / "lampiran" / "jadwal.docx").write_bytes(docx_of("Jadwal baru"))
    other = f"{FOLDER}/u-2/u-2.lampiran-1.pdf"
    assert written(papers, capsys) == {MADE[0], other, f"{FOLDER}/cetak.pdf", SUMS}
    assert page_texts(papers / MADE[0]) == [f"Jadwal baru {MARK}"]
    assert "Nomor 005/2/" in page_texts(papers / other)[0]


def test_one_that_is_struck_off_is_deleted(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    PAPERS.rewrite(papers, undangan=[row | {"berkas_lampiran": ""} for row in ROWS])
    written(papers, capsys)
    assert not list((papers / FOLDER).glob("*/*.lampiran-*"))
    assert found(papers, capsys, "check") == (0, set())


@pytest.mark.parametrize("name", ["jadwal.docx", "denah.png"])
def test_a_broken_one_is_a_finding_and_the_rest_goes_on(
    name: str, papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "lampiran" / name).write_bytes(picture("PNG")[:99] if "png" in name else b"PK rusak")
    (papers / "lampiran" / "peserta.xlsx").touch()
    shutil.rmtree(papers / "output")
    capsys.readouterr()
    assert run(["build", "-C", str(papers)]) == 4
    said = capsys.readouterr().err
    lines = [line for line in said.splitlines() if line.startswith(f"lampiran/{name}: GALAT")]
    assert len(lines) == 1
    assert "surat «u-1» dan 1 surat lain" in lines[0]
    assert (papers / f"{FOLDER}/u-1/u-1.arsip.pdf").exists()
    assert (papers / MADE[1]).exists() and (papers / f"{FOLDER}/cetak.pdf").exists()


def test_a_broken_pdf_of_somebody_else_is_a_finding(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The bundle is not made without it, and its letter is not printed; everything else is."""
    BUNDLED.configure(papers)
    (papers / "lampiran" / "aturan.pdf").write_bytes(b"%PDF-1.7 rusak")
    (papers / f"{FOLDER}/u-3/u-3.arsip.pdf").unlink()
    old = (papers / f"{FOLDER}/cetak.pdf").read_bytes()
    capsys.readouterr()
    assert run(["build", "-C", str(papers)]) == 1
    said = capsys.readouterr().err
    assert "\nlampiran/aturan.pdf: GALAT bundle-not-a-pdf" in said
    assert (papers / f"{FOLDER}/u-3/u-3.arsip.pdf").exists()
    assert "\nlampiran/aturan.pdf: PERINGATAN print-letter-left-out" in said
    assert (papers / f"{FOLDER}/cetak.pdf").read_bytes() != old
    assert not (papers / "output/bundle/arsip.pdf").exists()


def test_the_check_finds_what_is_missing_damaged_or_unmarked(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.copy(papers / f"{FOLDER}/u-5/u-5.lampiran-1.pdf", papers / MADE[0])
    (papers / MADE[1]).write_bytes(b"%PDF-1.7 rusak")
    (papers / MADE[2]).unlink()
    code, codes = found(papers, capsys, "check")
    assert code == 1
    assert codes == {"enclosure-mark-missing", "enclosure-unreadable", "enclosure-missing"}


def test_another_kind_of_file_is_refused(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(papers / "output")
    (papers / "lampiran" / "lama.doc").write_bytes(b"x")
    PAPERS.rewrite(papers, undangan=[FIRST | {"berkas_lampiran": "lampiran/lama.doc"}])
    capsys.readouterr()
    assert run(["build", "-C", str(papers)]) == 1
    assert "file-not-pdf" in capsys.readouterr().err
    assert snapshot(papers / "output") == before


def test_the_bundle_holds_them_with_bookmarks(papers: Path) -> None:
    BUNDLED.configure(papers)
    assert run(["build", "-q", "-C", str(papers)]) == 0
    path = papers / "output/bundle/arsip.pdf"
    assert pdfa_findings(path, Where("arsip")) == ()
    outline = PdfReader(path).outline
    titles = [str(item.title) for item in outline[-1]]
    at = titles.index("005/1/BKD/2025 Rapat pertama")
    assert titles[at + 1 : at + 5] == [
        "005/1/BKD/2025 Lampiran 1: jadwal", "005/1/BKD/2025 Lampiran 2: peserta",
        "005/1/BKD/2025 Lampiran 3: denah", "005/1/BKD/2025 Lampiran 4: aturan",
    ]  # fmt: skip
    assert run(["check", str(papers)]) == 0
