"""A batch that is killed in the middle: whole files or none, no number lost or given twice."""

from __future__ import annotations

import io
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import docx
import pytest

from tests.support.documents import docx_of
from tests.support.office import Office
from tests.support.workspaces import ROOT

LETTERS = 15
# The later rows are signed first, so that numbers do not follow the rows.
MANY = (
    Office("a")
    .letters(
        "satu",
        *(
            {
                "id": f"s-{n}", "klasifikasi": "800", "tanggal_ttd": f"2026-03-{28 - n:02}",
                "hal": f"Hal {n}", "tujuan": f"Kepala Dinas {n}", "tembusan": f"Sekretaris {n}",
            }
            for n in range(LETTERS)
        ),
        template="surat",
    )
    .files({"templates/surat.docx": docx_of("Nomor {{ nomor }}: {{ hal }}, Yth. {{ tujuan[0] }}")})
)  # fmt: skip


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Signed letters, not yet built."""
    return MANY.write(tmp_path_factory.mktemp("asal"))


@pytest.fixture(scope="module")
def steps(workspace: Path, tmp_path_factory: pytest.TempPathFactory) -> int:
    """How many steps a whole run has; its result is the measure of the others."""
    done = build(copy_of(workspace, tmp_path_factory.mktemp("utuh")), 0)
    assert done.returncode == 0, done.stderr
    return int(done.stderr.split()[-1])


def copy_of(workspace: Path, folder: Path) -> Path:
    return shutil.copytree(workspace, folder / "kantor")


def build(root: Path, last: int) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tests.pipeline.killed_build", str(root), str(last)]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)


def numbers(root: Path) -> list[tuple[str, str]]:
    with sqlite3.connect(root / "register" / "agenda.db") as register:
        found = register.execute("SELECT surat, nomor FROM keluar ORDER BY urut").fetchall()
    register.close()
    return found


def texts(root: Path) -> Iterator[tuple[str, str]]:
    """Each letter that has its name: whole, and what it says."""
    for path in sorted((root / "output" / "letters").rglob("*.docx")):
        data = path.read_bytes()
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            assert package.testzip() is None
        yield path.stem, docx.Document(io.BytesIO(data)).paragraphs[0].text


def points(count: int, steps: int) -> list[int]:
    """``count`` seeded steps, the last one among them."""
    drawn = random.Random(20261121).sample(range(1, steps), count - 1)
    return [*drawn, steps]


@pytest.mark.parametrize("count", [4, pytest.param(20, marks=pytest.mark.full)])
def test_a_killed_batch_is_made_good_by_the_next_run(
    count: int, workspace: Path, steps: int, tmp_path: Path
) -> None:
    whole = copy_of(workspace, tmp_path / "whole")
    assert build(whole, 0).returncode == 0
    expected, given = dict(texts(whole)), numbers(whole)
    assert len(expected) == len(given) == LETTERS
    for last in points(count, steps):
        root = copy_of(workspace, tmp_path / str(last))
        assert build(root, last).returncode == -signal.SIGKILL
        for name, text in texts(root):
            assert text == expected[name], last
        assert build(root, 0).returncode == 0, last
        assert dict(texts(root)) == expected, last
        assert numbers(root) == given, last
        assert not list((root / "output").glob(".tmp*")), last
