"""The repository's own workspace, built by LibreOffice: valid Office files, same bytes twice."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest
from openxml_audit import FileFormat, OpenXmlValidator
from pypdf import PdfReader

from docgen.cli import run
from tests.support.workspaces import ROOT, built_sample, copy_sample, snapshot

pytestmark = pytest.mark.soffice
# What a build of the sample must give; pages as printed.
PAGES = {
    "output/sop/madiun-skp.pdf": 4,
    "output/sop/sungai-penuh-skp.pdf": 2,
    "output/letters/permintaan/permintaan-skp-2024/permintaan-skp-2024.pdf": 1,
    "output/letters/permintaan/teguran-skp-2024/teguran-skp-2024.pdf": 1,
    "output/letters/permintaan/undangan-evaluasi-skp-2024/undangan-evaluasi-skp-2024.pdf": 2,
    "output/letters/permintaan/pembinaan-2025/pembinaan-2025.pdf": 1,
    "output/letters/nota-dinas/nota-skp-2024/nota-skp-2024.pdf": 1,
    "output/letters/pengantar-skpd/pengantar-skp-2024/pengantar-skp-2024.pdf": 1,
    "output/letters/pengantar-rekap/pengantar-rekap-skp-2024/pengantar-rekap-skp-2024.pdf": 1,
    "output/disposisi/masuk/masuk-001/masuk-001.pdf": 1,
    "output/disposisi/masuk/masuk-002/masuk-002.pdf": 1,
}


def outputs(root: Path) -> dict[str, bytes]:
    return {f"output/{name}": data for name, data in snapshot(root / "output").items()}


@pytest.fixture(scope="module")
def again(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A second build, in a folder of another name and length."""
    folder = copy_sample(tmp_path_factory.mktemp("lain") / "ruang kerja kedua é")
    assert run(["build", "-q", "-C", str(folder)]) == 0
    return folder


@pytest.mark.parametrize(
    ("name", "pages"), PAGES.items(), ids=lambda value: str(value).split("/")[-1]
)
def test_number_of_pages(name: str, pages: int) -> None:
    assert len(PdfReader(built_sample() / name).pages) == pages


def test_every_office_file_is_valid() -> None:
    """No finding where Word and Excel would offer to repair the file."""
    root = built_sample()
    files = [
        path
        for folder in ("templates", "output")
        for kind in ("*.docx", "*.xlsx")
        for path in sorted((root / folder).rglob(kind))
    ]
    assert len(files) >= 7 + 8
    validator = OpenXmlValidator(FileFormat.MICROSOFT_365)
    faults = {
        path.relative_to(root).as_posix(): [str(each) for each in validator.validate(path).errors]
        for path in files
    }
    assert {name: found for name, found in faults.items() if found} == {}


def test_two_builds_are_the_same_bytes(again: Path) -> None:
    first, second = outputs(built_sample()), outputs(again)
    assert set(first) == set(second)
    assert [name for name in first if first[name] != second[name]] == []
    kinds = {Path(name).suffix for name in first}
    assert {".docx", ".xlsx", ".svg", ".pdf", ".json"} <= kinds


def test_nothing_names_the_folder_it_was_built_in(again: Path) -> None:
    for name, data in outputs(again).items():
        assert b"ruang kerja kedua" not in data, name
        assert str(ROOT).encode() not in data, name


def test_check_is_content_and_changes_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    root = built_sample()
    before = snapshot(root)
    assert run(["check", str(root)]) == 0
    assert "Lengkap" in capsys.readouterr().err
    assert snapshot(root) == before


def test_rebuild_writes_nothing(again: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = snapshot(again)
    capsys.readouterr()
    assert run(["build", "-C", str(again)]) == 0
    assert capsys.readouterr().out == ""
    assert snapshot(again) == before


def test_a_rebuild_in_parts_ends_where_a_whole_build_ends(tmp_path: Path) -> None:
    """Papers lost one by one come back with the same bytes."""
    root = tmp_path / "contoh"
    shutil.copytree(built_sample(), root)
    before = outputs(root)
    lost = (
        "output/letters/permintaan/permintaan-skp-2024/permintaan-skp-2024.asli-3.pdf",
        "output/sop/madiun-skp-2.svg",
        "output/copies.json",
        "output/disposisi/masuk/masuk-001/masuk-001.pdf",
        "output/bundle/arsip-skp-2024.pdf",
    )
    for name in lost:
        (root / name).unlink()
    assert run(["build", "-q", "-C", str(root)]) == 0
    after = outputs(root)
    state = "output/.docgen.db"  # also remembers what stood there before
    assert [n for n in before if after.get(n) != before[n] and n != state] == []


def test_ledger_names_every_copy() -> None:
    root = built_sample()
    ledger = json.loads((root / "output/copies.json").read_text(encoding="utf-8"))["rangkap"]
    marked = {
        path.relative_to(root).as_posix()
        for kind in ("asli-*", "tembusan-*", "arsip")
        for path in (root / "output" / "letters").rglob(f"*.{kind}.pdf")
    }
    assert {line["berkas"] for line in ledger} == marked
    numbered = (8 + 2 + 1) + (1 + 1 + 1) + (1 + 2 + 1) + (1 + 2 + 1) + (1 + 0 + 1)
    waiting = 8 + 1 + 1  # the invitation, ready to be signed; the draft has no copies
    assert len(ledger) == len(marked) == numbered + waiting


def test_numbers_do_not_depend_on_the_day_of_the_build() -> None:
    """The sample's letters say when they were numbered; today must not show anywhere."""
    today = dt.date.today()
    ledger = (built_sample() / "output/copies.json").read_text(encoding="utf-8")
    assert f"/{today.year}" not in ledger or today.year == 2025
    assert "800.1.7/1/BKPSDM/2025" in ledger and "800.1.7/2/BKPSDM/2025" in ledger
