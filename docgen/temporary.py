"""Working folders, which live no longer than the process that made them.

Only their owner can read them, for letters with a security class pass through. A process that was
killed cannot clean up; so its folder says whose it is, and the next run of the same user removes
what has lost its owner and ends what still runs in there.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

_PROC = Path("/proc")
# Where nobody can tell whether a process lives, a folder of this age has no owner, seconds.
_OLD = 2 * 24 * 3600.0
# How often a folder is removed that is still written into, and the time between, seconds.
_ATTEMPTS, _PAUSE = 20, 0.05
# Where Linux has files that stand in memory only, the room that must be left there, bytes, and what
# says that someone wants temporary files elsewhere.
_MEMORY, _ROOM = Path("/dev/shm"), 100_000_000
_ASKED = ("TMPDIR", "TEMP", "TMP")
_NAME = re.compile(r"docgen-(?P<space>\w+)-(?P<pid>\d+)-(?P<start>\d+)-\w+")


@contextmanager
def working_folder(*, small: bool = False) -> Iterator[Path]:
    """A folder in the system's place for temporary files, gone with all in it afterwards.

    One for ``small`` things only stands in memory, where there is a place for that: hundreds of
    files come and go there in no time.
    """
    place = (_memory() if small else None) or tempfile.gettempdir()
    _sweep_once(place)
    folder = Path(tempfile.mkdtemp(prefix=_prefix(), dir=place))
    try:
        yield folder
    finally:
        _remove(folder)


def sweep(place: Path) -> list[Path]:
    """Remove the folders in ``place`` whose owner is gone, and end what runs in them.

    Those of other users are left alone. Returns what was removed.
    """
    orphans = []
    with suppress(OSError):
        orphans = [path for path in place.glob("docgen-*") if _is_orphan(path)]
    if orphans:
        _end_processes_in(orphans)
    for path in orphans:
        shutil.rmtree(path, ignore_errors=True)
    return [path for path in orphans if not path.exists()]


def _remove(folder: Path) -> None:
    """Remove a folder of this process, into which a program that is ending may still write."""
    for _attempt in range(_ATTEMPTS):
        shutil.rmtree(folder, ignore_errors=True)
        if not folder.exists():
            return
        _end_processes_in([folder])
        time.sleep(_PAUSE)


@cache
def _sweep_once(place: str) -> None:
    sweep(Path(place))


def _memory() -> str | None:
    """Where files stand in memory, unless someone asks for another place or it is all but full."""
    if any(os.environ.get(name) for name in _ASKED) or not os.access(_MEMORY, os.W_OK | os.X_OK):
        return None
    state = os.statvfs(_MEMORY)
    return str(_MEMORY) if state.f_bavail * state.f_frsize > _ROOM else None


def _prefix() -> str:
    return f"docgen-{_space()}-{os.getpid()}-{_started(os.getpid()) or 0}-"


def _is_orphan(path: Path) -> bool:
    match = _NAME.fullmatch(path.name)
    try:
        state = path.lstat()
    except OSError:
        return False
    if match is None or not path.is_dir() or path.is_symlink():
        return False
    if hasattr(os, "getuid") and state.st_uid != os.getuid():
        return False
    if _space() == "x" or match["space"] != _space():
        return time.time() - state.st_mtime > _OLD
    return _started(int(match["pid"])) != int(match["start"])


def _space() -> str:
    """The name of the space in which process numbers mean something here; x when unknown.

    Containers may share a folder of temporary files, and not their processes.
    """
    try:
        inside = re.sub(r"\D", "", str((_PROC / "self/ns/pid").readlink()))
        boot = (_PROC / "sys/kernel/random/boot_id").read_text(encoding="ascii")[:8]
    except OSError:
        return "x"
    return f"{boot}{inside}"


def _started(pid: int) -> int | None:
    """When a process began, clock ticks since the machine did; None when there is none."""
    try:
        text = (_PROC / str(pid) / "stat").read_text(encoding="latin-1")
    except OSError:
        return None
    # The name in brackets may hold anything; the 22nd field counts from before it (proc(5)).
    return int(text.rpartition(")")[2].split()[19])


def _end_processes_in(folders: list[Path]) -> None:
    """End the processes whose command line names one of the folders."""
    if not _PROC.is_dir():  # macOS, Windows
        return
    names = [os.fsencode(path) for path in folders]
    for each in _PROC.iterdir():
        if not each.name.isdecimal() or int(each.name) == os.getpid():
            continue
        with suppress(OSError):
            command = (each / "cmdline").read_bytes()
            if any(name in command for name in names):
                os.kill(int(each.name), signal.SIGKILL)
