"""Whatever fails in a build, it says so, and a plain rerun makes what it would have made."""

from __future__ import annotations

import contextlib
import io
import random
import shutil
import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from docgen.cli import run
from tests.faulty.failing import failing
from tests.support.office import Office, letter
from tests.support.workspaces import built_sample, copy_sample, snapshot, use_fake

SMALL = Office().letters(
    "keluar",
    letter("a", tembusan="Sekretaris Daerah"),
    letter("b", tanggal_ttd="5 Januari 2025", tanggal_nomor="5 Januari 2025"),
)
SEED = 20250106
# What docgen keeps for itself: what it knows of the outputs, in whatever order it came to it.
OWN = (".docgen.db",)
Result = tuple[int, dict[str, bytes], list[tuple[object, ...]]]


def build(root: Path) -> tuple[int, str]:
    """The code of a build, and what it said."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        code = run(["build", "--ya", "-C", str(root)])
    return code, said.getvalue()


def made(root: Path, code: int) -> Result:
    """The code, every output and every line of the register."""
    files = {name: data for name, data in snapshot(root / "output").items() if name not in OWN}
    return code, files, list(numbers(root))


def numbers(root: Path) -> Iterator[tuple[object, ...]]:
    path = root / "register/agenda.db"
    if path.exists():
        with contextlib.closing(sqlite3.connect(path)) as register:
            yield from register.execute("SELECT * FROM keluar ORDER BY 1, 2, 3, 4").fetchall()


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The minimal workspace, and a LibreOffice that is none."""
    use_fake(monkeypatch, tmp_path, "exits_zero")
    return SMALL.write(tmp_path / "asal")


@cache
def undisturbed(of: Path) -> tuple[Result, int]:
    """What a build makes of a workspace, and how often it asks for something."""
    with TemporaryDirectory() as folder:
        root = Path(shutil.copytree(of, Path(folder, "utuh")))
        with failing(0) as once:
            code, _said = build(root)
        return made(root, code), once.count


def disturbed(of: Path, last: int, place: Path) -> None:
    """One build in which one thing fails, and a plain one after it."""
    whole, _count = undisturbed(of)
    root = Path(shutil.copytree(of, place / f"kantor-{last}"))
    with failing(last) as once:
        code, said = build(root)
    told = f"{last}, {once.failed}: {code}\n{said[-1500:]}"
    assert 0 <= code <= 5 and "Traceback" not in said, told
    assert "kesalahan di dalam docgen" not in said, told
    if once.failed and code == whole[0]:  # what does no harm need not be told
        assert made(root, code) == whole, told
    code, said = build(root)
    again = made(root, code)
    assert again[0] == whole[0], f"{told}\n--- again {code}\n{said[-1500:]}"
    assert again[1].keys() == whole[1].keys(), told
    assert [name for name in whole[1] if again[1][name] != whole[1][name]] == [], told
    assert again[2] == whole[2], told
    assert not (root / "output/.tmp").exists()
    shutil.rmtree(root)


def points(count: int, last: int) -> list[int]:
    """``count`` of the numbers up to ``last``, the same each time."""
    return random.Random(SEED).sample(range(1, last + 1), min(count, last))


def test_a_handful_of_faults(small: Path, tmp_path: Path) -> None:
    _whole, count = undisturbed(small)
    assert count > 40
    for last in points(4, count):
        disturbed(small, last, tmp_path)


@pytest.mark.full
def test_every_fault_of_a_small_office(small: Path, tmp_path: Path) -> None:
    _whole, count = undisturbed(small)
    for last in range(1, count + 1):
        disturbed(small, last, tmp_path)


@pytest.mark.full
def test_faults_of_the_sample(tmp_path: Path) -> None:
    built_sample()  # skips without LibreOffice
    sample = copy_sample(tmp_path / "contoh")
    _whole, count = undisturbed(sample)
    for last in points(100, count):
        disturbed(sample, last, tmp_path)
