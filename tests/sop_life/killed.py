"""A command in a child of this process, which is killed at its Nth step to disk.

Steps are what changes the disk: a file opened to be written, synced, renamed or taken away. With
N = 0 it runs to its end and says how many steps there were.
"""

from __future__ import annotations

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.cli import run

OUTPUT = "keluaran.txt"  # beside the workspace


@dataclass(frozen=True)
class Ended:
    """How the child ended: its exit code (None when it was killed), and its steps."""

    code: int | None
    steps: int
    said: str


def call(root: Path, last: int, words: tuple[str, ...]) -> Ended:
    """Run ``docgen`` in a workspace and die at the step ``last``."""
    return die(root, last, lambda: run(list(words)))


def die(root: Path, last: int, work: Callable[[], int]) -> Ended:
    """Do any work in a workspace and die at the step ``last``."""
    said = root.with_name(f"{root.name}.{OUTPUT}")
    child = os.fork()
    if child == 0:
        try:
            _be_killed(root, last, work, said)
        finally:
            os._exit(99)
    _pid, status = os.waitpid(child, 0)
    text = said.read_text("utf-8", "replace")
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return Ended(None, last, text)
    return Ended(os.WEXITSTATUS(status), int(text.rsplit(maxsplit=1)[-1]), text)


def _be_killed(root: Path, last: int, work: Callable[[], int], said: Path) -> None:
    shown = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(shown, 1)
    os.dup2(shown, 2)
    os.chdir(root)
    steps = [0]

    def dying(method: Callable[..., Any]) -> Callable[..., Any]:
        def step(*args: Any, **values: Any) -> Any:
            steps[0] += 1
            if steps[0] == last:
                os.kill(os.getpid(), signal.SIGKILL)
            return method(*args, **values)

        return step

    for name in ("write_bytes", "replace", "rename", "mkdir", "unlink"):
        setattr(Path, name, dying(getattr(Path, name)))
    for name in ("fsync", "sync"):
        setattr(os, name, dying(getattr(os, name)))
    shutil.rmtree = dying(shutil.rmtree)
    code = work()
    os.write(1, f"\n{steps[0]}".encode())
    os._exit(code)
