"""The agenda of outgoing letters that an office kept before docgen: a table of its own making.

Its heads are known by what offices usually write over such columns (domain rules §3.3).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from docgen.findings import Finding, Result, Where, error, has_errors, hint, warning
from docgen.load.tables.read import Row, Table, read_table
from docgen.load.tables.sheets import visible_sheets
from docgen.model.writing.dates import parse_date

REQUIRED = ("nomor", "tanggal")
# The column of docgen and the heads that mean it; *No.* may only count the rows.
HEADS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "nomor": (
            "nomor_surat", "no_surat", "nomor_naskah", "no_naskah", "nomor_surat_keluar",
            "no_surat_keluar",
        ),
        "tanggal": ("tanggal_surat", "tgl_surat", "tgl", "tanggal_naskah", "tgl_naskah"),
        "urut": (
            "nomor_urut", "no_urut", "nomor_agenda", "no_agenda", "nomor_agenda_keluar",
            "urutan", "no_agd",
        ),
        "tujuan": (
            "kepada", "tujuan_surat", "ditujukan_kepada", "dikirim_kepada", "penerima",
            "alamat_tujuan", "alamat",
        ),
        "hal": ("perihal", "isi_ringkas", "isi_singkat", "isi_surat", "perihal_surat", "uraian"),
        "klasifikasi": ("kode", "kode_klasifikasi", "kode_surat"),
        "jenis": ("jenis_surat", "jenis_naskah"),
        "keamanan": ("sifat_keamanan", "klasifikasi_keamanan"),
        "keterangan": ("ket", "catatan"),
    }
)  # fmt: skip
COUNT = "no"
# What an agenda also has, and the register has no place for.
PASSED_OVER = frozenset(
    {
        COUNT, "nomor_rak", "tanggal_kirim", "tgl_kirim", "lampiran", "no_verbal", "nomor_verbal",
        "pengolah", "unit_pengolah", "penandatangan", "sifat",
    }
)  # fmt: skip
_SERIAL = re.compile(r"0*(\d{1,9})(?:[\s.\-/]*([a-z]{1,2}))?\.?", re.IGNORECASE)
_VOID = re.compile(r"\b(di)?batal(kan)?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class OldLine:
    """A line of the book: texts as they stand there; ``serial`` and ``suffix`` if it has a column
    for them; ``count`` what stands under *No.*; ``date`` None where the line has none."""

    number: str
    serial: int | None
    suffix: str
    count: int | None
    date: dt.date | None
    recipients: str
    subject: str
    remark: str
    columns: Mapping[str, str]
    where: Where

    @property
    def is_void(self) -> bool:
        """Whether its remark says that the number was cancelled."""
        return bool(_VOID.search(self.remark))


def load_old_book(path: Path, sheet: str | None, shown_as: str) -> Result[tuple[OldLine, ...]]:
    """Read the book, with everything wrong in it; without ``sheet`` from all sheets that are one.

    Findings: those of ``read_table``; date-impossible, import-serial-unknown, sheet-not-read,
    column-unused, column-absent.
    """
    names: list[str | None] = [sheet] if sheet else [*visible_sheets(path)] or [None]
    tables = {
        name: read_table(
            path, name, shown_as=shown_as, required=REQUIRED, known=tuple(HEADS), aliases=HEADS
        )
        for name in names
    }
    books = {name: table for name, table in tables.items() if not _is_no_book(table)}
    findings: list[Finding] = []
    for name in (each for each in names if books and each not in books):
        message = f"lembar ini tidak dibaca: kepala kolomnya tidak memuat {' dan '.join(REQUIRED)}"
        findings.append(warning("sheet-not-read", Where(shown_as, sheet=name), message))
    lines: list[OldLine] = []
    for table in (books or dict([*tables.items()][:1])).values():
        findings += table.findings
        if table.value is not None and table.ok:
            findings += _unused(table.value)
            lines += (_line(row, findings) for row in table.value.rows)
    return Result(None if has_errors(findings) else tuple(lines), tuple(findings))


def _is_no_book(table: Result[Table]) -> bool:
    """Whether a sheet holds something else than an agenda."""
    return any(found.code in ("column-missing", "table-empty") for found in table.findings)


def parse_old_serial(text: str) -> tuple[int, str] | None:
    """``012``, ``12a``, ``12.A``, ``12 a`` as serial and letters; None for anything else."""
    match = _SERIAL.fullmatch(text.strip())
    return (int(match[1]), (match[2] or "").lower()) if match else None


def _line(row: Row, findings: list[Finding]) -> OldLine:
    own = row.text("urut")
    serial = parse_old_serial(own)
    if own and serial is None:
        message = f"«{own}» bukan nomor urut; tulis seperti 12, atau 12.a untuk sisipan"
        findings.append(error("import-serial-unknown", row.where_of("urut"), message))
    text = row.text("tanggal")
    date = parse_date(text)
    if text and date is None:
        message = f"«{text}» bukan tanggal yang mungkin; tulis seperti 21 November 2026"
        findings.append(error("date-impossible", row.where_of("tanggal"), message))
    counted = parse_old_serial(row.text(COUNT))
    return OldLine(
        number=" ".join(row.text("nomor").split()),
        serial=serial[0] if serial else None,
        suffix=serial[1] if serial else "",
        count=counted[0] if counted else None,
        date=date,
        recipients="; ".join(row.values("tujuan")),
        subject=" ".join(row.text("hal").split()),
        remark=" ".join(row.text("keterangan").split()),
        columns={key: row.text(key) for key in ("klasifikasi", "jenis", "keamanan")},
        where=row.where_of("nomor"),
    )


def _unused(table: Table) -> list[Finding]:
    known = PASSED_OVER.union(HEADS)
    found = [
        hint("column-unused", table.where, f"kolom «{name}» tidak ikut dibawa ke buku agenda")
        for name in table.columns
        if name not in known
    ]
    for name in ("tujuan", "hal"):
        if name not in table.columns:
            message = f"buku ini tidak punya kolom «{name}», jadi agendanya akan kosong di situ"
            found.append(hint("column-absent", table.where, message))
    return found
