"""A bundle with everything: volumes, dividers, signed originals, other files, sources attached."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import openpyxl
import pikepdf
import pytest
from pypdfium2 import PdfDocument

from docgen.cli import run
from tests.support.pdfs import picture, plain_pdf, sealed_pdf
from tests.support.small_office import SMALL
from tests.support.workbooks import rows_under
from tests.support.workspaces import snapshot, soffice

pytestmark = pytest.mark.soffice

PHOTO = {
    "berkas": "lain/*.png", "judul": "Foto", "nomor": "F/1", "klasifikasi": "010",
    "tanggal": "2025",
}  # fmt: skip
BUNDLE = {
    "judul": "Arsip Kecil", "isi": ["sop.*", "letters.*", "disposisi.*"],
    "kelompok": "klasifikasi", "pembatas": True, "lampirkan_sumber": True, "jilid_halaman": 8,
    "tambahan": ["lain/*.pdf", PHOTO],
}  # fmt: skip
ARCHIVE = SMALL.bundle("arsip", **BUNDLE).files({
    "lain/ttd.pdf": sealed_pdf(),
    "lain/dari luar.pdf": plain_pdf(),
    "lain/foto.png": picture("PNG", (200, 100)),
})  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    soffice()
    root = ARCHIVE.write(tmp_path_factory.mktemp("arsip") / "kantor")
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


@pytest.fixture
def work(built: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(built, tmp_path / "kantor"))


def files(root: Path) -> set[str]:
    return set(snapshot(root / "output" / "bundle"))


def groups(path: Path) -> list[tuple[str, list[str]]]:
    found: list[tuple[str, list[str]]] = []
    with PdfDocument(path) as document:
        for item in document.get_toc():
            if item.level == 0:
                found.append((item.get_title(), []))
            else:
                found[-1][1].append(item.get_title())
    return found


def test_what_is_made(built: Path) -> None:
    assert files(built) == {
        "arsip.pdf", "arsip.jilid-2.pdf", "arsip.daftar_arsip.xlsx",
        "arsip.asli/tambahan/lain/ttd.pdf",
    }  # fmt: skip
    kept = built / "output/bundle/arsip.asli/tambahan/lain/ttd.pdf"
    assert kept.read_bytes() == (built / "lain/ttd.pdf").read_bytes()


def test_groups_by_classification_then_by_kind(built: Path) -> None:
    first, second = (groups(built / f"output/bundle/arsip{v}.pdf") for v in ("", ".jilid-2"))
    titles = [title for title, _members in first + second]
    assert titles == [
        "Sampul", "Daftar Isi", "Klasifikasi 005", "Klasifikasi 010",
        "Standar Operasional Prosedur", "Sampul", "Daftar Isi", "Lembar Disposisi", "Arsip Lain",
    ]  # fmt: skip
    assert dict(first)["Klasifikasi 010"] == ["F/1 Foto (foto)"]
    assert dict(second)["Arsip Lain"] == ["dari luar", "ttd"]


def test_the_archive_copy_has_its_mark_once(built: Path) -> None:
    with PdfDocument(built / "output/bundle/arsip.pdf") as document:
        pages = [page.get_textpage().get_text_range() for page in document]
    (letter,) = [page for page in pages if "Rapat kedua" in page and "Kepala C" in page]
    lines = [line.strip() for line in letter.splitlines()]
    assert lines.count("ARSIP") == 1
    assert lines[-1].startswith("Arsip Kecil, jilid 1 - halaman ")


def test_sources_go_into_the_volume_of_what_they_made(built: Path) -> None:
    with pikepdf.open(built / "output/bundle/arsip.pdf") as pdf:
        first = set(pdf.attachments)
        letter = "output/letters/undangan/und-1/und-1.docx"
        assert pdf.attachments[letter].get_file().read_bytes() == (built / letter).read_bytes()
    with pikepdf.open(built / "output/bundle/arsip.jilid-2.pdf") as pdf:
        second = set(pdf.attachments)
    assert {letter, "data/surat.xlsx", "sop_specs/sungai-penuh-skp.yaml"} <= first
    assert {"data/masuk.xlsx", "output/disposisi/masuk/m-1/m-1.docx"} <= second
    assert not first & second


def test_the_list_says_where_everything_stands(built: Path) -> None:
    lines = rows_under(built / "output/bundle/arsip.daftar_arsip.xlsx", "No.")
    notes = {str(line["Uraian Informasi Arsip"]): str(line["Keterangan"]) for line in lines}
    kinds = {str(line["Uraian Informasi Arsip"]): line["Tingkat Perkembangan"] for line in lines}
    assert notes["Rapat kedua"] == "Klasifikasi 005, jilid 1 halaman 3"
    assert notes["ttd"].startswith("Arsip Lain, jilid 2 halaman ")
    assert notes["ttd"].endswith("; asli disimpan terpisah")
    assert (kinds["ttd"], kinds["dari luar"], kinds["Rapat kedua"]) == (
        "Asli", "Fotokopi", "Salinan",
    )  # fmt: skip


def test_nothing_new_is_made_of_the_same(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(work / "output")
    assert run(["build", "-q", "-C", str(work)]) == 0
    assert capsys.readouterr().out == ""
    shutil.rmtree(work / "output" / "bundle")
    assert run(["build", "-q", "-C", str(work)]) == 0
    after = snapshot(work / "output")
    before.pop(".docgen.db"), after.pop(".docgen.db")
    assert after == before


def test_a_volume_that_is_no_longer_needed_goes(work: Path) -> None:
    whole = {key: value for key, value in BUNDLE.items() if key != "jilid_halaman"}
    SMALL.bundle("arsip", **whole).configure(work)
    (work / "lain/ttd.pdf").unlink()
    assert run(["build", "-q", "-C", str(work)]) == 0
    assert files(work) == {"arsip.pdf", "arsip.daftar_arsip.xlsx"}


@pytest.mark.parametrize(
    ("damage", "code"),
    [
        ("arsip.jilid-2.pdf", "bundle-volume-missing"),
        ("arsip.asli/tambahan/lain/ttd.pdf", "bundle-original-missing"),
    ],
)
def test_check_misses_what_is_gone(
    work: Path, capsys: pytest.CaptureFixture[str], damage: str, code: str
) -> None:
    (work / "output/bundle" / damage).unlink()
    assert run(["check", str(work), "--json"]) == 1
    assert code in {f["code"] for f in json.loads(capsys.readouterr().out)["temuan"]}


def test_check_sees_a_volume_too_many(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = work / "output/bundle"
    shutil.copy(bundle / "arsip.jilid-2.pdf", bundle / "arsip.jilid-3.pdf")
    assert run(["check", str(work), "--json"]) == 0
    found = {f["code"] for f in json.loads(capsys.readouterr().out)["temuan"]}
    assert "bundle-volume-surplus" in found


@pytest.mark.parametrize("lost", ["lain", "templates/sampul.docx"])
def test_what_is_not_there_is_said_first(
    work: Path, capsys: pytest.CaptureFixture[str], lost: str
) -> None:
    path = work / lost
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    before = files(work)
    assert run(["build", "-q", "-C", str(work)]) == 1
    assert "file-missing" in capsys.readouterr().err
    assert files(work) == before


def test_other_files_must_be_pages(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = PHOTO | {"berkas": "data/*.xlsx"}
    SMALL.bundle("arsip", **BUNDLE | {"tambahan": ["lain/*.pdf", other]}).configure(work)
    assert run(["build", "-q", "-C", str(work)]) == 1
    assert "file-not-pdf" in capsys.readouterr().err


def test_a_broken_file_and_a_bad_table_are_findings(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (work / "lain/dari luar.pdf").write_bytes(b"%PDF-1.7 rusak")
    before = files(work)
    assert run(["build", "-q", "-C", str(work)]) == 1
    err = capsys.readouterr().err
    assert "lain/dari luar.pdf" in err
    assert "bundle-not-a-pdf" in err
    assert files(work) == before


def test_all_broken_files_at_once(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (work / "lain/dari luar.pdf").write_bytes(b"%PDF-1.7 rusak")
    (work / "lain/foto.png").write_bytes(b"GIF89a")
    (work / "lain/putus.png").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert run(["build", "-q", "-C", str(work)]) == 1
    err = capsys.readouterr().err
    assert all(f"lain/{name}" in err for name in ("dari luar.pdf", "foto.png", "putus.png"))


def declare(work: Path, title: str, *extra: str) -> Path:
    """One bundle of other files only."""
    SMALL.bundle("lain", judul=title, tambahan=list(extra)).configure(work)
    return work / "output/bundle/lain.pdf"


@pytest.mark.parametrize("pattern", ["", "[", "lain/**x.pdf", "../*.pdf", "lain/map.pdf"])
def test_a_pattern_of_nothing(work: Path, capsys: pytest.CaptureFixture[str], pattern: str) -> None:
    (work / "lain/map.pdf").mkdir()
    declare(work, "Lain", pattern)
    assert run(["build", "-q", "-C", str(work)]) == 1
    assert "file-missing" in capsys.readouterr().err


def test_odd_names_and_letters(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The build checks what it made; a PDF is cleaned whatever its name says it is."""
    lain = work / "lain"
    plain = (lain / "dari luar.pdf").read_bytes()
    (lain / "surat [1] #2 100% é.pdf").write_bytes(plain)
    (lain / "arab العربية 😀.pdf").write_bytes(plain)
    with pikepdf.open(lain / "dari luar.pdf") as pdf:
        pdf.add_blank_page()
        pdf.pages[0].obj.AA = pikepdf.Dictionary(
            O=pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String("app.alert(1)"))
        )
        pdf.save(lain / "pindaian.jpg")
    # Readers mend such a tail; docgen's own check cannot count its pages.
    tail = b"\0" * 5000
    (lain / "ekor.pdf").write_bytes((lain / "pindaian.jpg").read_bytes() + tail)
    (lain / "dua\nbaris\u00ad.pdf").write_bytes(plain)
    names = (
        "ekor.pdf",
        "*baris*.pdf",
        "surat [1] #2 100% é.pdf",
        "pindaian.jpg",
        "arab العربية 😀.pdf",
    )
    made = declare(work, 'Arsip "Kota" العربية 😀 ꦗꦮ', *(f"lain/{name}" for name in names))
    assert run(["build", "-q", "--json", "-C", str(work), "bundle.lain"]) == 0
    said = {found["code"] for found in json.loads(capsys.readouterr().out)["temuan"]}
    assert {"bundle-letters-unknown", "pdf-actions-removed", "pdf-repaired"} <= said
    with pikepdf.open(made) as pdf:
        assert not any(b"JavaScript" in item.unparse(resolved=True) for item in pdf.objects)


def test_a_template_of_tables_that_is_none(work: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The lists cannot be made; that is said, and the rest of the run goes on."""
    openpyxl.Workbook().save(work / "templates/rekap_skp.xlsx")
    assert run(["build", "-q", "-C", str(work)]) == 1
    assert "Traceback" not in (err := capsys.readouterr().err)
    assert "templates/rekap_skp.xlsx" in err
