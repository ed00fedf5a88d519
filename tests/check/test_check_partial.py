"""The check never stops at what is not there: everything else is looked at, and nothing is accused
only because its source is gone."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import html

from docgen.cli import run
from docgen.findings import Severity
from tests.check.full_office import FULL, LETTERS, REGISTER, codes, copy_of, findings_of, paper
from tests.support.reports import words

pytestmark = pytest.mark.soffice

Damage = Callable[[Path], object]


def gone(name: str) -> Damage:
    return lambda root: (root / name).unlink()


def bad_date(root: Path) -> None:
    rows = [*LETTERS]
    rows[1] = rows[1] | {"tanggal_nomor": "31 Februari 2025"}
    FULL.rewrite(root, keluar=rows)


def broken_spec(root: Path) -> None:
    (spec,) = (root / "sop").glob("*.yaml")
    spec.write_text("nomor: [", encoding="utf-8")


# What is done, which errors name it, and which sets and bundles are not checked then.
SOURCES: dict[str, tuple[Damage, set[str], set[str]]] = {
    "a signed paper": (gone("ttd/tte.pdf"), {"file-missing"}, set()),
    "a scan of one": (gone("ttd/pindai.pdf"), {"file-missing"}, set()),
    "an enclosure to be converted": (gone("lampiran/jadwal.docx"), {"file-missing"}, set()),
    "an enclosure that is a PDF": (gone("lampiran/aturan.pdf"), {"file-missing"}, set()),
    "a letter that came in": (gone("masuk/m-1.pdf"), {"file-missing"}, set()),
    "a template of letters": (gone("templates/surat_dinas.docx"), {"file-missing"}, set()),
    "a template of forms": (gone("templates/lembar_disposisi.docx"), {"file-missing"}, set()),
    "the cover": (gone("templates/sampul.docx"), {"file-missing"}, set()),
    "the index": (gone("templates/daftar_isi.docx"), {"file-missing"}, set()),
    "the sheet of SOPs": (
        gone("templates/sop.docx"), {"file-missing"}, {"sop.layanan", "bundle.arsip"},
    ),
    "the workbook of letters": (
        gone("surat.xlsx"), {"table-missing-file"},
        {"letters.keluar", "letters.pengantar", "label.kirim", "bundle.arsip"},
    ),
    "the agenda": (
        gone("masuk.xlsx"), {"table-missing-file"}, {"disposisi.masuk", "bundle.arsip"},
    ),
    "a date in a row": (
        bad_date, {"date-impossible"}, {"letters.keluar", "label.kirim", "bundle.arsip"},
    ),
    "a spec": (broken_spec, {"yaml-syntax"}, {"sop.layanan", "bundle.arsip"}),
    "the register": (
        lambda root: (root / REGISTER).write_bytes(b"rusak" * 99), {"register-unreadable"},
        {"letters.keluar", "letters.pengantar", "label.kirim", "bundle.arsip"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SOURCES)
def test_what_is_gone_is_named_and_the_rest_is_checked(
    name: str, full: Path, tmp_path: Path
) -> None:
    do, due, unchecked = SOURCES[name]
    root = copy_of(full, tmp_path / "kantor")
    do(root)
    found = findings_of(root)
    assert codes(found, Severity.ERROR) == due
    said = {each.message.partition("]")[0][1:] for each in found if each.code == "set-unchecked"}
    assert said == unchecked
    assert not codes(found, Severity.WARNING) - {"set-unchecked"}


@pytest.mark.parametrize("name", SOURCES)
def test_another_fault_is_found_all_the_same(name: str, full: Path, tmp_path: Path) -> None:
    do, _due, unchecked = SOURCES[name]
    root = copy_of(full, tmp_path / "kantor")
    if "letters.keluar" in unchecked:
        (root / "output/disposisi/masuk/m-2/m-2.pdf").write_bytes(b"%PDF-1.7 rusak")
        other = "paper-unreadable"
    else:
        paper(root, "edaran", "asli-1.pdf").unlink()
        other = "copy-missing"
    do(root)
    assert other in codes(findings_of(root), Severity.ERROR)


def test_two_sources_at_once(full: Path, tmp_path: Path) -> None:
    root = copy_of(full, tmp_path / "kantor")
    for name in ("ttd/tte.pdf", "lampiran/aturan.pdf", "masuk/m-2.pdf", "templates/sampul.docx"):
        (root / name).unlink()
    found = [each for each in findings_of(root) if each.severity is Severity.ERROR]
    assert [each.code for each in found] == ["file-missing"] * 4


def checked(root: Path, page: Path, capsys: pytest.CaptureFixture[str]) -> str:
    """What ``docgen check --report`` says on the screen."""
    capsys.readouterr()
    assert run(["check", str(root), "--report", str(page)]) == 1
    told = capsys.readouterr()
    assert told.out.splitlines()[0] == str(page)
    assert "tidak ada yang ditulis" not in told.err
    return told.err


def test_the_report_is_always_written(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, page = copy_of(full, tmp_path / "kantor"), tmp_path / "laporan.html"
    (root / "surat.xlsx").unlink()
    assert "set-unchecked" in checked(root, page, capsys)
    shown = words(html.fromstring(page.read_text(encoding="utf-8")))
    assert "Sebagian belum diperiksa" in shown and "Lengkap" not in shown
    page.unlink()
    (root / "docgen.toml").write_text("[", encoding="utf-8")
    checked(root, page, capsys)
    shown = words(html.fromstring(page.read_text(encoding="utf-8")))
    assert "belum diperiksa sama sekali" in shown


@pytest.mark.parametrize("part", ["letters/keluar", "letters/keluar/edaran", "bundle/arsip.pdf"])
def test_a_part_that_cannot_be_checked_is_not_called_complete(
    part: str, full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root, page = copy_of(full, tmp_path / "kantor"), tmp_path / "laporan.html"
    bad_date(root)
    capsys.readouterr()
    assert run(["check", str(root / "output" / part), "--report", str(page)]) == 1
    assert page.is_file() and "date-impossible" in capsys.readouterr().err
    # What it has nothing to do with is whole.
    assert run(["check", str(root / "output/disposisi"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["hasil"]["lengkap"]


def test_a_part_of_which_some_cannot_be_checked(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_of(full, tmp_path / "kantor")
    bad_date(root)
    capsys.readouterr()
    run(["check", str(root / "output/letters"), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert "set-unchecked" in {each["code"] for each in told["temuan"]}
    assert not told["hasil"]["lengkap"]


def test_nothing_was_written_is_said_where_it_is_true(
    full: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = copy_of(full, tmp_path / "kantor")
    (root / "docgen.toml").write_text("[", encoding="utf-8")
    capsys.readouterr()
    assert run(["check", str(root)]) == 1
    assert "tidak ada yang ditulis" in capsys.readouterr().err
    assert run(["check", str(root), "--json", "--report", str(tmp_path / "a.html")]) == 1
    assert json.loads(capsys.readouterr().out)["ditulis"] == [str(tmp_path / "a.html")]
