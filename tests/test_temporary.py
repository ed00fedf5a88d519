"""Working folders go with the process that made them, also when it was killed."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from docgen import temporary
from docgen.temporary import sweep, working_folder

HOLDS = """
import subprocess, sys, time
from docgen.temporary import working_folder
with working_folder() as folder:
    (folder / "surat.docx").write_text("rahasia")

    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)", folder])
    print(folder, child.pid, flush=True)
    time.sleep(600)
"""


def is_alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="latin-1").rpartition(")")[2].split()
    except OSError:
        return False
    return state[0] != "Z"


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")
def test_the_next_run_cleans_up_after_one_that_was_killed(tmp_path: Path) -> None:
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdout=subprocess.PIPE, text=True, env=environment
    ) as process:
        assert process.stdout is not None
        name, pid = process.stdout.readline().split()
        folder = Path(name)
        assert folder.parent == tmp_path and (folder.stat().st_mode & 0o77) == 0
        assert sweep(tmp_path) == []  # its owner lives
        while name.encode() not in Path(f"/proc/{pid}/cmdline").read_bytes():
            time.sleep(0.02)  # it may still be about to begin
        process.kill()
        process.wait()
    assert is_alive(int(pid))
    assert sweep(tmp_path) == [folder]
    limit = time.monotonic() + 10
    while is_alive(int(pid)) and time.monotonic() < limit:
        time.sleep(0.02)
    assert not is_alive(int(pid)) and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("asked", ["", "TMPDIR", "TEMP"])
@pytest.mark.parametrize("small", [True, False])
def test_small_things_stand_in_memory_unless_another_place_is_asked_for(
    tmp_path: Path, monkeypatch, asked: str, small: bool
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(temporary, "_MEMORY", tmp_path)
    if asked:
        monkeypatch.setenv(asked, "/somewhere")
    with working_folder(small=small) as folder:
        assert (folder.parent == tmp_path) == (small and not asked)
        assert (folder.stat().st_mode & 0o77) == 0
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("place", ["full", "absent"])
def test_small_things_stand_on_disk_where_memory_has_no_room(
    tmp_path: Path, monkeypatch, place: str
) -> None:
    for name in ("TMPDIR", "TEMP", "TMP"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(temporary, "_MEMORY", tmp_path / place)
    monkeypatch.setattr(temporary, "_ROOM", 1 << 62)
    if place == "full":
        (tmp_path / place).mkdir()
    with working_folder(small=True) as folder:
        assert not folder.is_relative_to(tmp_path)


def test_what_is_not_ours_to_judge_stays(tmp_path: Path) -> None:
    with working_folder() as mine:
        (space, pid, start) = mine.name.split("-")[1:4]
    others = [
        f"docgen-{space}-{pid}-{start}-abc",  # a run that goes on
        f"docgen-anderswo-{pid}-0-abc",  # of a container beside this one
        "docgen-lama",
        f"docgen-{space}-x-{start}-abc",
    ]
    for name in others:
        (tmp_path / name).mkdir()
    (tmp_path / f"docgen-{space}-{pid}-1-berkas").write_text("")
    (tmp_path / f"docgen-{space}-{pid}-1-tautan").symlink_to(tmp_path / "docgen-lama")
    before = sorted(tmp_path.iterdir())
    assert sweep(tmp_path) == []
    assert sorted(tmp_path.iterdir()) == before
    long_ago = time.time() - 30 * 24 * 3600
    os.utime(tmp_path / others[1], (long_ago, long_ago))
    assert [path.name for path in sweep(tmp_path)] == [others[1]]


def test_an_owner_is_known_by_number_and_start(tmp_path: Path) -> None:
    with working_folder() as mine:
        space, pid, start = mine.name.split("-")[1:4]
    reused = tmp_path / f"docgen-{space}-{pid}-{int(start) + 1}-abc"
    reused.mkdir()
    assert sweep(tmp_path) == [reused]
