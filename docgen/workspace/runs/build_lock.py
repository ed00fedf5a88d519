"""One build of a workspace at a time: a second one waits for the first."""

from __future__ import annotations

import contextlib
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import IO

from docgen.errors import OutputError
from docgen.load.names import CONFIG
from docgen.outside.files import fits

# As long as a large batch takes, seconds.
PATIENCE = 600.0
PAUSE = 0.2

if sys.platform == "win32":
    import msvcrt

    # Far behind the end of the file: on Windows a locked byte cannot be read by others.
    FAR = 2**30

    def _take(file: IO[bytes]) -> None:
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(file: IO[bytes]) -> None:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


@contextlib.contextmanager
def build_lock(root: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold the workspace by a lock on its ``docgen.toml``, which is gone with the process.

    ``waiting`` is called once when another build holds it. Raises OutputError when that takes
    longer than ``PATIENCE``. A file system without locks is used without.
    """
    with contextlib.ExitStack() as stack:
        # A workspace that cannot be read is told of by whoever reads it.
        with contextlib.suppress(OSError):
            file = stack.enter_context(fits(root / CONFIG).open("rb"))
            _wait_for(file, waiting)
        yield


def _wait_for(file: IO[bytes], waiting: Callable[[], None]) -> None:
    start = time.monotonic()
    told = False
    while True:
        try:
            _take(file)
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
