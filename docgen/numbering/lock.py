"""One writer of the register at a time, on a network share too.

SQLite locks by means of the file system, which shares of other machines (SMB, NFS) often only
pretend to do (https://sqlite.org/lockingv3.html, "How To Corrupt"). What they do keep is that a
file can be created once: so whoever writes first creates ``agenda.db.lock``, which says whose it
is, and takes it away afterwards. SQLite's own lock is held as well; on one machine it is sound.

A lock left behind by a killed program of this machine is taken over. Nobody can know whether a
program of another machine still runs: then the clerk is told whose lock it is. Ages are told by
the file server's clock alone, from the times of two of its files.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import stat
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import OutputError
from docgen.outside.files import read_json

SUFFIX = ".lock"
PAUSE = 0.01  # seconds between two looks at a lock that is held
_held: set[str] = set()  # the locks of this very process


@dataclass(frozen=True, slots=True)
class Owner:
    """Who holds a lock: the machine and the process."""

    host: str
    pid: int

    @classmethod
    def me(cls) -> Owner:
        """This process."""
        return cls(socket.gethostname(), os.getpid())


class Lock:
    """The lock beside one file."""

    def __init__(self, path: Path) -> None:
        self.path = path.with_name(path.name + SUFFIX)
        self.held = False  # by this very object
        self._name = str(self.path.absolute())

    def take(self, patience: float) -> None:
        """Hold the lock; wait up to ``patience`` seconds for whoever does.

        Raises OutputError when it is held longer, OSError when the folder cannot be written.
        """
        end = time.monotonic() + patience
        while not self._create():
            if self._is_odd():
                raise self._odd()
            owner = self._owner()
            if owner and self._is_dead(owner):
                self._take_over()
            elif time.monotonic() > end:
                raise self._too_long(owner)
            else:
                time.sleep(PAUSE)
        self.held = True
        _held.add(self._name)

    def release(self) -> None:
        """Let others write; a lock that somebody else made meanwhile stays."""
        if not self.held:
            return
        self.held = False
        _held.discard(self._name)
        if self._owner() == Owner.me():
            with contextlib.suppress(OSError):
                self.path.unlink()

    def _create(self) -> bool:
        try:
            handle = os.open(self.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o644)
        except FileExistsError:
            return False
        except PermissionError:
            # Windows says so of a file that is being deleted.
            if sys.platform == "win32" and self.path.exists():
                return False
            raise
        try:
            with os.fdopen(handle, "w", encoding="utf-8") as file:
                me = Owner.me()
                json.dump({"komputer": me.host, "proses": me.pid}, file)
        except OSError:  # a full disk: a lock that names nobody would stand for ever
            self.path.unlink(missing_ok=True)
            raise
        return True

    def _is_odd(self) -> bool:
        """Whether something stands there that no docgen made, and so nobody takes away."""
        try:
            return not stat.S_ISREG(self.path.lstat().st_mode)
        except OSError:  # gone meanwhile
            return False

    def _odd(self) -> OutputError:
        name = f"{self.path.parent.name}/{self.path.name}"
        return OutputError(
            f"{name} bukan berkas biasa (folder, tautan, pipa atau perangkat)",
            "Hapus atau ganti namanya: docgen sendiri membuat berkas dengan nama itu.",
        )

    def _owner(self) -> Owner | None:
        """Who holds it; None when it is gone, or not written yet."""
        try:
            data = read_json(self.path)
            return Owner(str(data["komputer"]), int(data["proses"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def _is_dead(self, owner: Owner) -> bool:
        me = Owner.me()
        if owner.host != me.host:
            return False
        # A killed program may have had the number that this process has now.
        return self._name not in _held if owner.pid == me.pid else not _runs(owner.pid)

    def _take_over(self) -> None:
        """Remove the lock of a dead process.

        Two that do so at once could both go on; they are on one machine, where SQLite's own
        lock, taken next, holds the second one back.
        """
        aside = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        with contextlib.suppress(OSError):
            self.path.replace(aside)
            aside.unlink()

    def _too_long(self, owner: Owner | None) -> OutputError:
        who = f"komputer {owner.host} (proses {owner.pid})" if owner else "program lain"
        return OutputError(
            f"buku agenda {self.path.parent.name}/{self.path.name.removesuffix(SUFFIX)} sedang "
            f"dipakai oleh {who}, {self._age()}",
            f"Tunggu sampai selesai. Bila di sana docgen sudah tidak berjalan, hapus berkas "
            f"{self.path.parent.name}/{self.path.name}, lalu jalankan lagi.",
        )

    def _age(self) -> str:
        """How long it has been held, in the words of a clerk."""
        probe = self.path.with_name(f"{self.path.name}.{os.getpid()}")
        try:
            probe.touch()
            minutes = int((probe.stat().st_mtime - self.path.stat().st_mtime) // 60)
        except OSError:
            return "baru saja"
        finally:
            with contextlib.suppress(OSError):
                probe.unlink()
        if minutes < 1:
            return "kurang dari satu menit"
        hours, rest = divmod(minutes, 60)
        return f"sejak {hours} jam {rest} menit" if hours else f"sejak {rest} menit"


if sys.platform == "win32":
    import ctypes

    _QUERY = 0x1000  # PROCESS_QUERY_LIMITED_INFORMATION
    _STILL_ACTIVE = 259
    _ACCESS_DENIED = 5

    def _runs(pid: int) -> bool:
        """Whether a process of this machine runs. ``os.kill`` would end it here."""
        kernel = ctypes.WinDLL("kernel32", use_last_error=True)
        handle = kernel.OpenProcess(_QUERY, False, pid)
        if not handle:
            return bool(ctypes.get_last_error() == _ACCESS_DENIED)
        code = ctypes.c_ulong()
        kernel.GetExitCodeProcess(handle, ctypes.byref(code))
        kernel.CloseHandle(handle)
        return bool(code.value == _STILL_ACTIVE)
else:

    def _runs(pid: int) -> bool:
        """Whether a process of this machine runs, whoever it belongs to."""
        if pid <= 0:
            return False
        try:
            os.kill(pid, 0)
        except ProcessLookupError:
            return False
        except (PermissionError, OverflowError):
            return True
        return True
