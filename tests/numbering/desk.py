"""The desk of a test: letters, offices, one run of numbering, what the book says then."""

from __future__ import annotations

import datetime as dt
import sqlite3
from pathlib import Path

from docgen.findings import Finding, Where
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.numbering import Entry, Register

OFFICES = {
    key: Office(kunci=key, pemerintah="Kota", nama=key.title(), kode=key.upper())
    for key in ("badan", "dinas")
}
PATTERN = "{klasifikasi}/{urut}/{unit}/{tahun}"
TODAY = dt.date(2025, 12, 1)
JAN = dt.date(2025, 1, 6)
OLD = ("kantor", "tahun", "urut", "nomor", "surat", "ttd", "tanggal", "hal", "tujuan")
NUMBERS = ("tahun", "urut")


def letter(name: str, signed: dt.date | None = JAN, **fields: object) -> Letter:
    return Letter.model_validate(
        {
            "id": name,
            "kelompok": "keluar",
            "kop": "badan",
            "klasifikasi": "800",
            "tanggal_ttd": signed,
            "tanggal_nomor": signed,
            "tujuan": ("Camat",),
            "where": Where("x.xlsx", cell=name),
        }
        | fields
    )


def number(
    path: Path,
    *letters: Letter,
    pattern: str = PATTERN,
    today: dt.date = TODAY,
    commit: bool = True,
    dry_run: bool = False,
    before_signing: bool = False,
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """One run: the number of each letter by id, and the findings."""
    with Register(path, dry_run=dry_run) as book:
        numbered, findings = book.number(
            letters, OFFICES, pattern, today, 5, before_signing=before_signing
        )
        if commit:
            book.commit()
    assert [each.id for each in numbered] == [each.id for each in letters]
    return {each.id: each.nomor for each in numbered}, findings


def entries(path: Path) -> tuple[Entry, ...]:
    with Register(path, dry_run=True) as book:
        return book.entries()


def make_old(path: Path, *without: str) -> None:
    """Turn a register into one of an older docgen, without some columns."""
    kept = [name for name in OLD if name not in without]
    names = ", ".join(kept)
    with sqlite3.connect(path, isolation_level=None) as book:
        rows = book.execute(f"SELECT {names} FROM keluar").fetchall()
        for table in ("keluar", "ralat", "perubahan"):
            book.execute(f"DROP TABLE {table}")
        columns = ", ".join(f"{n} {'INTEGER' if n in NUMBERS else 'TEXT'} NOT NULL" for n in kept)
        book.execute(
            f"CREATE TABLE keluar ({columns}, PRIMARY KEY (kantor, tahun, urut), "
            "UNIQUE (kantor, surat), UNIQUE (kantor, nomor)) STRICT"
        )
        marks = ", ".join("?" * len(kept))
        book.executemany(f"INSERT INTO keluar ({names}) VALUES ({marks})", rows)
        book.execute("PRAGMA user_version = 0")
    book.close()
