"""A book of SOPs as it is bound: its parts in order, and what a check finds in it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from docgen.cli import run
from tests.pipeline.papers import found
from tests.support.documents import docx_of
from tests.support.office import Office
from tests.support.pdfs import sealed_pdf
from tests.support.workspaces import ROOT, soffice

pytestmark = pytest.mark.soffice

TOLD = {
    "judul": "SOP Kepegawaian", "tanggal": "4 Februari 2025",
    "ruang_lingkup": "Berlaku bagi semua bidang.\nJuga bagi UPTD.", "ringkasan": "Dua prosedur.",
    "definisi": {"SKP": "Sasaran Kinerja Pegawai"},
}  # fmt: skip
OFFICE = (
    Office()
    .sop("skp", ROOT / "sop_specs/sungai-penuh-skp.yaml")
    .table("book.kantor", keputusan={"berkas": "data/sk.docx", "nomor": "7/2025"}, **TOLD)
    .table("book.segel", keputusan="data/sk.pdf", **(TOLD | {"judul": "Bersegel"}))
    .files({"data/sk.docx": docx_of("Menetapkan SOP ini."), "data/sk.pdf": sealed_pdf()})
)
BOOK, SEALED = "output/book/kantor.pdf", "output/book/segel.pdf"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    soffice()
    root = OFFICE.write(tmp_path_factory.mktemp("buku") / "kantor")
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


def read(path: Path) -> tuple[list[tuple[str, int]], list[str], list[str]]:
    """Bookmarks with their pages, labels, and texts of the pages."""
    with PdfDocument(path) as document:
        marks = []
        for each in document.get_toc():
            target = each.get_dest()
            marks.append((each.get_title(), target.get_index() if target else -1))
        labels = [document.get_page_label(n) for n in range(len(document))]
        return marks, labels, [page.get_textpage().get_text_range() for page in document]


def test_the_pages_in_order(built: Path) -> None:
    marks, labels, texts = read(built / BOOK)
    titles = [title for title, _page in marks]
    assert titles[:4] == [
        "Sampul", "7/2025 Keputusan", "Daftar Isi", "Penjelasan Singkat Penggunaan",
    ]  # fmt: skip
    assert [page for _title, page in marks[:4]] == [0, 1, 2, 3]
    assert labels[:5] == ["i", "ii", "iii", "1", "2"]
    assert "7/2025" in texts[0] and "2025" in texts[0]
    assert "Menetapkan SOP ini." in texts[1]
    assert "SASARAN KINERJA PEGAWAI" in texts[2]
    assert "Juga bagi UPTD." in texts[3] and "Sasaran Kinerja Pegawai" in texts[3]


def test_a_sealed_decision_stays_beside(built: Path) -> None:
    kept = built / "output/book/segel.asli/book.segel.keputusan.pdf"
    assert kept.read_bytes() == (built / "data/sk.pdf").read_bytes()
    _marks, labels, texts = read(built / SEALED)
    assert labels[1] == "ii" and "SHA-256" in texts[1]


def drop(file: str) -> Callable[[Path], None]:
    return lambda root: (root / file).unlink()


def other_decision(root: Path) -> None:
    """The page of the decision is taken out of the book."""
    with pikepdf.open(root / BOOK, allow_overwriting_input=True) as pdf:
        del pdf.pages[1]
        pdf.save(root / BOOK)


def other_words(root: Path) -> None:
    config = root / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace("Dua prosedur", "Tiga prosedur"), "utf-8")


def swapped(root: Path) -> None:
    """The decision behind the index."""
    with pikepdf.open(root / BOOK, allow_overwriting_input=True) as pdf:
        pdf.pages.insert(3, pdf.pages[1])
        del pdf.pages[1]
        pdf.save(root / BOOK)


FAULTS: list[tuple[Callable[[Path], None], str]] = [
    (drop(BOOK), "bundle-missing"),
    (drop("output/book/segel.asli/book.segel.keputusan.pdf"), "bundle-original-missing"),
    (drop("output/book/kantor.penjelasan.pdf"), "paper-missing"),
    (other_decision, "bundle-member-wrong"),
    (swapped, "bundle-member-wrong"),
    (other_words, "paper-outdated"),
]


@pytest.mark.parametrize(("fault", "code"), FAULTS)
def test_a_check_sees_what_is_wrong(
    fault: Callable[[Path], None], code: str, built: Path, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    root = Path(shutil.copytree(built, tmp_path / "kantor"))
    assert found(root, capsys, "check") == (0, set())
    fault(root)
    exit_code, codes = found(root, capsys, "check")
    assert exit_code == 1 and code in codes


def test_a_word_of_the_explanation_and_nothing_else_is_made_again(
    built: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = Path(shutil.copytree(built, tmp_path / "kantor"))
    assert run(["build", "-C", str(root)]) == 0
    assert capsys.readouterr().out == ""
    other_words(root)
    assert run(["build", "book.kantor", "-C", str(root)]) == 0
    made = {Path(line).name for line in capsys.readouterr().out.splitlines()}
    assert {"kantor.penjelasan.docx", "kantor.pdf"} <= made
    assert not {"segel.pdf", "sungai-penuh-skp.pdf", "kantor.keputusan.pdf"} & made
