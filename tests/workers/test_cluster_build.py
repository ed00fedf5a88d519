"""A Dask cluster on this machine: one worker is killed in the middle, one has another font."""

from __future__ import annotations

import contextlib
import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.check import make_workspace
from docgen.bundle import find_font

pytestmark = [
    pytest.mark.full,
    pytest.mark.soffice,
    pytest.mark.skipif(
        importlib.util.find_spec("distributed") is None,
        reason="Dask distributed is not installed (requirements-cluster.txt)",
    ),
]
ROOT = Path(__file__).resolve().parents[2]
FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><include>/etc/fonts/fonts.conf</include><dir>{folder}</dir></fontconfig>
"""


@contextlib.contextmanager
def dask(*words: str, log: Path, **environ: str) -> Iterator[subprocess.Popen[bytes]]:
    """A scheduler or a worker; gone afterwards."""
    command = [sys.executable, "-W", "ignore", "-m", "dask", *words]
    with (
        log.open("wb") as file,
        subprocess.Popen(
            command, stdout=file, stderr=file, cwd=ROOT, env={**os.environ, **environ}
        ) as process,
    ):
        try:
            yield process
        finally:
            process.kill()


@contextlib.contextmanager
def cluster(folder: Path) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """The address of a scheduler, and the worker that is to die; a third has another font."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    worker = ("worker", address, "--host", "127.0.0.1", "--nthreads", "1", "--no-nanny",
              "--no-dashboard", "--local-directory", str(folder))  # fmt: skip
    (folder / "huruf").mkdir()
    shutil.copy(find_font(os.environ), folder / "huruf" / "Lain.ttf")
    config = folder / "fonts.conf"
    config.write_text(FONTS.format(folder=folder / "huruf"), encoding="utf-8")
    scheduler = ("scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard")
    with (
        dask(*scheduler, log=folder / "scheduler.log"),
        dask(*worker, log=folder / "first.log"),
        dask(*worker, log=folder / "second.log") as dying,
        dask(*worker, log=folder / "other.log", FONTCONFIG_FILE=str(config)),
    ):
        logs = [folder / f"{name}.log" for name in ("first", "second", "other")]
        deadline = time.monotonic() + 60
        while not all(b"Registered to" in log.read_bytes() for log in logs):
            assert time.monotonic() < deadline
            time.sleep(0.2)
        yield address, dying


def build(root: Path, *more: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "docgen", "build", "-C", str(root), *more]
    return subprocess.Popen(
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )


def outputs(root: Path) -> dict[str, bytes]:
    """Every output by its path; what docgen keeps for itself aside."""
    folder = root / "output"
    found = {path.relative_to(folder).as_posix(): path for path in sorted(folder.rglob("*"))}
    return {
        name: path.read_bytes()
        for name, path in found.items()
        if path.is_file() and not any(part.startswith(".") for part in name.split("/"))
    }


@pytest.mark.parametrize("letters", [200, 5_000])
def test_the_result_is_that_of_a_run_here(tmp_path: Path, letters: int) -> None:
    alone, spread = tmp_path / "sendiri", tmp_path / "klaster"
    for root in (alone, spread):
        root.mkdir()
        make_workspace(root, letters)
    with build(alone) as running:
        told, _ = running.communicate()
    assert running.returncode == 0, told
    folder = tmp_path / "dask"
    folder.mkdir()
    with cluster(folder) as (address, dying):
        began = time.monotonic()
        lines = []
        with build(spread, "--cluster", address) as running:
            assert running.stdout is not None
            for line in running.stdout:
                lines.append(line)
                if line.startswith("[5/7]"):  # LibreOffice is at work on both
                    time.sleep(2)
                    dying.send_signal(signal.SIGKILL)
        print(f"{letters} letters: {time.monotonic() - began:.0f} s")
    words = "".join(lines)
    assert running.returncode == 0, words
    assert words.count("cluster-worker-refused") >= 1
    assert "Lain.ttf" in words
    assert dying.wait() == -signal.SIGKILL
    made, due = outputs(spread), outputs(alone)
    assert len([name for name in made if name.endswith(".docx")]) == letters
    assert made.keys() == due.keys()
    assert [name for name in due if made[name] != due[name]] == []
