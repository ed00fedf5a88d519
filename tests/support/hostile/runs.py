"""A command of docgen in a process of its own, with what it took."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.support.workspaces import ROOT


@dataclass(frozen=True)
class Run:
    """``memory`` is the most that it or any process of its took, bytes; ``cpu`` in seconds."""

    code: int
    output: str
    memory: int
    cpu: float

    @property
    def is_answered(self) -> bool:
        """Whether it ended by itself, with a code and in words that are documented."""
        return (
            0 <= self.code <= 5
            and "Traceback" not in self.output
            and "kesalahan di dalam docgen" not in self.output
        )


def run_measured(words: Sequence[str], folder: Path, seconds: float = 120.0) -> Run:
    """``docgen WORDS`` in a folder; killed after so many seconds, which gives a negative code."""
    log = folder.parent / f"{folder.name}.log"
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    with log.open("wb") as target:
        process = subprocess.Popen(
            [sys.executable, "-m", "docgen", *words], cwd=folder, env=environ, stdout=target,
            stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL, start_new_session=True,
        )  # fmt: skip
    killer = threading.Timer(seconds, os.killpg, (process.pid, signal.SIGKILL))
    killer.start()
    try:
        _pid, status, used = os.wait4(process.pid, 0)
    finally:
        killer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(
        process.returncode, log.read_text(encoding="utf-8", errors="replace"),
        used.ru_maxrss * 1024, used.ru_utime + used.ru_stime,
    )  # fmt: skip
