"""Sources while people work on them: a change is told once it is at rest, and only of sources."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from docgen.cli.running.upkeep import watched
from docgen.cli.screen import Screen
from docgen.errors import UsageError
from docgen.workspace.upkeep.watched import PATIENCE, changes, is_half, sources
from tests.support.documents import docx_of
from tests.support.pdfs import blank_pdf

Act = Callable[[], object]


class OverError(Exception):
    """The script is over."""


class Script:
    """What others do while somebody waits: an act a wait."""

    def __init__(self, *acts: Act | None) -> None:
        self.acts = list(acts)
        self.waits = 0

    def sleep(self, _seconds: float) -> None:
        self.waits += 1
        if not self.acts:
            raise OverError
        if act := self.acts.pop(0):
            act()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    for name in ("sop_specs", "output/sop", "register", ".docgen/pdf", "data"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "docgen.toml").write_text("x = 1")
    (tmp_path / "sop_specs/cuti.yaml").write_text("nama: Cuti")
    (tmp_path / "data/surat.xlsx").write_bytes(docx_of("x"))
    return tmp_path


def told(root: Path, *acts: Act | None) -> list[Sequence[str]]:
    found: list[Sequence[str]] = []
    script = Script(*acts)
    with pytest.raises(OverError):
        for each in changes(root, script.sleep):
            found.append(each)
    return found


def save(root: Path, name: str, data: bytes = b"nama: Lain") -> Act:
    def act() -> None:
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        # However coarse the clock of the file system is.
        stat = path.stat()
        os.utime(path, ns=(stat.st_atime_ns, stat.st_mtime_ns + 10**9))

    return act


@pytest.mark.parametrize(
    "name",
    ["sop_specs/cuti.yaml", "sop_specs/baru.yaml", "docgen.toml", "profil/kota.toml", "data/a.csv"],
)
def test_a_source_that_was_saved(name: str, root: Path) -> None:
    assert told(root, None, save(root, name), None, None, None) == [[name]]


def test_a_source_that_is_gone(root: Path) -> None:
    assert told(root, (root / "sop_specs/cuti.yaml").unlink, None, None) == [
        ["sop_specs/cuti.yaml"]
    ]


@pytest.mark.parametrize(
    "name",
    [
        "output/sop/cuti.docx",
        "output/baru/x.yaml",
        "register/agenda.xlsx",
        ".docgen/pdf/x.pdf",
        ".git/x.json",
        "data/~$surat.xlsx",
        "templates/~WRD0001.tmp",
        "data/A1B2C300",
        "data/.~lock.surat.xlsx#",
        "sop_specs/.cuti.yaml.sementara",
        "sop_specs/cuti.yaml~",
        "sop_specs/.cuti.yaml.swp",
        "sop_specs/#cuti.yaml#",
    ],
)
def test_outputs_and_files_of_programs_are_no_sources(name: str, root: Path) -> None:
    assert told(root, save(root, name, docx_of("x")), None, None, None) == []


def test_a_save_in_steps_is_one_change(root: Path) -> None:
    """As Word and Excel do it: beside the file, then under its name; and an editor in pieces."""
    spec, new = root / "sop_specs/cuti.yaml", root / "sop_specs/~cuti.yaml"
    acts = (
        save(root, "sop_specs/~cuti.yaml"),
        spec.unlink,
        lambda: new.rename(spec),
        save(root, "sop_specs/cuti.yaml", b"nama: Lai"),
        save(root, "sop_specs/cuti.yaml", b"nama: Lain sekali"),
    )
    assert told(root, *acts, None, None, None) == [["sop_specs/cuti.yaml"]]


@pytest.mark.parametrize(
    ("name", "half", "whole"),
    [
        ("data/surat.xlsx", docx_of("x")[:-30], docx_of("y")),
        ("data/surat.xlsx", b"", docx_of("y")),
        ("sop_specs/cuti.yaml", b"", b"nama: Lain"),
        ("data/sk.pdf", blank_pdf()[:-20], blank_pdf()),
    ],
)
def test_a_half_saved_file_waits(name: str, half: bytes, whole: bytes, root: Path) -> None:
    begun = [save(root, name, half), *[None] * 6]
    assert told(root, *begun) == []
    assert is_half(root / name)
    (root / name).unlink()
    assert told(root, *begun, save(root, name, whole), None, None) == [[name]]


def test_a_file_that_stays_half_is_told_of_in_the_end(root: Path) -> None:
    """Whoever reads it says what is wrong with it."""
    acts = [save(root, "data/surat.xlsx", b"PK"), *[None] * (PATIENCE + 3)]
    assert told(root, *acts) == [["data/surat.xlsx"]]


def test_what_comes_back_to_what_it_was_is_no_change(root: Path) -> None:
    path = root / "sop_specs/baru.yaml"
    assert told(root, save(root, "sop_specs/baru.yaml"), path.unlink, None, None) == []


def test_a_folder_that_is_no_longer_there(root: Path) -> None:
    assert set(sources(root)) == {"docgen.toml", "sop_specs/cuti.yaml", "data/surat.xlsx"}
    assert sources(root / "tidak-ada") == {}


def test_the_command_builds_now_and_after_each_change(root: Path) -> None:
    """A build that fails stops nothing; what is saved during a build comes next; no loop."""
    builds: list[str] = []
    edits: list[Act] = [save(root, "sop_specs/cuti.yaml")]

    def build() -> int:
        builds.append((root / "sop_specs/cuti.yaml").read_text())
        save(root, "output/sop/cuti.docx", bytes([len(builds)]))()
        if edits:
            edits.pop()()
            raise UsageError("gagal", "perbaiki")
        return 1

    def stop() -> None:
        raise KeyboardInterrupt

    script = Script(*[None] * 6, save(root, "sop_specs/cuti.yaml", b"nama: Z"), *[None] * 6, stop)
    assert watched(root, Screen(quiet=True), build, script.sleep) == 0
    assert builds == ["nama: Cuti", "nama: Lain", "nama: Z"]


def test_ctrl_c_during_a_build_ends_it(root: Path) -> None:
    def build() -> int:
        raise KeyboardInterrupt

    assert watched(root, Screen(quiet=True), build, Script().sleep) == 130
