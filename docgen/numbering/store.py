"""The file of the register: opened under a lock, changed whole or not at all, copied each time.

Beside ``agenda.db`` stand ``agenda.db.bak``, a copy of the last change, and ``cadangan/`` with
the last ten copies, ``agenda-000042.db`` after the 42nd change: a mistake that is seen a day later
can still be taken back. Never in WAL mode, which does not work on network shares
(https://sqlite.org/wal.html).
"""

from __future__ import annotations

import contextlib
import datetime as dt
import errno
import os
import shutil
import sqlite3
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import quote

from docgen.errors import DocgenError, FindingsError, OutputError
from docgen.findings import Where, error
from docgen.model.writing.os_reasons import os_reason
from docgen.numbering.entry import Entry, Version
from docgen.numbering.lock import Lock
from docgen.numbering.schema import (
    NewerRegisterError,
    is_old,
    prepare,
    read_entries,
    write_entry,
    write_version,
)
from docgen.outside.files import ANY_SIZE, fits

BACKUP_SUFFIX = ".bak"
COPIES = "cadangan"
COPIES_KEPT = 10
# What is wrong and what to do. Only a broken file is to be put back from a copy: putting an old
# book in the place of a good one, because the disk was full, would lose numbers.
_BUSY = (
    "sedang dipakai program lain",
    "Tutup program lain yang memakainya, atau tunggu sampai selesai, lalu jalankan lagi.",
)
_FULL = ("disk penuh", "Kosongkan ruang disk, lalu jalankan lagi.")
_READ_ONLY = (
    "tidak boleh ditulis",
    "Periksa hak akses berkas dan foldernya (hilangkan tanda Read-only), lalu jalankan lagi.",
)
_CLOSED = (
    "tidak dapat dibuka",
    "Tutup program lain yang memakainya dan periksa hak akses berkas dan foldernya.",
)
_RESTORE = "Salin kembali dari cadangan ({copy}, atau yang lebih lama di folder {older})."
_REASONS = {
    sqlite3.SQLITE_BUSY: _BUSY,
    sqlite3.SQLITE_LOCKED: _BUSY,
    sqlite3.SQLITE_CORRUPT: ("isinya rusak", _RESTORE),
    sqlite3.SQLITE_NOTADB: ("berkas ini bukan buku agenda", _RESTORE),
    sqlite3.SQLITE_FULL: _FULL,
    sqlite3.SQLITE_READONLY: _READ_ONLY,
    sqlite3.SQLITE_PERM: _READ_ONLY,
    sqlite3.SQLITE_CANTOPEN: _CLOSED,
    sqlite3.SQLITE_IOERR: _CLOSED,
}
_NO_FILE = (errno.EISDIR, errno.ENXIO)  # a folder, a pipe, a device
_SYSTEM_REASONS = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EROFS: _READ_ONLY,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
}


class Store:
    """The open file. Changes stand only after :meth:`commit`; without it they never were.

    ``dry_run`` works on a copy in memory and writes nothing. ``patience``: seconds that another
    program which holds the file is waited for.

    Raises OutputError when the file cannot be opened or is held by another program,
    FindingsError (register-unreadable) when it is no register, or a broken one.
    """

    def __init__(self, path: Path, *, dry_run: bool, patience: float) -> None:
        self.where = Where(f"{path.parent.name}/{path.name}")
        self._path = path
        self._dry_run = dry_run
        self._patience = patience
        self._lock = Lock(path)
        self._changes: list[str] = []
        self._today: dt.date | None = None
        self._db = sqlite3.connect(":memory:", isolation_level=None)
        try:
            if path.exists():
                fits(path, ANY_SIZE)  # SQLite would wait for ever at a pipe
            if dry_run:
                if path.exists():
                    _copy(path, self._db, patience)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._see_to_copies()
                self._lock.take(patience)
                self._db.close()
                self._db = sqlite3.connect(path, timeout=patience, isolation_level=None)
                self._db.execute("PRAGMA journal_mode = DELETE")
            self._begin()
            if is_old(self._db) and not dry_run:
                self._keep_copy(0).unlink()
            if prepare(self._db):
                self._changes.append("buku agenda lama diperbarui")
            self.entries()
        except (sqlite3.Error, OSError, ValueError) as problem:
            self._close()
            raise self._unusable(problem) from problem
        except DocgenError:
            self._close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._close()
        if isinstance(value, sqlite3.Error):
            raise self._unusable(value) from value

    def entries(self) -> tuple[Entry, ...]:
        """All lines, by office, year and serial."""
        return read_entries(self._db)

    def commit(self) -> None:
        """Make the changes so far stand; others may write from then on."""
        try:
            if self._changes:
                day = self._today.isoformat() if self._today else None
                line = (day, "; ".join(self._changes))
                self._db.execute("INSERT INTO perubahan (tanggal, isi) VALUES (?, ?)", line)
            self._db.execute("COMMIT")
            if self._changes and not self._dry_run:
                (count,) = self._db.execute("SELECT max(ke) FROM perubahan").fetchone()
                self._keep_copy(count).replace(backup_of(self._path))
        except (sqlite3.Error, OSError) as problem:
            raise self._unusable(problem) from problem
        finally:
            self._changes.clear()
            self._lock.release()

    def _close(self) -> None:
        self._db.close()
        self._lock.release()

    def _begin(self, today: dt.date | None = None) -> None:
        """Keep every other program from writing until :meth:`commit` or the end."""
        self._today = today or self._today
        if not self._db.in_transaction:
            if not self._dry_run and not self._lock.held:
                self._lock.take(self._patience)
            self._db.execute("BEGIN IMMEDIATE")

    def _write(self, entry: Entry, change: str) -> None:
        """Put a line in. Raises IntegrityError when its number is taken, else OutputError."""
        try:
            write_entry(self._db, entry)
        except sqlite3.OperationalError as problem:
            raise self._unusable(problem) from problem
        self._changes.append(change)

    def _write_version(self, entry: Entry, version: Version) -> None:
        try:
            write_version(self._db, entry, version)
        except sqlite3.OperationalError as problem:
            raise self._unusable(problem) from problem
        what = "ditarik: ralat" if version.withdrawn else "ralat"
        self._changes.append(f"{what} ke-{version.number} nomor {entry.number}")

    def _see_to_copies(self) -> None:
        """Raise OutputError now, and not when numbers were given, where no copy can be kept."""
        backup, older = backup_of(self._path), self._path.parent / COPIES
        for path, kind in ((backup, "folder"), (older, "berkas")):
            if path.is_dir() if kind == "folder" else path.exists() and not path.is_dir():
                raise OutputError(
                    f"{path.parent.name}/{path.name} adalah {kind}, padahal cadangan buku agenda "
                    "disimpan dengan nama itu",
                    "Pindahkan atau ganti namanya, lalu jalankan lagi.",
                )

    def _keep_copy(self, count: int) -> Path:
        """Put a numbered copy of the file as it stands aside; gives back a second one to move.

        Each is whole or not there, never half.
        """
        folder = self._path.parent / COPIES
        folder.mkdir(exist_ok=True)
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        copy = sqlite3.connect(temporary)
        try:
            if count:
                self._db.backup(copy)
            else:  # what the open transaction is about to change
                _copy(self._path, copy, self._patience)
        finally:
            copy.close()
        aside = folder / temporary.name
        shutil.copyfile(temporary, aside)
        aside.replace(folder / f"{self._path.stem}-{count:06d}{self._path.suffix}")
        for old in copies_of(self._path)[COPIES_KEPT:]:
            with contextlib.suppress(OSError):  # a folder of somebody's
                old.unlink()
        return temporary

    def _unusable(self, problem: Exception) -> DocgenError:
        # The low byte is the kind of an error, the rest says more of it.
        code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        if isinstance(problem, NewerRegisterError):
            reason, advice = (
                "dibuat oleh docgen yang lebih baru",
                "Perbarui docgen di komputer ini.",
            )
        elif isinstance(problem, OSError):
            other = (os_reason(problem), _CLOSED[1])
            reason, advice = _SYSTEM_REASONS.get(problem.errno or 0, other)
            no_file = self._path.exists() and not self._path.is_file()
            advice = _RESTORE if no_file and problem.errno in _NO_FILE else advice
        else:  # also other tables than a register's, or a date that is none
            reason, advice = _REASONS.get(code, ("isinya bukan isi buku agenda", _RESTORE))
        is_broken = advice is _RESTORE
        folder = self._path.parent.name
        advice = advice.format(copy=f"{self.where}{BACKUP_SUFFIX}", older=f"{folder}/{COPIES}")
        words = f"buku agenda {self.where} tidak dapat dipakai: {reason}"
        if is_broken:
            return FindingsError([error("register-unreadable", self.where, f"{words}. {advice}")])
        return OutputError(words, advice)


def backup_of(path: Path) -> Path:
    """Where the copy of a register stands."""
    return path.with_name(path.name + BACKUP_SUFFIX)


def copies_of(path: Path) -> list[Path]:
    """The older copies of a register that are there, the newest first."""
    found = (path.parent / COPIES).glob(f"{path.stem}-*{path.suffix}")
    return sorted(found, reverse=True)


def _copy(path: Path, target: sqlite3.Connection, patience: float) -> None:
    """Copy a register without touching its file."""
    address = f"file:{quote(path.as_posix(), safe='/:')}?mode=ro"
    source = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None)
    try:
        # Only a reader waits with patience; the backup alone would wait for ever.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target)
    finally:
        source.close()
