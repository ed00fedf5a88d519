"""Several processes on one register: no number twice, no hole, whatever SQLite's locks do."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.numbering.desk import entries

NUMBER_MANY = """
import sys
from pathlib import Path
from docgen.numbering import Register, register
from tests.numbering.desk import TODAY, desk, letter

register.PATIENCE = 120.0
path, name, count = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3])
for turn in range(count):
    with Register(path) as book:
        book.number([letter(f"{name}-{turn}")], desk("{urut}/{tahun}"), TODAY)
        book.commit()
"""
# As on a share that only pretends to lock: SQLite is told not to lock at all.
NO_LOCKS = """
import sqlite3
real = sqlite3.connect
def connect(path, *words, **named):
    if str(path).endswith("agenda.db"):
        return real(f"file:{path}?nolock=1", *words, uri=True, **named)
    return real(path, *words, **named)
sqlite3.connect = connect
"""


def crowd(path: Path, count: int, seconds: float, before: str = "") -> None:
    code = before + NUMBER_MANY
    runs = [
        subprocess.Popen([sys.executable, "-c", code, str(path), name, str(count)])
        for name in ("satu", "dua")
    ]
    assert [run.wait(seconds) for run in runs] == [0, 0]
    found = entries(path)
    assert [entry.serial for entry in found] == list(range(1, 2 * count + 1))
    assert len({entry.letter for entry in found}) == 2 * count
    assert not path.with_name("agenda.db.lock").exists()


def test_two_processes_never_give_a_number_twice(path: Path) -> None:
    crowd(path, 30, 60)


def test_on_a_share_whose_locks_do_nothing(path: Path) -> None:
    crowd(path, 30, 60, NO_LOCKS)


@pytest.mark.full
def test_two_processes_of_five_hundred_numbers(path: Path) -> None:
    crowd(path, 500, 500)
