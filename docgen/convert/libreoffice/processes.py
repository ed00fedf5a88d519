"""The processes of one conversion, each in a group of its own, and how they are ended."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path


class Processes:
    """The LibreOffice processes of one conversion; :meth:`stop` ends all and allows no more."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._running: set[subprocess.Popen[bytes]] = set()
        self.stopped = False

    @contextmanager
    def run(self, command: Sequence[str | Path], env: dict[str, str]) -> Iterator[int]:
        """A process in a session of its own; its whole group is gone when the block is left."""
        with self._lock:
            if self.stopped:
                raise InterruptedError
            process = subprocess.Popen(
                command,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                start_new_session=True,
                env=env,
            )
            self._running.add(process)
        try:
            yield process.pid
        finally:
            with self._lock:
                self._running.discard(process)
                _kill_group(process)
            process.wait()

    def stop(self) -> None:
        """Kill everything that runs, with its children."""
        with self._lock:
            self.stopped = True
            for process in self._running:
                _kill_group(process)


def _kill_group(process: subprocess.Popen[bytes]) -> None:
    if not hasattr(os, "killpg"):  # Windows has no groups, but a program that ends a tree
        if process.poll() is None:
            with suppress(OSError):
                tree = ["taskkill", "/F", "/T", "/PID", str(process.pid)]
                subprocess.run(tree, capture_output=True, check=False)
            process.kill()
        return
    # Gone already, or a group of zombies only (macOS).
    with suppress(ProcessLookupError, PermissionError):
        os.killpg(process.pid, signal.SIGKILL)
