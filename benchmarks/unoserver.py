"""unoserver, as its users run it: one server, and its client ``unoconvert`` once a file.

The server needs a Python that knows UNO, which on Debian is the system's own (``python3-uno``).
``make bench`` installs both. Starting the server, which sleeps some seconds, is not measured.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

# Where `make bench` puts requirements-bench.txt.
FOLDER = Path(__file__).resolve().parents[1] / ".venv" / "bench"
SYSTEM_PYTHON = Path("/usr/bin/python3")
START_SECONDS = 60.0
FILE_SECONDS = 60.0


def missing() -> str:
    """What is not installed, "" when nothing is."""
    if not (FOLDER / "bin" / "unoconvert").is_file():
        return f"unoserver is not in {FOLDER}"
    found = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True)
    return "" if found.returncode == 0 else f"{SYSTEM_PYTHON} cannot import uno (python3-uno)"


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int

    def convert(self, sources: Sequence[Path], folder: Path) -> None:
        """Every file to PDF, one after the other. Raises RuntimeError when one is not there."""
        for source in sources:
            target = folder / f"{source.stem}.pdf"
            subprocess.run(
                [FOLDER / "bin" / "unoconvert", "--port", str(self.port), source, target],
                check=True, capture_output=True, timeout=FILE_SECONDS, env=_environment(),
            )  # fmt: skip
            if not target.is_file():
                raise RuntimeError(f"no PDF of {source}")


@contextmanager
def running(folder: Path) -> Iterator[Server]:
    """A server with a LibreOffice of its own, profile in ``folder``, ended behind the block."""
    port, office_port = _free_ports()
    command: list[str | Path] = [
        SYSTEM_PYTHON, FOLDER / "bin" / "unoserver", "--port", str(port),
        "--uno-port", str(office_port), "--user-installation", folder / "profile",
    ]  # fmt: skip
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        start_new_session=True, env=_environment(),
    )  # fmt: skip
    try:
        limit = time.monotonic() + START_SECONDS
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > limit:
                raise RuntimeError("unoserver did not start")
            time.sleep(0.1)
        yield Server(port)
    finally:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _answers(port: int) -> bool:
    with socket.socket() as connection:
        return connection.connect_ex(("127.0.0.1", port)) == 0


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": str(FOLDER)}
