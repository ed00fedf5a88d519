"""Behind its wall LibreOffice sees what it was given, and nobody on the network."""

from __future__ import annotations

import shutil
import socket
import subprocess
from pathlib import Path

import pytest

from docgen.convert.libreoffice.wall import NO_WALL, Wall, walls

TRIED = [wall for wall in walls() if wall.name]


def says(wall: Wall, script: str, *, readable: tuple[Path, ...] = ()) -> str:
    """What a shell prints behind the wall; the test skips where the system allows none."""
    shell = Path(shutil.which("sh") or "/bin/sh")

    def run(text: str) -> subprocess.CompletedProcess[str]:
        command = wall.around((shell, "-c", text), program=shell, readable=readable)
        return subprocess.run(command, capture_output=True, text=True, timeout=30)

    if run("echo ada").stdout != "ada\n":
        pytest.skip(f"{wall.name} is not allowed here")
    return run(script).stdout


@pytest.mark.parametrize("wall", [each for each in TRIED if each.hides_files])
def test_only_named_files_are_there(wall: Wall, tmp_path: Path) -> None:
    for name in ("boleh", "rahasia"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "a.txt").write_text(name)
    script = f"cat {tmp_path}/boleh/a.txt; cat {tmp_path}/rahasia/a.txt /etc/passwd; ls /home /root"
    assert says(wall, script, readable=(tmp_path / "boleh",)) == "boleh"


@pytest.mark.parametrize("wall", [each for each in TRIED if each.hides_files])
def test_what_is_only_shown_cannot_be_written(wall: Wall, tmp_path: Path) -> None:
    says(wall, f"echo lain > {tmp_path}/a.txt", readable=(tmp_path,))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("wall", TRIED, ids=lambda each: each.name)
def test_nobody_is_on_the_network(wall: Wall) -> None:
    python = shutil.which("python3", path="/usr/bin:/bin")
    if python is None:
        pytest.skip("there is no Python behind the wall")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        ask = f"import socket; socket.create_connection(('127.0.0.1', {port}), 2); print('sampai')"
        assert says(NO_WALL, f'{python} -c "{ask}"') == "sampai\n"
        assert says(wall, f'{python} -c "{ask}"') == ""
