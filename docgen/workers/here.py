"""Processes of this machine, one a core: started with the first work, gone with the last."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing.context import SpawnContext, SpawnProcess
from pathlib import Path
from types import ModuleType
from typing import Any, Generic, Self, TypeVar

from docgen.guard import limit_memory
from docgen.limits import PDF, Limits
from docgen.workers.carried import Carried, Kept
from docgen.workers.protocol import LostError, Workers

R = TypeVar("R")
MOST_PROCESSES = 8
_MAIN = "__main__"


@dataclass(frozen=True, slots=True)
class _Pending(Generic[R]):
    future: Future[R]

    def result(self) -> R:
        try:
            return self.future.result()
        except (BrokenProcessPool, OSError) as problem:
            raise LostError(all_lost=True) from problem

    def cancel(self) -> bool:
        return self.future.cancel()


class Nearby:
    """Workers of this machine, one a core unless a ``count`` is given; a context, after which none
    is left. They see all files where they are."""

    is_elsewhere = False

    def __init__(self, count: int | None = None) -> None:
        self.count = min(processors(), MOST_PROCESSES) if count is None else count

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def carry(self, path: Path) -> Carried:
        """The file where it is."""
        return Carried(path)

    def keep(self, path: Path, data: bytes | None = None) -> Kept:
        """The file where it is."""
        return Kept(path.name, path, data)

    def close(self) -> None:
        """End all of them."""
        raise NotImplementedError


class Processes(Nearby):
    """Processes of their own. One that broke down takes all that was handed out with it; the next
    work begins new ones."""

    def __init__(self, count: int | None = None) -> None:
        super().__init__(count)
        self._pool: ProcessPoolExecutor | None = None

    def submit(
        self, work: Callable[..., R], /, *given: Any, limits: Limits | None = None
    ) -> _Pending[R]:
        """See :class:`~docgen.workers.protocol.Workers`. Raises LostError without any pool."""
        del limits  # all have those of a PDF: more is done by whoever asks
        for _attempt in range(2):
            try:
                if self._pool is None:
                    self._pool = ProcessPoolExecutor(self.count, _Context(), _settle)
                return _Pending(self._pool.submit(work, *given))
            except BrokenProcessPool:
                self.close()
            except (OSError, ImportError, NotImplementedError):  # a system without shared locks
                break
        raise LostError(all_lost=True)

    def close(self) -> None:
        """End all processes."""
        if self._pool is not None:
            self._pool.shutdown(cancel_futures=True)
            self._pool = None


@contextlib.contextmanager
def nearby(workers: Workers) -> Iterator[Workers]:
    """Workers of this machine for the time of a block: these, or others in place of those
    elsewhere, when work is about more files than are worth sending."""
    if not workers.is_elsewhere:
        yield workers
        return
    with Processes() as here:
        yield here


class _Process(SpawnProcess):
    """A process that does not run again what the one that asked was started with.

    It would, as far as that is a script; and one without a guard would begin all its work anew.
    """

    def start(self) -> None:
        with _no_main():
            super().start()


class _Context(SpawnContext):
    # Not a fork: threads of LibreOffice's pool or of the screen may hold locks.
    Process = _Process


@contextlib.contextmanager
def _no_main() -> Iterator[None]:
    main = sys.modules[_MAIN]
    sys.modules[_MAIN] = ModuleType(_MAIN)
    try:
        yield
    finally:
        sys.modules[_MAIN] = main


def _settle() -> None:
    """Ctrl-C is for the process that asked; when that one is gone, so is this."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limit_memory(PDF.memory)
    threading.Thread(target=_leave_with_parent, daemon=True).start()


def _leave_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def processors() -> int:
    """The cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
