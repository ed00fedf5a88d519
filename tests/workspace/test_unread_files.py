"""What lies in a folder in which a pattern looks, and is not read, is said."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.workspace.opening.load import load_all
from tests.support.office import Office, letter
from tests.support.workspaces import ROOT

SPEC = ROOT / "tests/failures/rules/clean.yaml"
OFFICE = Office().sop("layanan", SPEC)


def told(root: Path) -> list[tuple[str, str]]:
    found = load_all(root).findings
    assert not any(f.severity is Severity.ERROR for f in found), found
    return [(str(f.severity), str(f.where)) for f in found if f.code == "file-not-read"]


@pytest.mark.parametrize(
    "name",
    ["cuti.yml", "cuti.YML", "cuti.json", "cuti.yaml.txt", "cuti.yaml.bak", "cuti.yaml~",
     "~cuti.tmp", "~$cuti.yaml"],
)  # fmt: skip
def test_what_looks_like_a_spec(name: str, tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    (root / "sop_specs" / name).write_bytes(b"x")
    assert told(root) == [("warning", f"sop_specs/{name}")]


@pytest.mark.parametrize("name", ["cuti.YAML", "Cuti.Yaml", "cuti.yAML"])
def test_of_a_suffix_case_does_not_count(name: str, tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    (root / "sop_specs" / name).write_bytes(b": x")
    found = load_all(root).findings
    assert {f.where.file for f in found if f.severity is Severity.ERROR} == {f"sop_specs/{name}"}


def test_the_rest_of_a_folder_is_one_hint(tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    for name in ("README.md", "catatan.docx", "gambar.png"):
        (root / "sop_specs" / name).write_bytes(b"x")
    assert told(root) == [("hint", "sop_specs")]


@pytest.mark.parametrize("name", ["Thumbs.db", "desktop.ini", ".DS_Store", "~$clean.yaml"])
def test_what_programs_keep_for_themselves(name: str, tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    (root / "sop_specs" / name).write_bytes(b"x")
    assert told(root) == []


def test_what_others_read_is_read(tmp_path: Path) -> None:
    """Other patterns, other sheets of a .csv, papers and enclosures, templates, logos."""
    root = (
        OFFICE.letters("keluar", letter("a", berkas_ttd="scan/a.pdf", berkas_lampiran="scan/b.png"))
        .bundle("arsip", judul="Arsip", isi=["letters.*"], tambahan=["scan/c*.pdf", "scan/*.jpg"])
        .write(tmp_path)
    )
    (root / "scan").mkdir()
    for name in ("a.pdf", "b.png", "c1.pdf", "d.JPG"):
        (root / "scan" / name).write_bytes(b"x")
    assert told(root) == []
    (root / "scan" / "e.heic").write_bytes(b"x")
    (root / "scan" / "f.docx").write_bytes(b"x")
    assert told(root) == [("warning", "scan/e.heic"), ("hint", "scan")]


def test_the_folder_of_the_profile(tmp_path: Path) -> None:
    root = OFFICE.profile("").write(tmp_path)
    (profile,) = (root / "profil").glob("*.toml")
    folder = profile.with_suffix("") / "regimes"
    folder.mkdir(parents=True)
    (folder / "skp.toml.txt").write_bytes(b"x")
    (folder.parent / "dasar_hukum.toml.txt").write_bytes(b"x")
    assert sorted(Path(place).name for _severity, place in told(root)) == [
        "dasar_hukum.toml.txt",
        "skp.toml.txt",
    ]


def test_beside_docgen_toml_lies_whatever_an_office_likes(tmp_path: Path) -> None:
    root = Office().sop("layanan", SPEC, folder=".").write(tmp_path)
    (root / "README.md").write_bytes(b"x")
    assert told(root) == []
    (root / "cuti.yml").write_bytes(b"x")
    assert told(root) == [("warning", "cuti.yml")]
