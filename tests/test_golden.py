"""Golden files are only compared, unless somebody asks to write what was found."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.golden import Goldens, read


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ukuran.json"
    path.write_text('{"a": 1, "b": 2}\n', encoding="utf-8")
    return path


def larger(found: int, known: int) -> bool:
    return found > known


def failure(goldens: Goldens, file: Path, name: str, found: int) -> str:
    with pytest.raises(pytest.fail.Exception) as failed:
        goldens.check(file, name, found, larger)
    return str(failed.value)


def test_what_is_known_is_compared(file: Path) -> None:
    before = file.read_bytes()
    Goldens().check(file, "a", 1)
    Goldens().check_names(file, ["a", "b"])
    assert failure(Goldens(), file, "a", 5) == "a: 5 is worse than 1"
    assert "a: 0 is not 1 as before: look at the picture" in failure(Goldens(), file, "a", 0)
    with pytest.raises(pytest.fail.Exception):
        Goldens().check_names(file, ["b", "a"])
    assert file.read_bytes() == before


def test_what_is_missing_fails_and_is_not_made(file: Path, tmp_path: Path) -> None:
    assert "--update-golden" in failure(Goldens(), file, "c", 3)
    absent = tmp_path / "belum.json"
    assert "not in belum.json yet" in failure(Goldens(), absent, "a", 1)
    assert not absent.exists()


def test_what_was_looked_at_is_written(file: Path) -> None:
    goldens = Goldens(update=True)
    goldens.check(file, "a", 1)
    assert goldens.updated == []
    goldens.check(file, "c", 3, larger)
    goldens.check(file, "b", 9, larger)
    goldens.check_names(file, ["c", "b"])
    assert read(file) == {"c": 3, "b": 9}
    assert goldens.updated[:2] == ["ukuran.json: c", "ukuran.json: b"]
    Goldens().check_names(file, ["c", "b"])
    Goldens().check(file, "b", 9)
