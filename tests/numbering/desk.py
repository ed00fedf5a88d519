"""The desk of a test: letters, offices, one run of numbering, what the book says then."""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Mapping
from pathlib import Path

from docgen.findings import Finding, Where
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.model.workspace import Numbering
from docgen.numbering import (
    Desk,
    Entry,
    LastSerial,
    PaperKind,
    Register,
    Scheme,
    nobody_to_ask,
    told_always,
)

OFFICES = {
    key: Office(kunci=key, pemerintah="Kota", nama=key.title(), kode=key.upper())
    for key in ("badan", "dinas")
}
PATTERN = "{klasifikasi}/{urut}/{unit}/{tahun}"
TODAY = dt.date(2025, 12, 1)
JAN = dt.date(2025, 1, 6)
OLD = ("kantor", "tahun", "urut", "nomor", "surat", "ttd", "tanggal", "hal", "tujuan")
NUMBERS = ("tahun", "urut")


UNSEEN = ("status", "urut", "catatan", "tanggal_kirim")


class Papers:
    """Papers that print every column but those of ``UNSEEN``; one with *hilang* is unknown."""

    def told(self, letter: Letter) -> dict[str, str] | None:
        if "hilang" in letter.lain:
            return None
        shown = {"klasifikasi": letter.lampiran, "penandatangan": letter.penandatangan}
        shown |= {f"butir {n}.jenis": item.jenis for n, item in enumerate(letter.butir, 1)}
        return {key: text for key, text in (shown | letter.lain).items() if text} | told_always(
            letter
        )

    def seen(self, letter: Letter, before: Mapping[str, str]) -> set[str]:
        return set(before).difference(UNSEEN)


def desk(
    pattern: str = PATTERN,
    before_signing: bool = False,
    series: str = "kantor",
    year: str = "nomor",
    kinds: dict[str, PaperKind] | None = None,
    last_serial: LastSerial = nobody_to_ask,
) -> Desk:
    rules = Numbering.model_validate(
        {
            "pola": pattern,
            "penomoran": "sebelum tte" if before_signing else "setelah ttd",
            "seri": series,
            "tahun_nomor": year,
        }
    )
    scheme = Scheme(rules=rules, kinds=kinds or {})
    return Desk(offices=OFFICES, scheme=scheme, papers=Papers(), last_serial=last_serial)


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
    series: str = "kantor",
    year: str = "nomor",
) -> tuple[dict[str, str], tuple[Finding, ...]]:
    """One run: the number of each letter by id, and the findings."""
    with Register(path, dry_run=dry_run) as book:
        by = desk(pattern, before_signing, series, year)
        numbered, findings = book.number(letters, by, today)
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


def make_second(
    path: Path, digests: dict[str, str], corrections: dict[int, str] | None = None
) -> None:
    """Turn a register into one of the second version: no series, a digest for what papers say."""
    lines = (
        "kantor, tahun, urut, sisipan, nomor, surat, ttd, tanggal, hal, tujuan, sidik, dipesan, "
        "alasan, batal, alasan_batal"
    )
    versions = "kantor, tahun, urut, sisipan, ke, tanggal, hal, tujuan, sidik"
    with sqlite3.connect(path, isolation_level=None) as book:
        for table, names, key in (
            ("keluar", lines, "kantor, tahun, urut, sisipan), UNIQUE (kantor, surat), "
             "UNIQUE (kantor, nomor"),
            ("ralat", versions, "kantor, tahun, urut, sisipan, ke"),
        ):  # fmt: skip
            book.execute(f"ALTER TABLE {table} RENAME TO baru")
            columns = ", ".join(
                f"{name} {'INTEGER NOT NULL' if name in (*NUMBERS, 'ke') else 'TEXT'}"
                for name in names.split(", ")
            )
            book.execute(f"CREATE TABLE {table} ({columns}, PRIMARY KEY ({key})) STRICT")
            book.execute(f"INSERT INTO {table} SELECT {names} FROM baru")
            book.execute("DROP TABLE baru")
        for key, digest in digests.items():
            book.execute("UPDATE keluar SET sidik = ? WHERE surat = ?", (digest, key))
        for count, digest in (corrections or {}).items():
            book.execute("UPDATE ralat SET sidik = ? WHERE ke = ?", (digest, count))
        book.execute("PRAGMA user_version = 2")
    book.close()
