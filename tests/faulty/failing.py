"""A disk, a database and a system that fail once: the n-th time that docgen asks for something.

Counted is what a command asks in this process and in what it copies itself to: files written,
renamed and synced, processes started, and calls of databases.
"""

from __future__ import annotations

import contextlib
import errno
import os
import pathlib
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from typing import Any

import pytest


class Once:
    """Lets the ``last``-th request fail; 0 counts them only."""

    def __init__(self, last: int) -> None:
        self.last, self.count = last, 0
        self.failed = ""

    def asked(self, what: str, problem: Callable[[], Exception]) -> None:
        """One request more. Raises its error when it is the one."""
        self.count += 1
        if self.count == self.last:
            self.failed = what
            raise problem()

    def before(self, what: str, number: int, call: Callable[..., Any]) -> Callable[..., Any]:
        """The same call, asked for first; it fails with an error of the system."""

        def asking(*words: Any, **named: Any) -> Any:
            self.asked(what, lambda: OSError(number, os.strerror(number)))
            return call(*words, **named)

        return asking

    def database(self) -> type[sqlite3.Connection]:
        """Connections that are asked for first."""
        once = self

        class Connection(sqlite3.Connection):
            def execute(self, *words: Any) -> sqlite3.Cursor:
                once.asked("database", _broken)
                return super().execute(*words)

            def executemany(self, *words: Any) -> sqlite3.Cursor:
                once.asked("database", _broken)
                return super().executemany(*words)

            def commit(self) -> None:
                once.asked("database", _broken)
                super().commit()

            def backup(self, *words: Any, **named: Any) -> None:
                once.asked("database", _broken)
                super().backup(*words, **named)

        return Connection


def _broken() -> sqlite3.OperationalError:
    problem = sqlite3.OperationalError("disk I/O error")
    problem.sqlite_errorcode = sqlite3.SQLITE_IOERR
    problem.sqlite_errorname = "SQLITE_IOERR"
    return problem


@contextlib.contextmanager
def failing(last: int) -> Iterator[Once]:
    """For the time of a block, the ``last``-th request fails."""
    once = Once(last)
    with pytest.MonkeyPatch.context() as patch:
        full, slow, crowded = errno.ENOSPC, errno.EIO, errno.EAGAIN
        for owner, name, what, number in (
            (pathlib.Path, "write_bytes", "write", full),
            (pathlib.Path, "write_text", "write", full),
            (shutil, "copyfile", "write", full),
            (os, "mkdir", "folder", full),
            (pathlib.Path, "replace", "rename", slow),
            (os, "replace", "rename", slow),
            (os, "sync", "sync", slow),
            (os, "fsync", "sync", slow),
            (os, "fork", "process", crowded),
            (subprocess, "Popen", "process", crowded),
        ):
            if hasattr(owner, name):
                patch.setattr(owner, name, once.before(what, number, getattr(owner, name)))
        connect, database = sqlite3.connect, once.database()
        patch.setattr(sqlite3, "connect", lambda *w, **n: connect(*w, **{"factory": database} | n))
        yield once
