"""A build that is killed or stopped (Ctrl-C) at any moment: the next run makes it good, and leaves
nothing behind; one that is stopped says so, and tidies up itself."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.support.office import Office, letter
from tests.support.workspaces import ROOT, fake, running, snapshot, soffice

OFFICE = Office().letters("keluar", *(letter(name, tembusan="Sekretaris Daerah") for name in "ab"))
SEED = 20250106
# What is known of the outputs, in whatever order it came to it.
OWN = ".docgen.db"
STOPPED = 130

pytestmark = pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="no /proc")


class Machine:
    """A place for temporary files and a LibreOffice, in which builds run and are killed."""

    def __init__(self, folder: Path, program: Path) -> None:
        self.folder, self._temporary = folder, folder / "tmp"
        self._temporary.mkdir()
        self._environ = os.environ | {
            "TMPDIR": str(self._temporary), "DOCGEN_SOFFICE": str(program),
            "PYTHONPATH": str(ROOT), "FAKE_CALLS": str(folder / "calls"),
        }  # fmt: skip

    def start(self, root: Path) -> subprocess.Popen[bytes]:
        words = [sys.executable, "-m", "docgen", "build", "-q", "--ya", "-C", str(root)]
        return subprocess.Popen(
            words, cwd=self.folder, env=self._environ, stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE, start_new_session=True,
        )  # fmt: skip

    def build(self, root: Path) -> tuple[int, dict[str, bytes]]:
        """The code of a whole build, and its outputs."""
        with self.start(root) as process:
            process.communicate(timeout=120)
        code = process.returncode
        files = snapshot(root / "output")
        return code, {name: data for name, data in files.items() if name != OWN}

    def kill(self, root: Path, after: float) -> None:
        """Kill docgen alone, after so many seconds."""
        with self.start(root) as process:
            time.sleep(after)
            process.send_signal(signal.SIGKILL)

    def stop(self, root: Path, after: float) -> None:
        """Press Ctrl-C, after so many seconds: it ends by itself, with a word and no traceback."""
        with self.start(root) as process:
            time.sleep(after)
            os.killpg(process.pid, signal.SIGINT)  # as a terminal does: to all of them
            said = process.communicate(timeout=60)[1].decode()
        assert process.returncode in (0, STOPPED, -signal.SIGINT), said  # as early as Python can be
        assert "Traceback" not in said
        assert self.left() == []

    def left(self) -> list[str]:
        """Folders and processes of runs that are over."""
        limit = time.monotonic() + 10  # a process that was ended takes a moment to go
        while running(self.folder) and time.monotonic() < limit:
            time.sleep(0.05)
        return [*running(self.folder), *map(str, self._temporary.iterdir())]


def survives(machine: Machine, office: Path, times: int, end: str = "kill") -> None:
    start = time.monotonic()
    whole = machine.build(shutil.copytree(office, machine.folder / "utuh"))
    took = time.monotonic() - start
    assert whole[0] == 0
    chance = random.Random(SEED)
    for number in range(times):
        root = Path(shutil.copytree(office, machine.folder / f"kantor-{number}"))
        getattr(machine, end)(root, chance.uniform(0.1, 1) * took)
        assert machine.build(root) == whole, number
        assert machine.left() == [], number


def test_two_builds_that_are_killed(tmp_path: Path) -> None:
    survives(Machine(tmp_path, fake("slow")), OFFICE.write(tmp_path / "asal"), 2)


def test_two_builds_that_are_stopped(tmp_path: Path) -> None:
    survives(Machine(tmp_path, fake("slow")), OFFICE.write(tmp_path / "asal"), 2, "stop")


@pytest.mark.full
@pytest.mark.soffice
def test_thirty_builds_that_are_stopped(tmp_path: Path) -> None:
    survives(Machine(tmp_path, soffice()), OFFICE.write(tmp_path / "asal"), 30, "stop")


@pytest.mark.full
@pytest.mark.soffice
def test_thirty_builds_that_are_killed(tmp_path: Path) -> None:
    survives(Machine(tmp_path, soffice()), OFFICE.write(tmp_path / "asal"), 30)
