"""``docgen sop impact --apply``: what is in force is not edited but revised, in one step."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from docgen.forms.sop import sop_form
from docgen.load.sop import load_sop
from docgen.model.sop import Sop
from docgen.workspace.opening.load import load_all
from tests.sop_life.calls import Docgen
from tests.support.sop_life import SPEC, TODAY, frozen, other
from tests.support.workspaces import snapshot

OLD, NEW = "UU 20/2023", "Undang-Undang Nomor 1 Tahun 2030 tentang ASN"
APPLY = ("impact", OLD, "--ganti", NEW, "--apply", "--ya")


def spec(root: Path, stem: str, text: str) -> Path:
    path = root / f"sop_specs/{stem}.yaml"
    path.write_text(text, "utf-8")
    return path


def sop_of(path: Path) -> Sop:
    loaded = load_sop(path, path.name).value
    assert loaded is not None
    return loaded.sop


def errors(root: Path) -> list[str]:
    found = load_all(root, today=TODAY).findings
    return [each.code for each in found if each.severity == "error"]


def test_a_sop_in_force_becomes_its_next_revision(root: Path, docgen: Docgen) -> None:
    path = spec(root, "cuti", SPEC)
    frozen(path)
    kept = snapshot(root / "sop_specs/riwayat")
    assert docgen(*APPLY) == 0
    sop = sop_of(path)
    assert sop.revisi == 1 and sop.dasar_hukum.isi == (NEW,)
    (entry,) = sop.riwayat
    assert OLD in (entry.alasan or "") and "Nomor 1 Tahun 2030" in (entry.alasan or "")
    assert "# SOP uji; komentar ini tetap." in path.read_text("utf-8")
    assert snapshot(root / "sop_specs/riwayat") == kept
    assert errors(root) == []


def test_windows_line_ends_stay(root: Path, docgen: Docgen) -> None:
    path = spec(root, "cuti", SPEC)
    frozen(path)
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert docgen(*APPLY) == 0
    data = path.read_bytes()
    assert sop_of(path).revisi == 1 and data.count(b"\n") == data.count(b"\r\n")


def test_a_workbook_in_force_becomes_its_next_revision(root: Path, docgen: Docgen) -> None:
    text = load_sop(root / "sop_specs/cuti.yaml", "cuti.yaml").value
    assert text
    book = root / "sop_specs/cuti.xlsx"
    book.write_bytes(sop_form(text.text.data))
    (root / "sop_specs/cuti.yaml").unlink()
    config = root / "docgen.toml"
    config.write_text(config.read_text("utf-8").replace("*.yaml", "*.xlsx"), "utf-8")
    frozen(book)
    assert docgen(*APPLY) == 0
    sop = sop_of(book)
    assert sop.revisi == 1 and sop.dasar_hukum.isi == (NEW,) and len(sop.riwayat) == 1
    assert errors(root) == []


def test_a_draft_and_one_without_a_life_are_edited_as_they_are(root: Path, docgen: Docgen) -> None:
    flying = spec(root, "cuti", SPEC)
    frozen(flying)
    flying.write_text(SPEC + "revisi: 1\n", "utf-8")
    plain = spec(root, "izin", other("8", "Izin"))
    assert docgen(*APPLY) == 0
    assert sop_of(flying).revisi == 1 and sop_of(flying).riwayat == ()
    assert sop_of(plain).revisi is None and sop_of(plain).dasar_hukum.isi == (NEW,)


@pytest.mark.parametrize("how", ["withdrawn", "replaced"])
def test_what_is_no_longer_in_force_stays(
    how: str, root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str]
) -> None:
    text = SPEC + ("dicabut: {tanggal: 3 Juni 2025, alasan: x}\n" if how == "withdrawn" else "")
    path = spec(root, "cuti", text)
    frozen(path)
    if how == "replaced":
        frozen(spec(root, "izin", other("8", "Izin", menggantikan="7/UJI/2025")))
    assert docgen(*APPLY, "--json") == 0
    found = [each["code"] for each in json.loads(capsys.readouterr().out)["temuan"]]
    assert "mention-left" in found and path.read_text("utf-8") == text


def test_a_history_that_was_altered_stops_it_all(root: Path, docgen: Docgen) -> None:
    plain = spec(root, "izin", other("8", "Izin"))
    folder = frozen(spec(root, "cuti", SPEC))
    (folder / "cuti.pdf").write_bytes(b"lain")
    before = snapshot(root / "sop_specs")
    assert docgen(*APPLY) == 1
    assert snapshot(root / "sop_specs") == before and plain.exists()


def test_the_preview_says_which_revisions_begin(
    root: Path, docgen: Docgen, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(spec(root, "cuti", SPEC))
    spec(root, "izin", other("8", "Izin"))
    assert docgen("impact", OLD, "--ganti", NEW, "--json") == 0
    assert json.loads(capsys.readouterr().out)["hasil"]["revisi"] == ["sop_specs/cuti.yaml"]
    assert docgen("impact", OLD, "--ganti", NEW) == 0
    assert "sop_specs/cuti.yaml: mulai revisi" in capsys.readouterr().out
