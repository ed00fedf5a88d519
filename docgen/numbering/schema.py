"""The tables of the register, and how the register of an older docgen becomes one of today.

``keluar`` holds the lines, ``ralat`` the corrections of numbered letters, ``perubahan`` one line
for each change of the book, whose number also names the dated copies.
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable

from docgen.numbering.entry import Change, Entry, Version
from docgen.outside.damaged import INTEGER, TEXT, TEXT_OR_NONE, typed_rows
from docgen.outside.files import json_of

VERSION = 3
LINES = """
CREATE TABLE IF NOT EXISTS keluar (
    kantor       TEXT NOT NULL,
    tahun        INTEGER NOT NULL,
    seri         TEXT NOT NULL DEFAULT '',
    urut         INTEGER NOT NULL,
    sisipan      TEXT NOT NULL DEFAULT '',
    nomor        TEXT,
    surat        TEXT,
    ttd          TEXT,
    tanggal      TEXT NOT NULL,
    hal          TEXT NOT NULL DEFAULT '',
    tujuan       TEXT NOT NULL DEFAULT '',
    sidik        TEXT NOT NULL DEFAULT '',
    isi          TEXT NOT NULL DEFAULT '',
    dipesan      TEXT,
    alasan       TEXT NOT NULL DEFAULT '',
    batal        TEXT,
    alasan_batal TEXT NOT NULL DEFAULT '',
    lama         TEXT,
    buku_lama    TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kantor, tahun, seri, urut, sisipan),
    UNIQUE (kantor, surat),
    UNIQUE (kantor, nomor)
) STRICT
"""
CORRECTIONS = """
CREATE TABLE IF NOT EXISTS ralat (
    kantor  TEXT NOT NULL,
    tahun   INTEGER NOT NULL,
    seri    TEXT NOT NULL DEFAULT '',
    urut    INTEGER NOT NULL,
    sisipan TEXT NOT NULL,
    ke      INTEGER NOT NULL,
    tanggal TEXT NOT NULL,
    hal     TEXT NOT NULL,
    tujuan  TEXT NOT NULL,
    sidik   TEXT NOT NULL,
    isi     TEXT NOT NULL DEFAULT '',
    beda    TEXT NOT NULL DEFAULT '[]',
    ditarik TEXT,
    PRIMARY KEY (kantor, tahun, seri, urut, sisipan, ke)
) STRICT
"""
CHANGES = """
CREATE TABLE IF NOT EXISTS perubahan (
    ke      INTEGER PRIMARY KEY,
    tanggal TEXT,
    isi     TEXT NOT NULL
) STRICT
"""
KEY = ("kantor", "tahun", "seri", "urut", "sisipan")
COLUMNS = (
    *KEY, "nomor", "surat", "ttd", "tanggal", "hal", "tujuan", "sidik", "isi", "dipesan",
    "alasan", "batal", "alasan_batal", "lama", "buku_lama",
)  # fmt: skip
CORRECTION_COLUMNS = (
    *KEY, "ke", "tanggal", "hal", "tujuan", "sidik", "isi", "beda", "ditarik",
)  # fmt: skip
NUMBERS = frozenset({"tahun", "urut", "ke"})
MAY_BE_EMPTY = frozenset({"nomor", "surat", "ttd", "dipesan", "batal", "lama", "ditarik"})
# What the first registers had; the recipients came a little later.
OLD_COLUMNS = ("kantor", "tahun", "urut", "nomor", "surat", "ttd", "tanggal", "hal")


class NewerRegisterError(ValueError):
    """A register that a newer docgen has written; this one does not know its tables."""


def is_old(db: sqlite3.Connection) -> bool:
    """Whether ``db`` is a register of an older docgen, to be copied before it is changed."""
    found = _columns(db, "keluar")
    return frozenset(OLD_COLUMNS) <= found and not frozenset(COLUMNS) <= found


def prepare(db: sqlite3.Connection) -> bool:
    """Make the tables, or bring old ones up to date, within the open transaction.

    Says whether there was an old register. Raises NewerRegisterError for one of a newer docgen.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise NewerRegisterError(version)
    old = is_old(db)
    tables = (("keluar", LINES, COLUMNS), ("ralat", CORRECTIONS, CORRECTION_COLUMNS))
    for name, statement, columns in tables:
        if old:
            _made_anew(db, name, statement, columns)
        db.execute(statement)
    db.execute(CHANGES)
    if version != VERSION:
        db.execute(f"PRAGMA user_version = {VERSION}")
    return old


def _made_anew(db: sqlite3.Connection, name: str, statement: str, columns: tuple[str, ...]) -> None:
    """A table as it is today, with the rows that it has: SQLite changes no key of a table."""
    had = _columns(db, name)
    if not had:
        return
    kept = ", ".join(column for column in columns if column in had)
    db.execute(f"ALTER TABLE {name} RENAME TO {name}_lama")
    db.execute(statement)
    db.execute(f"INSERT INTO {name} ({kept}) SELECT {kept} FROM {name}_lama")
    db.execute(f"DROP TABLE {name}_lama")


def _columns(db: sqlite3.Connection, table: str) -> frozenset[str]:
    rows = db.execute("SELECT name FROM pragma_table_info(?)", (table,))
    return frozenset(name for (name,) in rows)


def read_entries(db: sqlite3.Connection) -> tuple[Entry, ...]:
    """All lines, by office, year, series and serial. Raises ValueError for what a damaged file may
    hold: a date that is none, a number in place of a text."""
    versions: dict[tuple[str, int, str, int, str], list[Version]] = defaultdict(list)
    corrections = db.execute(f"SELECT {', '.join(CORRECTION_COLUMNS)} FROM ralat ORDER BY ke")
    for row in typed_rows(corrections, _types(CORRECTION_COLUMNS)):
        office, year, series, serial, suffix, *rest = row
        versions[office, year, series, serial, suffix].append(_version(*rest))
    rows = db.execute(f"SELECT {', '.join(COLUMNS)} FROM keluar")
    found = [_entry(row, versions) for row in typed_rows(rows, _types(COLUMNS))]
    return tuple(sorted(found, key=lambda each: (each.place, each.label.order)))


def _types(columns: Iterable[str]) -> list[tuple[type, ...]]:
    return [
        INTEGER if column in NUMBERS else TEXT_OR_NONE if column in MAY_BE_EMPTY else TEXT
        for column in columns
    ]


def _changes(text: str) -> tuple[Change, ...]:
    found = json_of(text)
    try:
        return tuple(Change(*map(str, each)) for each in found)
    except TypeError as problem:
        raise ValueError(text) from problem


def _version(
    number: int,
    date: str,
    subject: str,
    recipients: str,
    digest: str,
    told: str,
    changes: str,
    withdrawn: str | None,
) -> Version:
    return Version(
        number=number,
        date=dt.date.fromisoformat(date),
        subject=subject,
        recipients=recipients,
        digest=digest,
        told=told,
        changes=_changes(changes),
        withdrawn=_date(withdrawn),
    )


def _entry(
    row: tuple[str, ...], versions: dict[tuple[str, int, str, int, str], list[Version]]
) -> Entry:
    (
        office, year, series, serial, suffix, number, letter, signed, dated, subject, recipients,
        digest, told, reserved, reserved_why, cancelled, cancelled_why, inherited, inherited_from,
    ) = row  # fmt: skip
    return Entry(
        office=office,
        year=int(year),
        series=series,
        serial=int(serial),
        suffix=suffix,
        number=number or "",
        letter=letter or "",
        signed=_date(signed),
        dated=dt.date.fromisoformat(dated),
        subject=subject,
        recipients=recipients,
        digest=digest,
        told=told,
        reserved=_date(reserved),
        reserved_why=reserved_why,
        cancelled=_date(cancelled),
        cancelled_why=cancelled_why,
        inherited=_date(inherited),
        inherited_from=inherited_from,
        versions=tuple(versions.get((office, int(year), series, int(serial), suffix), ())),
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _iso(date: dt.date | None) -> str | None:
    return date.isoformat() if date else None


def write_entry(db: sqlite3.Connection, entry: Entry) -> None:
    """Put a line in, or in the place of the one in the same slot. Raises IntegrityError."""
    values = (
        *entry.slot, entry.number or None, entry.letter or None, _iso(entry.signed),
        entry.dated.isoformat(), entry.subject, entry.recipients, entry.digest, entry.told,
        _iso(entry.reserved), entry.reserved_why, _iso(entry.cancelled), entry.cancelled_why,
        _iso(entry.inherited), entry.inherited_from,
    )  # fmt: skip
    _put(db, "keluar", COLUMNS, KEY, values)


def write_version(db: sqlite3.Connection, entry: Entry, version: Version) -> None:
    """Add a correction to a line, or write in its place what became of it."""
    changes = [[each.name, each.before, each.now] for each in version.changes]
    values = (
        *entry.slot, version.number, version.date.isoformat(), version.subject,
        version.recipients, version.digest, version.told,
        json.dumps(changes, ensure_ascii=False), _iso(version.withdrawn),
    )  # fmt: skip
    _put(db, "ralat", CORRECTION_COLUMNS, (*KEY, "ke"), values)


def _put(
    db: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    key: tuple[str, ...],
    values: tuple[str | int | None, ...],
) -> None:
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in key)
    marks = ", ".join("?" * len(values))
    db.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks}) "
        f"ON CONFLICT ({', '.join(key)}) DO UPDATE SET {updates}",
        values,
    )
