"""Two builds of one workspace: the second waits for the first."""

from __future__ import annotations

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from docgen.errors import OutputError
from docgen.workspace.runs import build_lock as module
from docgen.workspace.runs.build_lock import build_lock

HOLD = """
import sys
from pathlib import Path
from docgen.workspace.runs.build_lock import build_lock
with build_lock(Path(sys.argv[1]), lambda: None):
    print("mine", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def other(tmp_path: Path) -> subprocess.Popen[str]:
    """Another process that holds the workspace until its input ends."""
    (tmp_path / "docgen.toml").touch()
    words = [sys.executable, "-c", HOLD, str(tmp_path)]
    process = subprocess.Popen(
        words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "mine\n"
    return process


def test_a_second_build_waits(tmp_path: Path, other: subprocess.Popen[str]) -> None:
    told: list[str] = []
    threading.Timer(0.3, other.communicate).start()
    with build_lock(tmp_path, lambda: told.append("menunggu")):
        assert other.wait(10) == 0
    assert told == ["menunggu"]


def test_a_new_config_in_the_place_of_the_old_one_opens_nothing(
    tmp_path: Path, other: subprocess.Popen[str]
) -> None:
    """As editors save: by another file of that name."""
    (tmp_path / "baru").touch()
    (tmp_path / "baru").replace(tmp_path / "docgen.toml")
    told: list[str] = []
    threading.Timer(0.3, other.communicate).start()
    with build_lock(tmp_path, lambda: told.append("menunggu")):
        assert other.wait(10) == 0
    assert told == ["menunggu"]


def test_not_for_ever(
    tmp_path: Path, other: subprocess.Popen[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PATIENCE", 0.1)
    with pytest.raises(OutputError) as problem, build_lock(tmp_path, lambda: None):
        pass
    assert problem.value.advice
    other.kill()
    other.communicate()
    with build_lock(tmp_path, lambda: pytest.fail("a killed process holds nothing")):
        pass


def test_a_folder_without_config_is_left_to_its_reader(tmp_path: Path) -> None:
    with build_lock(tmp_path, lambda: None):
        pass
    assert list(tmp_path.iterdir()) == []
