"""The agenda of outgoing letters: an SQLite file that never gives a number twice.

One serial an office and year; numbers are given in order of signing, ties by row, only to
letters that are signed. A letter that has a number keeps it: a rebuild changes nothing.
"""

from __future__ import annotations

import datetime as dt
import os
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from docgen.errors import OutputError
from docgen.findings import Finding, Where, error, warning
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office
from docgen.numbering.entry import Entry, letter_key
from docgen.numbering.pattern import letter_number
from docgen.numbering.rules import compare, moved, refused

# A second program that holds the file is waited for this long, seconds.
PATIENCE = 10.0

SCHEMA = """
CREATE TABLE IF NOT EXISTS keluar (
    kantor  TEXT NOT NULL,
    tahun   INTEGER NOT NULL,
    urut    INTEGER NOT NULL,
    nomor   TEXT NOT NULL,
    surat   TEXT NOT NULL,
    ttd     TEXT NOT NULL,
    tanggal TEXT NOT NULL,
    hal     TEXT NOT NULL,
    tujuan  TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kantor, tahun, urut),
    UNIQUE (kantor, surat),
    UNIQUE (kantor, nomor)
) STRICT
"""
COLUMNS = "kantor, tahun, urut, nomor, surat, ttd, tanggal, hal, tujuan"
# Registers from before the agenda kept the recipients.
ADD_RECIPIENTS = "ALTER TABLE keluar ADD COLUMN tujuan TEXT NOT NULL DEFAULT ''"
BACKUP_SUFFIX = ".bak"
_REASONS = {
    sqlite3.SQLITE_BUSY: "sedang dipakai program lain",
    sqlite3.SQLITE_LOCKED: "sedang dipakai program lain",
    sqlite3.SQLITE_CORRUPT: "isinya rusak",
    sqlite3.SQLITE_NOTADB: "berkas ini bukan buku agenda",
    sqlite3.SQLITE_FULL: "disk penuh",
    sqlite3.SQLITE_READONLY: "tidak boleh ditulis",
    sqlite3.SQLITE_CANTOPEN: "tidak dapat dibuka",
}


class Register:
    """The open agenda. Changes stand only after :meth:`commit`; without it they never were.

    Beside the file stands a copy of it (``agenda.db.bak``), renewed by each commit that gave
    numbers.

    Raises OutputError when the file cannot be opened, is held by another program, or is no
    register.
    """

    def __init__(self, path: Path, *, dry_run: bool = False) -> None:
        self._path = path
        self._dry_run = dry_run
        self._where = Where(f"{path.parent.name}/{path.name}")
        try:
            if dry_run:
                self._db = sqlite3.connect(":memory:", isolation_level=None)
                if path.exists():
                    _copy(path, self._db)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        except (sqlite3.Error, OSError) as problem:
            raise self._unusable(problem) from problem
        self._saved_changes = 0
        try:
            self._begin()
            self._db.execute(SCHEMA)
            if "tujuan" not in self._columns():
                self._db.execute(ADD_RECIPIENTS)
            self.entries()
        except (sqlite3.Error, ValueError) as problem:
            self._db.close()
            raise self._unusable(problem) from problem

    def __enter__(self) -> Register:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        value: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._db.close()

    def commit(self) -> None:
        """Make the numbers given so far stand; others may number from then on."""
        given = self._db.total_changes > self._saved_changes
        try:
            self._db.execute("COMMIT")
            if given and not self._dry_run:
                self._save_backup()
        except (sqlite3.Error, OSError) as problem:
            raise self._unusable(problem) from problem
        self._saved_changes = self._db.total_changes

    def _begin(self) -> None:
        """Keep every other program from numbering until :meth:`commit` or the end."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def _columns(self) -> frozenset[str]:
        rows = self._db.execute("SELECT name FROM pragma_table_info('keluar')")
        return frozenset(name for (name,) in rows)

    def _save_backup(self) -> None:
        """A copy of what stands now: whole or as it was, never half."""
        temporary = self._path.with_name(f"{self._path.name}.{os.getpid()}.tmp")
        copy = sqlite3.connect(temporary)
        try:
            self._db.backup(copy)
        finally:
            copy.close()
        temporary.replace(backup_of(self._path))

    def _unusable(self, problem: Exception) -> OutputError:
        # The low byte is the kind of an error, the rest says more of it.
        code = getattr(problem, "sqlite_errorcode", 0) & 0xFF
        reason = _REASONS.get(code, str(problem))
        return OutputError(
            f"buku agenda {self._where} tidak dapat dipakai: {reason}",
            "Tutup program lain yang memakainya dan periksa hak aksesnya; bila rusak, salin "
            f"kembali dari cadangan ({self._where}{BACKUP_SUFFIX}).",
        )

    def entries(self) -> tuple[Entry, ...]:
        """All lines, by office, year and serial."""
        rows = self._db.execute(f"SELECT {COLUMNS} FROM keluar ORDER BY kantor, tahun, urut")
        return tuple(
            Entry(
                office, year, serial, number, letter, dt.date.fromisoformat(signed),
                dt.date.fromisoformat(dated), subject, recipients,
            )
            for office, year, serial, number, letter, signed, dated, subject, recipients in rows
        )  # fmt: skip

    def number(
        self,
        letters: Sequence[Letter],
        offices: Mapping[str, Office],
        pattern: str,
        today: dt.date,
        most_days: int,
    ) -> tuple[tuple[Letter, ...], tuple[Finding, ...]]:
        """The letters with their numbers, in the given order; unsigned ones as they were.

        ``today`` dates a number whose letter does not say ``tanggal_nomor``. Findings:
        number-late (more than ``most_days`` after signing), number-out-of-order (a latecomer
        takes the next number), number-other-office, number-orphan (a letter that has its number
        under another id), number-duplicate, number-part-empty, signature-in-future,
        register-disagrees.
        """
        self._begin()
        entries = self.entries()
        given = {(entry.office, entry.letter): entry for entry in entries}
        known = {letter_key(letter) for letter in letters}
        orphans = [entry for entry in entries if entry.letter not in known]
        findings: list[Finding] = list(moved(letters, given))
        waiting = [
            letter
            for letter in letters
            if letter.state is LetterState.DITANDATANGANI
            and not any(key == letter_key(letter) for _office, key in given)
            and not refused(letter, pattern, today, orphans, findings)
        ]
        for letter in sorted(waiting, key=lambda each: each.tanggal_ttd or today):
            entry = self._give(letter, offices[letter.kop], pattern, today, findings)
            if entry:
                given[letter.kop, letter_key(letter)] = entry
        for letter in letters:
            if found := given.get((letter.kop, letter_key(letter))):
                findings += compare(letter, found, most_days)
        return _with_numbers(letters, given), tuple(findings)

    def recall(self, letters: Sequence[Letter]) -> tuple[Letter, ...]:
        """The letters with the numbers that they have; none gets a new one."""
        given = {(entry.office, entry.letter): entry for entry in self.entries()}
        return _with_numbers(letters, given)

    def _give(
        self,
        letter: Letter,
        office: Office,
        pattern: str,
        today: dt.date,
        findings: list[Finding],
    ) -> Entry | None:
        assert letter.tanggal_ttd
        year, dated = letter.tanggal_ttd.year, letter.tanggal_nomor or today
        (last, last_signed) = self._db.execute(
            "SELECT coalesce(max(urut), 0), max(ttd) FROM keluar WHERE kantor = ? AND tahun = ?",
            (office.kunci, year),
        ).fetchone()
        if last_signed and letter.tanggal_ttd.isoformat() < last_signed:
            message = (
                "surat ini ditandatangani lebih dulu daripada surat yang sudah bernomor; "
                "ia mendapat nomor berikutnya"
            )
            findings.append(warning("number-out-of-order", letter.where, message))
        # The serial belongs to the year of signing, and a number says its serial's year.
        named = dated if dated.year == year else letter.tanggal_ttd
        entry = Entry(
            office.kunci, year, last + 1, letter_number(pattern, last + 1, named, letter, office),
            letter_key(letter), letter.tanggal_ttd, dated, letter.hal, "; ".join(letter.tujuan),
        )  # fmt: skip
        try:
            self._insert([entry])
        except sqlite3.IntegrityError:
            message = f"nomor «{entry.number}» sudah dipakai; periksa pola nomor di docgen.toml"
            findings.append(error("number-duplicate", letter.where, message))
            return None
        return entry

    def _insert(self, entries: Iterable[Entry]) -> None:
        self._db.executemany(
            f"INSERT INTO keluar ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    e.office, e.year, e.serial, e.number, e.letter, e.signed.isoformat(),
                    e.dated.isoformat(), e.subject, e.recipients,
                )
                for e in entries
            ],
        )  # fmt: skip


def backup_of(path: Path) -> Path:
    """Where the copy of a register stands."""
    return path.with_name(path.name + BACKUP_SUFFIX)


def _copy(path: Path, target: sqlite3.Connection) -> None:
    """Copy a register into memory without touching its file."""
    address = f"file:{quote(path.as_posix(), safe='/:')}?mode=ro"
    source = sqlite3.connect(address, uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        # Only a reader waits with patience; the backup alone would wait for ever.
        source.execute("BEGIN")
        source.execute("SELECT count(*) FROM sqlite_master").fetchone()
        source.backup(target)
    finally:
        source.close()


def _with_numbers(
    letters: Sequence[Letter], given: Mapping[tuple[str, str], Entry]
) -> tuple[Letter, ...]:
    numbered = []
    for letter in letters:
        if found := given.get((letter.kop, letter_key(letter))):
            letter = letter.model_copy(update={"nomor": found.number, "tanggal_surat": found.dated})
        numbered.append(letter)
    return tuple(numbered)
