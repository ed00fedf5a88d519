"""What a book of SOPs holds, and what is said of what it lacks."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.workspace.opening.load import load_all
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan, make_plan
from tests.support.documents import docx_of
from tests.support.office import Office
from tests.support.pdfs import blank_pdf, sealed_pdf
from tests.support.sop_life import SPEC, TODAY, frozen, other

TOLD = {
    "tanggal": "4 Februari 2025",
    "keputusan": "data/sk.pdf",
    "ruang_lingkup": "Semua bidang. Apa saja? Lihat a/*.",
    "ringkasan": "Satu.\n\nDua.",
    "definisi": {"SOP": "prosedur"},
}


def workspace(root: Path, **values: object) -> Path:
    """A set of SOPs, and a book that says all that it must, but for ``values``."""
    told = {key: value for key, value in (TOLD | values).items() if value is not None}
    office = Office().sop("layanan", folder="sop_specs").files({"data/sk.pdf": blank_pdf()})
    written = office.table("book.kantor", judul="Buku SOP", **told).write(root)
    (written / "sop_specs").mkdir()
    return written


def spec(root: Path, stem: str, text: str, *revisions: int) -> Path:
    path = root / f"sop_specs/{stem}.yaml"
    path.write_text(text, "utf-8")
    for number in revisions:
        frozen(path, number, dt.date(2025, 5, 2 + number))
    return path


def plan_of(root: Path) -> Plan:
    loaded = load_all(root, today=TODAY)
    assert loaded.value is not None
    plan = make_plan(loaded.value, {}, ())
    assert plan.value is not None
    return plan.value


def book_of(root: Path) -> PlannedBundle:
    (book,) = plan_of(root).bundles
    return book


def codes(root: Path, prefix: str = "book-") -> list[str]:
    found = load_all(root, today=TODAY).findings
    return [each.code for each in found if each.code.startswith(prefix)]


def test_the_parts_in_the_order_of_the_guideline(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    spec(root, "cuti", SPEC, 0)
    spec(root, "izin", other("8", "Izin"))
    decision, explanation, *sops = book_of(root).parts
    assert decision.ahead and decision.origin.is_outside and decision.pdf == "data/sk.pdf"
    assert explanation.pdf == "output/book/kantor.penjelasan.pdf" and not explanation.ahead
    assert [part.id for part in sops] == ["sop.cuti", "sop.izin"]
    assert codes(root) == []


def test_what_is_not_in_force_stays_out(tmp_path: Path) -> None:
    """Withdrawn, replaced, a draft; of one that is revised, what is in force goes in."""
    root = workspace(tmp_path)
    spec(root, "cuti", SPEC + "dicabut: {tanggal: 3 Juni 2025, alasan: x}\n", 0)
    spec(root, "izin", other("8", "Izin"), 0)
    spec(root, "baru", other("9", "Baru", menggantikan='"8"'), 0)
    spec(root, "konsep", other("10", "Konsep", revisi="0"))
    spec(root, "pindah", other("11", "Pindah"), 0)
    spec(root, "pindah", other("11", "Pindah", revisi="1"))
    book = book_of(root)
    assert [part.id for part in book.parts[2:]] == ["sop.baru", "sop.pindah@0"]
    told = {each.source.file for each in book.left_out if each.source}
    assert told == {f"sop_specs/{stem}.yaml" for stem in ("cuti", "izin", "konsep")}
    assert codes(root, "sop-superseded-in-bundle") == []


def test_stamped_copies_where_they_are_asked_for(tmp_path: Path) -> None:
    root = workspace(tmp_path, dengan_yang_berakhir=True)
    spec(root, "cuti", SPEC + "dicabut: {tanggal: 3 Juni 2025, alasan: x}\n", 0)
    assert [part.id for part in book_of(root).parts[2:]] == ["sop.cuti"]
    (document,) = (each for each in plan_of(root).documents if each.id == "sop.cuti")
    assert document.mark == "DICABUT 3 Juni 2025"
    assert codes(root, "sop-superseded-in-bundle") == ["sop-superseded-in-bundle"]


@pytest.mark.parametrize("key", TOLD)
def test_each_part_that_is_missing_is_told_of(key: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, **{key: None})
    spec(root, "cuti", SPEC)
    assert codes(root) == ["book-part-missing"]


@pytest.mark.parametrize("blank", [{"keputusan": ""}, {"ringkasan": ""}, {"definisi": {}}])
def test_a_blank_is_missing_too(blank: dict[str, object], tmp_path: Path) -> None:
    root = workspace(tmp_path, **blank)
    spec(root, "cuti", SPEC)
    assert codes(root) == ["book-part-missing"]
    assert codes(root, "file-") == []


def test_without_any_explanation_there_is_no_page_for_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, ruang_lingkup=None, ringkasan=" \n", definisi=None)
    spec(root, "cuti", SPEC)
    assert [part.id for part in book_of(root).parts[1:]] == ["sop.cuti"]
    assert codes(root) == ["book-part-missing"] * 3


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ("data/tidak-ada.pdf", "file-missing"),
        ("../sk.pdf", "file-outside"),
        ("data/sk.odt", "file-not-pdf"),
        ("data", "file-missing"),
    ],
)
def test_a_decision_that_is_none(given: str, code: str, tmp_path: Path) -> None:
    root = workspace(tmp_path, keputusan=given)
    (root / "data/sk.odt").write_bytes(b"x")
    spec(root, "cuti", SPEC)
    found = load_all(root, today=TODAY).findings
    assert [f.code for f in found if f.severity is Severity.ERROR] == [code]


def test_a_decision_as_word_document_and_sealed(tmp_path: Path) -> None:
    root = workspace(tmp_path, keputusan={"berkas": "data/sk.DOCX", "nomor": "1/2025"})
    (root / "data/sk.DOCX").write_bytes(docx_of("Keputusan {{ bukan isian }}"))
    (root / "data/sk.pdf").write_bytes(sealed_pdf())
    spec(root, "cuti", SPEC)
    decision = book_of(root).parts[0]
    assert decision.ahead and decision.pdf == "output/book/kantor.keputusan.pdf"
    assert decision.title == "1/2025 Keputusan" and decision.sources


def test_other_papers_have_no_place_in_it(tmp_path: Path) -> None:
    root = workspace(tmp_path, isi=["*"])
    with (root / "docgen.toml").open("a", encoding="utf-8") as config:
        config.write('[label.a]\nisi = ["letters.*"]\n')
    spec(root, "cuti", SPEC)
    assert codes(root) == ["book-not-sop"]


def test_a_bundle_of_everything_takes_no_part_of_a_book(tmp_path: Path) -> None:
    root = workspace(tmp_path)
    with (root / "docgen.toml").open("a", encoding="utf-8") as config:
        config.write('[bundle.semua]\njudul = "Arsip"\nisi = ["*"]\n')
    for name in ("sampul", "daftar_isi"):
        (root / f"templates/{name}.docx").write_bytes(docx_of("x"))
    spec(root, "cuti", SPEC)
    bundle = next(each for each in plan_of(root).bundles if each.set.kind == "bundle")
    assert [part.id for part in bundle.parts] == ["sop.cuti"]
