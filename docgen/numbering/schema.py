"""The tables of the register, and how the register of an older docgen becomes one of today.

``keluar`` holds the lines, ``ralat`` the corrections of numbered letters, ``perubahan`` one line
for each change of the book, whose number also names the dated copies.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections import defaultdict

from docgen.numbering.entry import Entry, Version

VERSION = 2
LINES = """
CREATE TABLE IF NOT EXISTS keluar (
    kantor       TEXT NOT NULL,
    tahun        INTEGER NOT NULL,
    urut         INTEGER NOT NULL,
    sisipan      TEXT NOT NULL DEFAULT '',
    nomor        TEXT,
    surat        TEXT,
    ttd          TEXT,
    tanggal      TEXT NOT NULL,
    hal          TEXT NOT NULL DEFAULT '',
    tujuan       TEXT NOT NULL DEFAULT '',
    sidik        TEXT NOT NULL DEFAULT '',
    dipesan      TEXT,
    alasan       TEXT NOT NULL DEFAULT '',
    batal        TEXT,
    alasan_batal TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (kantor, tahun, urut, sisipan),
    UNIQUE (kantor, surat),
    UNIQUE (kantor, nomor)
) STRICT
"""
CORRECTIONS = """
CREATE TABLE IF NOT EXISTS ralat (
    kantor  TEXT NOT NULL,
    tahun   INTEGER NOT NULL,
    urut    INTEGER NOT NULL,
    sisipan TEXT NOT NULL,
    ke      INTEGER NOT NULL,
    tanggal TEXT NOT NULL,
    hal     TEXT NOT NULL,
    tujuan  TEXT NOT NULL,
    sidik   TEXT NOT NULL,
    PRIMARY KEY (kantor, tahun, urut, sisipan, ke)
) STRICT
"""
CHANGES = """
CREATE TABLE IF NOT EXISTS perubahan (
    ke      INTEGER PRIMARY KEY,
    tanggal TEXT,
    isi     TEXT NOT NULL
) STRICT
"""
COLUMNS = (
    "kantor, tahun, urut, nomor, surat, ttd, tanggal, hal, tujuan, sisipan, sidik, dipesan, "
    "alasan, batal, alasan_batal"
)
SLOT = "kantor = ? AND tahun = ? AND urut = ? AND sisipan = ?"
# What the first registers had; the recipients came a little later.
OLD_COLUMNS = ("kantor", "tahun", "urut", "nomor", "surat", "ttd", "tanggal", "hal")


class NewerRegisterError(ValueError):
    """A register that a newer docgen has written; this one does not know its tables."""


def is_old(db: sqlite3.Connection) -> bool:
    """Whether ``db`` is a register of an older docgen, to be copied before it is changed."""
    return frozenset(OLD_COLUMNS) <= _columns(db) and "sisipan" not in _columns(db)


def prepare(db: sqlite3.Connection) -> bool:
    """Make the tables, or bring old ones up to date, within the open transaction.

    Says whether there was an old register. Raises NewerRegisterError for one of a newer docgen.
    """
    (version,) = db.execute("PRAGMA user_version").fetchone()
    if version > VERSION:
        raise NewerRegisterError(version)
    old = is_old(db)
    if old:
        kept = [*OLD_COLUMNS, *({"tujuan"} & _columns(db))]
        db.execute("ALTER TABLE keluar RENAME TO keluar_lama")
        db.execute(LINES)
        names = ", ".join(kept)
        db.execute(f"INSERT INTO keluar ({names}) SELECT {names} FROM keluar_lama")
        db.execute("DROP TABLE keluar_lama")
    for statement in (LINES, CORRECTIONS, CHANGES):
        db.execute(statement)
    if version != VERSION:
        db.execute(f"PRAGMA user_version = {VERSION}")
    return old


def _columns(db: sqlite3.Connection) -> frozenset[str]:
    rows = db.execute("SELECT name FROM pragma_table_info('keluar')")
    return frozenset(name for (name,) in rows)


def read_entries(db: sqlite3.Connection) -> tuple[Entry, ...]:
    """All lines, by office, year and serial. Raises ValueError for a date that is none."""
    versions: dict[tuple[str, int, int, str], list[Version]] = defaultdict(list)
    for office, year, serial, suffix, count, date, *rest in db.execute(
        "SELECT * FROM ralat ORDER BY kantor, tahun, urut, sisipan, ke"
    ):
        version = Version(count, dt.date.fromisoformat(date), *rest)
        versions[office, year, serial, suffix].append(version)
    found = [_entry(row, versions) for row in db.execute(f"SELECT {COLUMNS} FROM keluar")]
    return tuple(sorted(found, key=lambda each: (each.office, each.year, each.label.order)))


def _entry(row: tuple[str, ...], versions: dict[tuple[str, int, int, str], list[Version]]) -> Entry:
    (
        office, year, serial, number, letter, signed, dated, subject, recipients, suffix, digest,
        reserved, reserved_why, cancelled, cancelled_why,
    ) = row  # fmt: skip
    return Entry(
        office=office,
        year=int(year),
        serial=int(serial),
        number=number or "",
        letter=letter or "",
        signed=_date(signed),
        dated=dt.date.fromisoformat(dated),
        subject=subject,
        recipients=recipients,
        suffix=suffix,
        digest=digest,
        reserved=_date(reserved),
        reserved_why=reserved_why,
        cancelled=_date(cancelled),
        cancelled_why=cancelled_why,
        versions=tuple(versions.get((office, int(year), int(serial), suffix), ())),
    )


def _date(text: str | None) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def write_entry(db: sqlite3.Connection, entry: Entry) -> None:
    """Put a line in, or in the place of the one in the same slot. Raises IntegrityError."""
    values = (
        entry.office, entry.year, entry.serial, entry.number or None, entry.letter or None,
        entry.signed and entry.signed.isoformat(), entry.dated.isoformat(), entry.subject,
        entry.recipients, entry.suffix, entry.digest,
        entry.reserved and entry.reserved.isoformat(), entry.reserved_why,
        entry.cancelled and entry.cancelled.isoformat(), entry.cancelled_why,
    )  # fmt: skip
    marks = ", ".join("?" * len(values))
    updates = ", ".join(
        f"{name} = excluded.{name}"
        for name in COLUMNS.split(", ")
        if name not in ("kantor", "tahun", "urut", "sisipan")
    )
    db.execute(
        f"INSERT INTO keluar ({COLUMNS}) VALUES ({marks}) "
        f"ON CONFLICT (kantor, tahun, urut, sisipan) DO UPDATE SET {updates}",
        values,
    )


def write_version(db: sqlite3.Connection, entry: Entry, version: Version) -> None:
    """Add a correction to a line."""
    db.execute(
        "INSERT INTO ralat VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *entry.slot, version.number, version.date.isoformat(), version.subject,
            version.recipients, version.digest,
        ),
    )  # fmt: skip
