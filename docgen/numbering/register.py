"""The agenda of outgoing letters: an SQLite file that never gives a number twice.

One serial an office and year; numbers are given in order of signing, ties by row, only to
letters that are signed. A letter that has a number keeps it: a rebuild changes nothing.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from urllib.parse import quote

from docgen.errors import OutputError
from docgen.findings import Finding, Where, error, warning
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office
from docgen.numbering.pattern import letter_number

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
    PRIMARY KEY (kantor, tahun, urut),
    UNIQUE (kantor, surat),
    UNIQUE (kantor, nomor)
) STRICT
"""
COLUMNS = "kantor, tahun, urut, nomor, surat, ttd, tanggal, hal"


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the agenda of outgoing letters."""

    office: str
    year: int
    serial: int
    number: str
    letter: str  # SET/ID
    signed: dt.date
    dated: dt.date
    subject: str


def letter_key(letter: Letter) -> str:
    """How the register names a letter: its set and id."""
    return f"{letter.kelompok}/{letter.id}"


class Register:
    """The open agenda. Changes stand only after :meth:`commit`; without it they never were.

    Raises OutputError when the file cannot be opened, is held by another program, or is no
    register.
    """

    def __init__(self, path: Path, *, dry_run: bool = False) -> None:
        self._where = Where(f"{path.parent.name}/{path.name}")
        try:
            if dry_run:
                self._db = sqlite3.connect(":memory:", isolation_level=None)
                if path.is_file():
                    _copy(path, self._db)
            else:
                path.parent.mkdir(parents=True, exist_ok=True)
                self._db = sqlite3.connect(path, timeout=PATIENCE, isolation_level=None)
        except (sqlite3.Error, OSError) as problem:
            raise self._unusable(problem) from problem
        try:
            self._begin()
            self._db.execute(SCHEMA)
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
        try:
            self._db.execute("COMMIT")
        except sqlite3.Error as problem:
            raise self._unusable(problem) from problem

    def _begin(self) -> None:
        """Keep every other program from numbering until :meth:`commit` or the end."""
        if not self._db.in_transaction:
            self._db.execute("BEGIN IMMEDIATE")

    def _unusable(self, problem: Exception) -> OutputError:
        return OutputError(
            f"buku agenda {self._where} tidak dapat dipakai: {problem}",
            "Tutup program lain yang memakainya; bila rusak, kembalikan dari cadangan.",
        )

    def entries(self) -> tuple[Entry, ...]:
        """All lines, by office, year and serial."""
        rows = self._db.execute(f"SELECT {COLUMNS} FROM keluar ORDER BY kantor, tahun, urut")
        return tuple(
            Entry(
                office, year, serial, number, letter, dt.date.fromisoformat(signed),
                dt.date.fromisoformat(dated), subject,
            )
            for office, year, serial, number, letter, signed, dated, subject in rows
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
        takes the next number), number-other-office, number-duplicate, number-part-empty,
        signature-in-future, register-disagrees.
        """
        self._begin()
        given = {(entry.office, entry.letter): entry for entry in self.entries()}
        findings: list[Finding] = list(_moved(letters, given))
        waiting = [
            letter
            for letter in letters
            if letter.state is LetterState.DITANDATANGANI
            and not any(key == letter_key(letter) for _office, key in given)
            and not _refused(letter, pattern, today, findings)
        ]
        for letter in sorted(waiting, key=lambda each: each.tanggal_ttd or today):
            entry = self._give(letter, offices[letter.kop], pattern, today, findings)
            if entry:
                given[letter.kop, letter_key(letter)] = entry
        numbered = []
        for letter in letters:
            found = given.get((letter.kop, letter_key(letter)))
            if found is None:
                numbered.append(letter)
                continue
            findings += _compare(letter, found, most_days)
            numbered.append(
                letter.model_copy(update={"nomor": found.number, "tanggal_surat": found.dated})
            )
        return tuple(numbered), tuple(findings)

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
            letter_key(letter), letter.tanggal_ttd, dated, letter.hal,
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
            f"INSERT INTO keluar ({COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            [
                (
                    e.office, e.year, e.serial, e.number, e.letter, e.signed.isoformat(),
                    e.dated.isoformat(), e.subject,
                )
                for e in entries
            ],
        )  # fmt: skip


def _copy(path: Path, target: sqlite3.Connection) -> None:
    """Copy a register into memory without touching its file."""
    source = sqlite3.connect(f"file:{quote(path.as_posix(), safe='/:')}?mode=ro", uri=True)
    try:
        source.backup(target)
    finally:
        source.close()


def _moved(letters: Sequence[Letter], given: Mapping[tuple[str, str], Entry]) -> Iterator[Finding]:
    """Letters that have their number in another office's agenda than their ``kop`` says now."""
    office_of = {key: office for office, key in given}
    for letter in letters:
        office = office_of.get(letter_key(letter))
        if office and office != letter.kop:
            message = (
                f"surat ini sudah bernomor di agenda «{office}», tetapi kop-nya kini "
                f"«{letter.kop}»; kembalikan kop-nya, atau beri surat yang baru id yang lain"
            )
            yield error("number-other-office", letter.where, message)


def _refused(letter: Letter, pattern: str, today: dt.date, findings: list[Finding]) -> bool:
    """Whether a number may not be given yet: once given, it stands for ever."""
    found = []
    if letter.tanggal_ttd and letter.tanggal_ttd > today:
        message = f"tanggal tanda tangan {letter.tanggal_ttd} belum tiba; periksa «tanggal_ttd»"
        found.append(error("signature-in-future", letter.where, message))
    for part in ("klasifikasi", "keamanan"):
        if f"{{{part}" in pattern and not getattr(letter, part):
            message = f"nomor surat memerlukan «{part}», yang belum diisi"
            found.append(error("number-part-empty", letter.where, message))
    findings += found
    return bool(found)


def _compare(letter: Letter, entry: Entry, most_days: int) -> Iterable[Finding]:
    """What the data of a numbered letter says against its line in the register."""
    if letter.tanggal_ttd and letter.tanggal_ttd != entry.signed:
        message = f"buku agenda mencatat tanda tangan {entry.signed}, data {letter.tanggal_ttd}"
        yield warning("register-disagrees", letter.where, message)
    if letter.tanggal_nomor and letter.tanggal_nomor != entry.dated:
        message = f"buku agenda mencatat tanggal nomor {entry.dated}, data {letter.tanggal_nomor}"
        yield warning("register-disagrees", letter.where, message)
    days = (entry.dated - entry.signed).days
    if days > most_days:
        message = f"nomor diberikan {days} hari sesudah tanda tangan, batasnya {most_days} hari"
        yield warning("number-late", letter.where, message)
