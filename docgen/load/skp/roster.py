"""The roster of SKPD: who has to report, and whose report a file is."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from types import MappingProxyType

from docgen.findings import Finding, Where, error
from docgen.load.tables.read import read_table
from docgen.model.skp.recap import Skpd
from docgen.model.writing.likeness import suggest

ROSTER_COLUMNS = ("kode", "nama", "kepala", "jumlah")
ROSTER_ALIASES = MappingProxyType(
    {
        "kode": ("kode_skpd", "kode_opd", "kode_perangkat_daerah"),
        "nama": ("nama_skpd", "nama_opd", "nama_perangkat_daerah", "skpd", "perangkat_daerah"),
        "kepala": ("kepala_skpd", "kepala_opd", "nama_kepala", "kepala_perangkat_daerah"),
        "jumlah": ("jumlah_pegawai", "jumlah_asn", "jumlah_pns", "banyak_pegawai"),
    }
)
_WORDS = re.compile(r"[^0-9A-Za-z]+")


def read_roster(path: Path, shown_as: str) -> tuple[list[Skpd] | None, list[Finding]]:
    """The SKPD in their order; None when the roster cannot be read.

    Findings: those of ``read_table``, skpd-incomplete, skpd-duplicate, number-unreadable.
    """
    table = read_table(
        path,
        None,
        shown_as=shown_as,
        required=ROSTER_COLUMNS[:2],
        known=ROSTER_COLUMNS,
        aliases=ROSTER_ALIASES,
    )
    findings = list(table.findings)
    if table.value is None or not table.ok:
        return None, findings
    offices: dict[str, Skpd] = {}
    for row in table.value.rows:
        code, title, count = row.text("kode"), row.text("nama"), row.text("jumlah")
        if count and not count.isdecimal():
            message = f'"{count}" bukan jumlah pegawai; tulis angka saja, atau kosongkan.'
            findings.append(error("number-unreadable", row.where_of("jumlah"), message))
            count = ""
        if not (code and title):
            column, other = ("kode", "nama") if not code else ("nama", "kode")
            message = f"{column.capitalize()} SKPD kosong ({other}: {row.text(other)}); isi dulu."
            findings.append(error("skpd-incomplete", row.where_of(column), message))
        elif code.casefold() in offices:
            message = f'Kode SKPD "{code}" ada dua kali; setiap SKPD harus punya kode sendiri.'
            findings.append(error("skpd-duplicate", row.where_of("kode"), message))
        else:
            offices[code.casefold()] = Skpd(
                kode=code,
                nama=title,
                kepala=row.text("kepala"),
                jumlah=int(count) if count else None,
            )
    return list(offices.values()), findings


def skpd_of(
    path: Path, code: str, where: Where, offices: Sequence[Skpd], findings: list[Finding]
) -> Skpd | None:
    """Whose report a file is: by ``code`` (a layout says it), else by the name of the file.

    The name is the code itself, or has it as a word of its own (``Laporan SKP DINKES 2024.xlsx``).
    Findings: skpd-unknown.
    """
    stem = code or path.stem.strip()
    by_code = {skpd.kode.casefold(): skpd for skpd in offices}
    if skpd := by_code.get(stem.casefold()):
        return skpd
    words = {word.casefold() for word in _WORDS.split(stem)} if not code else set()
    among = [skpd for word, skpd in by_code.items() if word in words]
    if len(among) == 1:
        return among[0]
    guess = suggest(stem, (office.kode for office in offices))
    if code:
        message = f'Tidak ada SKPD berkode "{code}" di daftar SKPD; betulkan skpd di tata letaknya.'
    else:
        message = (
            f'Tidak ada SKPD berkode "{stem}" di daftar SKPD; nama berkas laporan harus memuat '
            "kodenya, atau SKPD itu belum ada di daftar."
        )
        guess = f"{guess}{path.suffix}" if guess else None
    did_you_mean = f' Maksud Anda "{guess}"?' if guess else ""
    findings.append(error("skpd-unknown", where, message + did_you_mean))
    return None
