"""``cetak.pdf`` of letters and forms, and kata penyambung, from data to file and back."""

from __future__ import annotations

from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from docgen.bundle import pdfa_findings
from docgen.cli import run
from docgen.findings import Where
from tests.pipeline.papers import PAPERS, ROWS, SEALED, THIRD, found, written
from tests.support.pdfs import bookmarks, page_texts, picture, sealed_pdf
from tests.support.workspaces import snapshot

pytestmark = pytest.mark.soffice
LETTERS = "output/letters/undangan"
PRINT = f"{LETTERS}/cetak.pdf"
FORMS = "output/disposisi/masuk/cetak.pdf"
SUMS = "output/SHA256SUMS"


def test_letters_in_order_of_number_then_of_rows(built_papers: Path) -> None:
    marks = bookmarks(built_papers / PRINT)
    assert [title for level, title, _page in marks if level == 0] == [
        "005/1/BKD/2025 Rapat pertama", "005/2/BKD/2025 Rapat kedua",
        "005/3/BKD/2025 Rapat ketiga", "Menunggu tanda tangan",
    ]  # fmt: skip
    assert [title for level, title, _page in marks if level == 1][:4] == [
        "ASLI 1: Kepala A", "ASLI 2: Kepala B", "TEMBUSAN 1: Walikota", "ARSIP",
    ]  # fmt: skip
    shown = page_texts(built_papers / PRINT)
    for level, title, page in marks:
        assert level == 0 or shown[page].endswith(title)
    # u-1: 2 pages, enclosures of 2 + 1 + 1 + 1; u-2: 1 + 2; u-3: 1; u-5: 1 + 1.
    assert len(shown) == 4 * 7 + 2 * 3 + 2 * 1 + 3 * 2


def test_all_that_is_printed_is_archival(built_papers: Path) -> None:
    for name in (PRINT, FORMS):
        assert pdfa_findings(built_papers / name, Where(name)) == ()


def test_forms_two_to_a_folio_sheet(built_papers: Path) -> None:
    with PdfDocument(built_papers / FORMS) as pdf:
        assert [page.get_size() for page in pdf] == [pytest.approx((609.4, 935.4), abs=1)] * 2
    first, second = page_texts(built_papers / FORMS)
    assert first.index("001") < first.index("002")
    assert "003" in second and first.count("LEMBAR DISPOSISI") == 2


def test_the_check_is_content_and_a_rebuild_writes_nothing(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert found(papers, capsys, "check") == (0, set())
    before = snapshot(papers / "output")
    assert written(papers, capsys) == set()
    assert snapshot(papers / "output") == before


def test_both_sides(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    PAPERS.profile("[cetak]\nbolak_balik = true\n").configure(papers)
    assert written(papers, capsys) == {PRINT, SUMS}
    pages = [page for level, _title, page in bookmarks(papers / PRINT) if level == 1]
    assert all(page % 2 == 0 for page in pages)
    assert found(papers, capsys, "check") == (0, set())


def test_only_what_changed_is_made_again(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(papers)
    (papers / PRINT).unlink()
    assert found(papers, capsys, "check") == (0, {"print-missing"})
    assert written(papers, capsys) == {PRINT}
    assert (papers / PRINT).read_bytes() == before[PRINT]
    (papers / "ttd" / "u-2.jpg").write_bytes(picture("JPEG", (620, 877)))
    lists = {"output/copies.json", "output/ekspedisi.xlsx", SUMS}
    copies = {f"{LETTERS}/u-2/u-2.{role}.pdf" for role in ("asli-1", "arsip")}
    assert written(papers, capsys) == {*copies, *lists, PRINT}
    # A recipient struck off: fewer copies, and fewer to print.
    rows = [row | {"tembusan": ""} if row["id"] == "u-5" else row for row in ROWS]
    PAPERS.rewrite(papers, undangan=rows)
    assert PRINT in written(papers, capsys)
    assert not (papers / f"{LETTERS}/u-5/u-5.tembusan-1.pdf").exists()
    assert found(papers, capsys, "check") == (0, set())


def test_a_print_file_changed_by_hand_needs_force(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (papers / PRINT).read_bytes()
    for name in (PRINT, FORMS, f"{LETTERS}/u-1/u-1.lampiran-1.pdf"):
        (papers / name).write_bytes((papers / name).read_bytes() + b"\n% disunting\n%%EOF\n")
    code, codes = found(papers, capsys, "build")
    assert (code, codes) == (1, {"output-changed"})
    assert run(["build", "-q", "--force", "-C", str(papers)]) == 0
    assert (papers / PRINT).read_bytes() == good


def test_a_damaged_or_old_print_file_is_told(
    papers: Path, built_papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    good = (papers / PRINT).read_bytes()
    (papers / PRINT).write_bytes(good[:500])
    assert found(papers, capsys, "check") == (1, {"print-unreadable", "checksum-wrong"})
    (papers / PRINT).write_bytes((papers / f"{LETTERS}/u-1/u-1.pdf").read_bytes())
    assert found(papers, capsys, "check") == (1, {"print-copies-differ", "checksum-wrong"})


def test_nothing_left_to_print(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """All sealed now: an old file would print papers that nobody may print."""
    (papers / "ttd" / "u-3.pdf").write_bytes(sealed_pdf() + b"\n")
    PAPERS.rewrite(papers, undangan=[SEALED, THIRD | {"berkas_ttd": "ttd/u-3.pdf"}])
    code, codes = found(papers, capsys, "build", "letters.undangan")
    assert code == 0 and "print-signed-left-out" in codes
    assert not (papers / PRINT).exists()
    assert (papers / FORMS).exists()


def test_a_broken_scan_stops_no_other_letter(
    papers: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (papers / "ttd" / "u-2.jpg").write_bytes(b"\xff\xd8\xff rusak")
    for role in ("asli-1", "arsip"):
        (papers / f"{LETTERS}/u-1/u-1.{role}.pdf").unlink()
    capsys.readouterr()
    assert run(["build", "-C", str(papers)]) == 1
    assert "ttd/u-2.jpg: GALAT image-unreadable" in capsys.readouterr().err
    assert (papers / f"{LETTERS}/u-1/u-1.arsip.pdf").exists()


def test_a_sealed_letter_is_the_same_bytes_for_all(built_papers: Path) -> None:
    original = (built_papers / "ttd" / "u-4.pdf").read_bytes()
    copies = sorted((built_papers / LETTERS / "u-4").glob("u-4.*-1.pdf"))
    copies.append(built_papers / LETTERS / "u-4" / "u-4.arsip.pdf")
    assert len(copies) == 2
    assert {path.read_bytes() for path in copies} == {original}


def test_kata_penyambung(papers: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """On letters of several pages only, in the letter and so in every copy of it."""
    before = page_texts(papers / f"{LETTERS}/u-1/u-1.pdf")
    PAPERS.profile("[surat]\nkata_penyambung = true\n").configure(papers)
    changed = {name for name in written(papers, capsys) if "lampiran" not in name}
    assert f"{LETTERS}/u-1/u-1.asli-2.pdf" in changed and PRINT in changed
    assert f"{LETTERS}/u-3/u-3.asli-1.pdf" not in changed
    first, second = page_texts(papers / f"{LETTERS}/u-1/u-1.pdf")
    word = first.split()[-1]
    assert word.endswith("...") and f"{word.removesuffix('..')} Butir" in second
    assert (first.removesuffix(f" {word}"), second) == tuple(before)
    assert word in page_texts(papers / f"{LETTERS}/u-1/u-1.asli-2.pdf")[0]
    for name in ("u-1.pdf", "u-1.asli-1.pdf"):
        assert pdfa_findings(papers / LETTERS / "u-1" / name, Where(name)) == ()
    assert found(papers, capsys, "check") == (0, set())
