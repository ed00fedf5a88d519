"""A file is hashed once as long as it looks the same, and again whenever that cannot be told."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.workspace.store import contents
from docgen.workspace.store.contents import RECORD, Contents

HOUR = 3_600_000_000_000


def sha(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


@pytest.fixture
def read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A file that is known, an hour later; the names of what is read since then."""
    (tmp_path / "a").write_bytes(b"isi")
    now = contents.time.time_ns()
    monkeypatch.setattr(contents.time, "time_ns", lambda: now + HOUR)
    known = Contents(tmp_path)
    assert known.sha256("a") == sha(b"isi")
    known.keep()
    names: list[str] = []
    whole = contents.sha256_of

    def counted(path: Path, most: int) -> str:
        names.append(path.name)
        return whole(path, most)

    monkeypatch.setattr(contents, "sha256_of", counted)
    return names


def test_a_file_that_looks_the_same_is_not_read(tmp_path: Path, read: list[str]) -> None:
    assert Contents(tmp_path).sha256("a") == sha(b"isi")
    assert read == []
    assert Contents(tmp_path, trusts=False).sha256("a") == sha(b"isi")
    assert read == ["a"]


def at_its_old_time(path: Path) -> None:
    about = path.stat()
    path.write_bytes(b"isu")
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def as_another_file(path: Path) -> None:
    about = path.stat()
    path.with_name("b").write_bytes(b"isu")
    path.with_name("b").replace(path)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize(
    "change", [lambda path: path.write_bytes(b"isu"), at_its_old_time, as_another_file]
)
def test_a_file_that_changed_is_read(
    tmp_path: Path, read: list[str], change: Callable[[Path], object]
) -> None:
    change(tmp_path / "a")
    assert Contents(tmp_path).sha256("a") == sha(b"isu")
    assert read == ["a"]


@pytest.mark.parametrize("damage", [b"", b"{}", b'{"sha256": "x", "isi": {"a": [1]}}'])
def test_a_damaged_record_counts_as_none(tmp_path: Path, read: list[str], damage: bytes) -> None:
    (tmp_path / RECORD).write_bytes(damage)
    assert Contents(tmp_path).sha256("a") == sha(b"isi")
    assert read == ["a"]


def test_what_was_written_a_moment_ago_is_read_again(tmp_path: Path) -> None:
    """It may change once more at the same time of the clock."""
    (tmp_path / "a").write_bytes(b"isi")
    known = Contents(tmp_path)
    known.sha256("a")
    known.keep()
    assert (tmp_path / RECORD).read_bytes().count(b'"a"') == 0
