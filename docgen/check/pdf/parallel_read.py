"""PDFs read ahead, in processes of their own: a workspace may have thousands of copies."""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from pathlib import Path

from docgen.check.pdf.reading import ReadPdf, read_pdf
from docgen.guard import Guard, ending_after, guarded_once, limit_memory
from docgen.limits import MEGABYTE, PDF, Stopped, pdf_limits

Read = Callable[[Path], ReadPdf | Stopped | None]
# So many are read in about the time that a process takes to start.
WORTHWHILE = 400
# PDFs that a process is given at a time, and how many such portions are read or wait to be asked
# for: their words are in memory.
PORTION, PORTIONS = 16, 12
MOST_PROCESSES = 4
# A file of so many bytes, such as a bundle, may take more time and memory than a copy.
LARGE = 8 * MEGABYTE


@contextmanager
def reading_ahead(paths: Sequence[Path]) -> Iterator[Read]:
    """``read_pdf`` for files that will be asked for in about this order.

    Others, and those asked for again, are read at once, by a child that may not ask for too much;
    so are all when no pool can be had. Few files are not worth one.
    """
    with Guard(read_pdf, PDF) as guard, _pool(paths) as pool:

        def alone(path: Path) -> ReadPdf | Stopped | None:
            size = path.stat().st_size if path.exists() else 0
            return guard(path) if size < LARGE else guarded_once(read_pdf, path, pdf_limits(size))

        yield _Ahead(pool, paths, alone).read if pool else alone


@contextmanager
def _pool(paths: Sequence[Path]) -> Iterator[ProcessPoolExecutor | None]:
    processes = min(MOST_PROCESSES, _processors())
    if len(paths) < WORTHWHILE or processes < 2:
        yield None
        return
    # Not a fork: threads of LibreOffice's pool or of the screen may hold locks.
    try:
        pool = ProcessPoolExecutor(processes, multiprocessing.get_context("spawn"), _settle)
    except (OSError, ImportError, NotImplementedError):  # a system without shared locks
        yield None
        return
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


class _Ahead:
    """The portions that are being read, each given away file by file."""

    def __init__(self, pool: ProcessPoolExecutor, paths: Sequence[Path], alone: Read) -> None:
        self._pool, self._alone = pool, alone
        paths = list(dict.fromkeys(paths))
        portions = [paths[start : start + PORTION] for start in range(0, len(paths), PORTION)]
        self._to_come = iter(enumerate(portions))
        self._portion_of = {path: n for n, paths in enumerate(portions) for path in paths}
        self._reading: dict[int, Future[dict[Path, ReadPdf | None]]] = {}
        self._asked_for = -1  # the last portion
        for _portion in range(PORTIONS):
            self._begin()

    def read(self, path: Path) -> ReadPdf | Stopped | None:
        """The PDF, None when it cannot be opened or has no pages."""
        number = self._portion_of.pop(path, -1)
        if number not in self._reading:
            return self._alone(path)
        try:
            portion = self._reading[number].result()
        except (BrokenProcessPool, OSError):
            self._reading.clear()
            return self._alone(path)
        if number > self._asked_for:
            self._asked_for = number
            self._begin()
        # One that had no memory there has a child of its own.
        found = portion.pop(path) if path in portion else self._alone(path)
        if not portion:
            del self._reading[number]
        return found

    def _begin(self) -> None:
        number, paths = next(self._to_come, (-1, ()))
        if paths:
            try:
                self._reading[number] = self._pool.submit(_read, paths)
            except (BrokenProcessPool, OSError):
                self._reading.clear()


def _read(paths: Sequence[Path]) -> dict[Path, ReadPdf | None]:
    found = {}
    for path in paths:
        with contextlib.suppress(MemoryError), ending_after(PDF.seconds):
            found[path] = read_pdf(path)
    return found


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


def _processors() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
