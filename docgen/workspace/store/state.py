"""What is known of every output that was written: from which parts, and with which content.

An SQLite file beside the outputs, read and written in part: a workspace may have some hundred
thousand of them. It can always be done without: what it does not know counts as never written.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.errors import OutputError
from docgen.outside.damaged import TEXT, texts_of, typed_rows
from docgen.outside.files import read_json
from docgen.workspace.parts import Parts

STATE = ".docgen.db"
# What earlier versions kept as one JSON: its hashes are taken over, so that nothing of theirs is
# mistaken for a file that somebody changed by hand.
OLD_STATE = ".docgen.json"
VERSION = 1
TABLE = """
CREATE TABLE output (
    path TEXT PRIMARY KEY, sha256 TEXT NOT NULL, before TEXT NOT NULL, parts TEXT NOT NULL
) WITHOUT ROWID
"""
DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
# Another docgen that writes into the same folder is waited for, seconds.
PATIENCE = 30.0
# As much of the file is kept in memory while it is open, KiB.
CACHE_KIB = 16_384


@dataclass(frozen=True, slots=True)
class Record:
    """One output as it was last written, and the SHA-256 of what stood there before ("": none)."""

    sha256: str
    parts: Parts
    before: str = ""


def unusable(problem: sqlite3.Error, folder: str) -> OutputError:
    """The words for a state that cannot be read or written now."""
    return OutputError(
        f"catatan hasil di {folder} tidak dapat dibaca atau ditulis: {problem}",
        "Periksa ruang disk dan hak akses folder itu, tutup docgen lain, lalu jalankan lagi.",
    )


def _is_damage(problem: sqlite3.Error) -> bool:
    """Whether the file itself is broken: text in it that is none has no code of SQLite."""
    code: int | None = getattr(problem, "sqlite_errorcode", None)
    return code is None or code & 0xFF in DAMAGED


class State:
    """The records of the outputs in a folder, by path. Nothing is created before :meth:`keep`.

    Raises OutputError where the file cannot be read although it is not damaged.
    """

    def __init__(self, folder: Path) -> None:
        self._file = folder / STATE
        self._old = folder / OLD_STATE
        self._db: sqlite3.Connection | None = None
        self._inherited: dict[str, Record] = {}
        # The contents of outputs, now and before, that were asked for since the last change.
        self._contents: dict[str, tuple[str, str]] = {}
        if self._file.is_file():
            self._open()
        else:
            self._inherited = dict(self._of_old())

    def record(self, path: str) -> Record | None:
        """What is known of one output."""
        for _path, record in self._select("WHERE path = ?", (path,)):
            self._contents[path] = record.sha256, record.before
            return record
        return self._inherited.get(path)

    def contents(self, path: str) -> tuple[str, ...]:
        """The SHA-256 of one output as it was last written, and of what stood there before."""
        if path not in self._contents and (record := self.record(path)):
            self._contents[path] = record.sha256, record.before
        return self._contents.get(path, ())

    def sha256(self, path: str) -> str:
        """The SHA-256 of one output as it was last written, "" when it never was."""
        return next(iter(self.contents(path)), "")

    def under(self, prefix: str) -> dict[str, Record]:
        """What is known of all outputs whose paths begin so."""
        end = prefix[:-1] + chr(ord(prefix[-1]) + 1) if prefix else "\U0010ffff"
        inherited = {p: r for p, r in self._inherited.items() if p.startswith(prefix)}
        return inherited | dict(self._select("WHERE path >= ? AND path < ?", (prefix, end)))

    def keep(self, records: Mapping[str, Record]) -> None:
        """Write records down, all or none. Raises OSError, sqlite3.Error."""
        for path in records:
            self._contents.pop(path, None)
        rows = [(p, r.sha256, r.before, json.dumps(dict(r.parts))) for p, r in records.items()]
        try:
            self._insert(rows)
        except sqlite3.DatabaseError as problem:
            if not _is_damage(problem):
                raise
            self.close()
            self._insert(rows)

    def forget(self, paths: Iterable[str]) -> None:
        """Drop the records of outputs that are gone; one that stays does no harm."""
        gone = list(paths)
        for path in gone:
            self._contents.pop(path, None)
        if gone and self._db is not None:
            with contextlib.suppress(sqlite3.DatabaseError), self._db:
                rows = ((path,) for path in gone)
                self._db.executemany("DELETE FROM output WHERE path = ?", rows)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            self._db.close()
            self._db = None

    def _insert(self, rows: Sequence[tuple[str, str, str, str]]) -> None:
        db = self._db or self._create()
        with db:
            db.executemany("INSERT OR REPLACE INTO output VALUES (?, ?, ?, ?)", rows)

    def _select(self, where: str, values: tuple[str, ...]) -> Iterator[tuple[str, Record]]:
        if self._db is None:
            return
        query = f"SELECT path, sha256, before, parts FROM output {where} ORDER BY path"
        try:
            # One transaction for all that is read between two changes: locking the file for each
            # of ten thousand records took longer than reading them.
            if not self._db.in_transaction:
                self._db.execute("BEGIN")
            for path, sha256, before, parts in typed_rows(
                self._db.execute(query, values), (TEXT,) * 4
            ):
                yield path, Record(sha256, texts_of(parts), before)
        except ValueError:
            self.close()
        except sqlite3.DatabaseError as problem:
            self._close_damaged(problem)

    def _open(self) -> None:
        """Use the file that is there; a damaged one, or one of another version, counts as none."""
        self._db = sqlite3.connect(self._file, timeout=PATIENCE)
        try:
            self._db.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            (version,) = self._db.execute("PRAGMA user_version").fetchone()
            tables = {name for (name,) in self._db.execute("SELECT name FROM sqlite_master")}
            known = version == VERSION and "output" in tables
        except sqlite3.DatabaseError as problem:
            self._close_damaged(problem)
            return
        if not known:
            self.close()

    def _close_damaged(self, problem: sqlite3.DatabaseError) -> None:
        """Do without a damaged file; raise OutputError for one that only cannot be read now, which
        would be lost with all that it knows."""
        self.close()
        if not _is_damage(problem):
            raise unusable(problem, self._file.parent.name) from problem

    def _create(self) -> sqlite3.Connection:
        """A new file, with what the state of an older version knew."""
        self._file.unlink(missing_ok=True)
        inherited, self._inherited = self._inherited, {}
        self._db = db = sqlite3.connect(self._file, timeout=PATIENCE)
        db.execute(TABLE)
        db.execute(f"PRAGMA user_version = {VERSION}")
        if inherited:
            self.keep(inherited)
        self._old.unlink(missing_ok=True)
        return db

    def _of_old(self) -> Iterator[tuple[str, Record]]:
        with contextlib.suppress(OSError, ValueError, AttributeError, TypeError, KeyError):
            for path, record in read_json(self._old).items():
                yield path, Record(str(record["sha256"]), {}, str(record.get("before", "")))
