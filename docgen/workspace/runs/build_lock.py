"""One build of a workspace at a time: a second one waits for the first."""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from docgen.errors import OutputError
from docgen.load.names import CONFIG

# As long as a large batch takes, seconds.
PATIENCE = 600.0
PAUSE = 0.2

if sys.platform == "win32":
    import msvcrt

    # Far behind the end of the file: on Windows a locked byte cannot be read by others.
    FAR = 2**30

    def _opened(root: Path) -> int:
        return os.open(root / CONFIG, os.O_RDONLY)

    def _take(handle: int) -> None:
        os.lseek(handle, FAR, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _opened(root: Path) -> int:
        # The folder itself: editors put a new docgen.toml in the place of the old one.
        return os.open(root, os.O_RDONLY)

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def build_lock(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the workspace by a lock on its folder (on Windows, on its ``docgen.toml``), which is
    gone with the process.

    ``waiting`` is called once when another build holds it. Raises OutputError when that takes
    longer than ``PATIENCE``. A file system without locks is used without.
    """
    with contextlib.ExitStack() as stack:
        # A workspace that cannot be read is told of by whoever reads it.
        with contextlib.suppress(OSError):
            handle = _opened(root)
            stack.callback(os.close, handle)
            _wait_for(handle, waiting)
        yield


def _wait_for(handle: int, waiting: Callable[[], None]) -> None:
    start = time.monotonic()
    told = False
    while True:
        try:
            _take(handle)
        except (BlockingIOError, PermissionError):
            if not told:
                waiting()
                told = True
            if time.monotonic() - start > PATIENCE:
                raise OutputError(
                    "docgen lain masih bekerja di ruang kerja ini",
                    "Tunggu sampai selesai atau hentikan, lalu jalankan lagi.",
                ) from None
            time.sleep(PAUSE)
        else:
            return
