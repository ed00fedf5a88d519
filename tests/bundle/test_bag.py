"""Bags: the same bytes everywhere, whole or not at all, valid by the library's own command."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bundle.bag import holds, is_sound, safe_names, write_bag
from docgen.check.bundles.bag import check_bag
from docgen.errors import FindingsError
from tests.support.workspaces import snapshot

INFO = {
    "Source-Organization": "Dinas Ké, Kota Contoh",
    "Bagging-Date": "2025-02-01",
    "Bag-Software-Agent": "docgen 1",
}


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    found = {}
    for name in ("arsip/a.txt", "b.txt", "sumber/huruf é.txt", "sumber/spasi ganda  x.txt"):
        path = tmp_path / "asal" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
        found[name] = path
    return found


def validates(folder: Path) -> bool:
    command = [sys.executable, "-m", "bagit", "--validate", str(folder)]
    return subprocess.run(command, capture_output=True, check=False).returncode == 0


def test_a_bag_is_valid_and_the_same_each_time(files: dict[str, Path], tmp_path: Path) -> None:
    first, second = tmp_path / "satu.bag", tmp_path / "x" / "dua.bag"
    write_bag(first, files, INFO)
    write_bag(second, dict(reversed(files.items())), dict(reversed(INFO.items())))
    assert snapshot(first) == snapshot(second)
    assert validates(first) and is_sound(first) and check_bag(first) == ()
    assert (first / "bagit.txt").read_text().startswith("BagIt-Version: 1.0\n")
    said = (first / "bag-info.txt").read_text(encoding="utf-8")
    assert "Payload-Oxum: 60.4" in said and "Dinas Ké" in said
    tags = {"bagit.txt", "bag-info.txt"}
    tags |= {
        f"{kind}-{sha}.txt" for kind in ("manifest", "tagmanifest") for sha in ("sha256", "sha512")
    }
    assert {path.name for path in first.iterdir()} == {*tags, "data"}
    for path in first.glob("tagmanifest-*.txt"):
        names = [line.split(None, 1)[1] for line in path.read_text(encoding="utf-8").splitlines()]
        assert names == sorted(names)  # not as the disk happens to list them
    assert {path.name for path in tmp_path.iterdir()} == {"asal", "satu.bag", "x"}


def test_a_new_bag_takes_the_place_of_the_old_one(files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "satu.bag"
    write_bag(folder, files, INFO)
    del files["b.txt"]
    write_bag(folder, files, INFO)
    assert not (folder / "data" / "b.txt").exists() and is_sound(folder)


def test_what_fails_leaves_the_old_bag(
    files: dict[str, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "satu.bag"
    write_bag(folder, files, INFO)
    before = snapshot(folder)
    with pytest.raises(FindingsError) as caught:
        write_bag(folder, {**files, "x": tmp_path / "tidak ada"}, INFO)
    assert [finding.code for finding in caught.value.findings] == ["bag-source-missing"]
    rename = Path.rename

    def full(path: Path, target: Path) -> Path:
        if path.name == "paket":
            raise OSError(28, "penuh", str(target))
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", full)
    with pytest.raises(OSError, match="penuh"):
        write_bag(folder, files, {**INFO, "Contact-Name": "baru"})
    assert snapshot(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"asal", "satu.bag"}


def test_what_a_bag_holds(files: dict[str, Path], tmp_path: Path) -> None:
    folder = tmp_path / "satu.bag"
    hashes = {name: hashlib.sha256(path.read_bytes()).hexdigest() for name, path in files.items()}
    assert not holds(folder, hashes, INFO)
    write_bag(folder, files, INFO)
    assert holds(folder, hashes, INFO)
    assert not holds(folder, hashes, {**INFO, "Contact-Name": "x"})
    assert not holds(folder, {**hashes, "lain": "0"}, INFO)
    (folder / "data" / "b.txt").write_text("lain")
    assert not holds(folder, hashes, INFO) and not is_sound(folder)


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("a/b.pdf", "a/b.pdf"), ("a:b?.pdf", "a_b_.pdf"), ("CON", "_CON"), ("aux.txt", "_aux.txt"),
        ("titik. ", "titik"), ("100%.pdf", "100_.pdf"), ("com1.tar.gz", "_com1.tar.gz"),
        ("baris\nbaru", "baris_baru"), ("e\u0301.pdf", "é.pdf"),
    ],
)  # fmt: skip
def test_names_for_windows(name: str, safe: str) -> None:
    assert safe_names([name]) == {name: safe}


def test_names_that_differ_in_case_only() -> None:
    assert list(safe_names(["A.pdf", "a.pdf", "a~2.pdf", "x/A.pdf"]).values()) == [
        "A.pdf", "a~2.pdf", "a~2~2.pdf", "x/A.pdf",
    ]  # fmt: skip


NAMES = st.text(min_size=1).filter(lambda text: "\0" not in text and text.strip("/. "))


@given(st.lists(NAMES, unique=True))
def test_any_names(names: list[str]) -> None:
    safe = safe_names(names)
    assert list(safe) == names
    folded = {path.casefold() for path in safe.values()}
    assert len(folded) == len(names)
    for path in safe.values():
        assert not set(path) & set('<>:"|?*\\%\n')
        assert all(len(part) <= 125 and part[-1] not in " ." for part in path.split("/"))
