"""SKP reports of many SKPD into one recap: the roster says who reports, the year which rule.

Rules are data (``regimes/*.toml``, domain rules §4). Only rules that rate in words are built;
the numeric ones before 2022 are refused with a finding.
"""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType

from docgen.findings import Finding, Result, Where, error, hint, warning
from docgen.load.skp_rows import is_employee, read_employee
from docgen.load.tables import Row, read_table
from docgen.model.likeness import suggest
from docgen.model.nip import bare_nip
from docgen.model.skp import Employee, Recap, Regime, Skpd

ROSTER_COLUMNS = ("kode", "nama", "kepala")
ROSTER_ALIASES = MappingProxyType(
    {
        "kode": ("kode_skpd", "kode_opd", "kode_perangkat_daerah"),
        "nama": ("nama_skpd", "nama_opd", "nama_perangkat_daerah", "skpd", "perangkat_daerah"),
        "kepala": ("kepala_skpd", "kepala_opd", "nama_kepala", "kepala_perangkat_daerah"),
    }
)
RATED_COLUMNS = (
    "nama", "nip", "rating_hasil_kerja", "rating_perilaku_kerja", "predikat_kinerja",
)  # fmt: skip
REPORT_COLUMNS = (
    "no", *RATED_COLUMNS, "pangkat_gol_ruang", "jabatan", "unit_kerja", "keterangan",
)  # fmt: skip
REPORT_ALIASES = MappingProxyType(
    {
        "no": ("nomor", "no_urut", "nomor_urut"),
        "nama": ("nama_pegawai", "nama_lengkap", "nama_pns", "nama_asn", "nama_dan_gelar"),
        "nip": ("n_i_p", "nip_ni_pppk", "nip_nipppk", "nip_nippppk", "nomor_induk_pegawai"),
        "pangkat_gol_ruang": (
            "pangkat", "pangkat_gol", "pangkat_golongan", "pangkat_golongan_ruang",
            "pangkat_gol_ruang_golongan_pppk", "pangkat_dan_golongan_ruang", "gol_ruang",
            "golongan_ruang",
        ),
        "jabatan": ("nama_jabatan",),
        "unit_kerja": ("unit", "unit_organisasi"),
        "rating_hasil_kerja": ("hasil_kerja", "rating_hasil"),
        "rating_perilaku_kerja": ("perilaku_kerja", "rating_perilaku", "perilaku"),
        "predikat_kinerja": ("predikat", "predikat_kinerja_pegawai", "predikat_kinerja_tahunan"),
        "keterangan": ("ket", "catatan"),
    }
)  # fmt: skip
# Heads that only the numeric rules before 2022 have (domain rules §4.3).
NUMERIC_HEADS = (
    "nilai_skp", "nilai_perilaku", "nilai_perilaku_kerja", "nilai_prestasi_kerja",
    "nilai_kinerja", "sebutan",
)  # fmt: skip
NUMBERS_UNTIL = 2021


@cache
def regimes() -> tuple[Regime, ...]:
    """The rules that docgen knows, oldest first."""
    folder = files("docgen.load").joinpath("regimes")
    found = (
        Regime.model_validate(tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    )
    return tuple(sorted(found, key=lambda regime: regime.tahun_awal))


def load_recap(
    name: str, year: int, reports: Sequence[tuple[Path, str]], roster: tuple[Path, str]
) -> Result[Recap]:
    """Read the roster and all reports of a year into a recap.

    ``reports`` and ``roster`` are (path, path as the user wrote it); the stem of a report is
    the ``kode`` of its SKPD. Employees stand in roster order, then as reported. The value is
    None when the year has no rule that can be built or the roster cannot be read.

    Findings besides those of ``read_table``: recap-regime-unsupported, skpd-incomplete,
    skpd-duplicate, skpd-unknown, report-duplicate, report-wrong-regime, rows-skipped,
    nip-duplicate, and those of ``skp_rows.read_employee``.
    """
    regime = next((regime for regime in regimes() if regime.covers(year)), None)
    if regime is None or not regime.matriks:
        rule = f" ({regime.sumber})" if regime else ""
        return Result(
            None,
            (
                error(
                    "recap-regime-unsupported",
                    Where(roster[1]),
                    f"Rekap tahun {year}: penilaian dengan angka{rule} belum didukung; "
                    f"docgen baru dapat membuat rekap mulai tahun {NUMBERS_UNTIL + 1}. "
                    "Periksa isian tahun di docgen.toml.",
                ),
            ),
        )
    offices, findings = _read_roster(*roster)
    if offices is None:
        return Result(None, tuple(findings))
    by_code: dict[str, tuple[Employee, ...]] = {}
    for path, shown_as in reports:
        skpd = _skpd_of(path, shown_as, offices, findings)
        if skpd is None:
            continue
        if skpd.kode in by_code:
            message = f'SKPD "{skpd.kode}" punya dua laporan; simpan satu saja di folder ini.'
            findings.append(error("report-duplicate", Where(shown_as), message))
            continue
        employees, in_report = _read_report(path, shown_as, skpd, regime)
        by_code[skpd.kode] = employees
        findings += in_report
    all_employees = tuple(e for skpd in offices for e in by_code.get(skpd.kode, ()))
    findings += _duplicates(all_employees)
    recap = Recap(
        nama=name, tahun=year, regime=regime, roster=tuple(offices), employees=all_employees
    )
    return Result(recap, tuple(findings))


def _read_roster(path: Path, shown_as: str) -> tuple[list[Skpd] | None, list[Finding]]:
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
        code, title = row.text("kode"), row.text("nama")
        if not (code and title):
            column, other = ("kode", "nama") if not code else ("nama", "kode")
            message = f"{column.capitalize()} SKPD kosong ({other}: {row.text(other)}); isi dulu."
            findings.append(error("skpd-incomplete", row.where_of(column), message))
        elif code.casefold() in offices:
            message = f'Kode SKPD "{code}" ada dua kali; setiap SKPD harus punya kode sendiri.'
            findings.append(error("skpd-duplicate", row.where_of("kode"), message))
        else:
            offices[code.casefold()] = Skpd(kode=code, nama=title, kepala=row.text("kepala"))
    return list(offices.values()), findings


def _skpd_of(
    path: Path, shown_as: str, offices: Sequence[Skpd], findings: list[Finding]
) -> Skpd | None:
    stem = path.stem.strip()
    skpd = next((skpd for skpd in offices if skpd.kode.casefold() == stem.casefold()), None)
    if skpd is None:
        guess = suggest(stem, (office.kode for office in offices))
        did_you_mean = f' Maksud Anda "{guess}{path.suffix}"?' if guess else ""
        message = (
            f'Tidak ada SKPD berkode "{stem}" di daftar SKPD; nama berkas laporan harus sama '
            f"dengan kodenya.{did_you_mean}"
        )
        findings.append(error("skpd-unknown", Where(shown_as), message))
    return skpd


def _read_report(
    path: Path, shown_as: str, skpd: Skpd, regime: Regime
) -> tuple[tuple[Employee, ...], list[Finding]]:
    table = read_table(
        path,
        None,
        shown_as=shown_as,
        required=RATED_COLUMNS,
        known=REPORT_COLUMNS,
        aliases=REPORT_ALIASES,
    )
    findings = list(table.findings)
    if table.value is None:
        return (), findings
    if numeric := [column for column in table.value.columns if column in NUMERIC_HEADS]:
        message = (
            f"Kolom {', '.join(numeric)} berasal dari aturan sampai {NUMBERS_UNTIL}; laporan ini "
            "memakai Rating Hasil Kerja, Rating Perilaku Kerja dan Predikat Kinerja "
            f"({regime.sumber})."
        )
        findings.append(warning("report-wrong-regime", table.value.where, message))
    if missing := set(RATED_COLUMNS) - set(table.value.columns):
        # Each row would only repeat that the column is not there.
        if missing & {"nama", "nip"}:
            return (), findings
        regime = Regime(kunci="", sumber="", tahun_awal=regime.tahun_awal)
    employees: list[Employee] = []
    skipped: list[Row] = []
    for row in table.value.rows:
        if not is_employee(row):
            skipped.append(row)
            continue
        employee, in_row = read_employee(row, skpd.kode, regime)
        employees.append(employee)
        findings += in_row
    if skipped:
        numbers = ", ".join(str(row.number) for row in skipped)
        message = (
            f"Baris {numbers} tidak dibaca sebagai pegawai (tanpa nomor, NIP dan predikat); "
            "abaikan bila itu catatan atau tanda tangan."
        )
        findings.append(hint("rows-skipped", skipped[0].where, message))
    return tuple(employees), findings


def _duplicates(employees: Sequence[Employee]) -> list[Finding]:
    """One number for two lines: a slip in one SKPD, an open question between two."""
    first: dict[str, Employee] = {}
    first_here: dict[tuple[str, str], Employee] = {}
    findings = []
    for employee in employees:
        digits = bare_nip(employee.nip)
        if not digits:
            continue
        anywhere = first.setdefault(digits, employee)
        here = first_here.setdefault((digits, employee.skpd), employee)
        other = anywhere if here is employee else here
        if other is not employee:
            findings.append(
                warning(
                    "nip-duplicate",
                    employee.where,
                    f"NIP {digits} ({employee.nama}) sudah ada di {other.where} ({other.nama}); "
                    + _what_to_do(employee, other),
                )
            )
    return findings


def _what_to_do(employee: Employee, other: Employee) -> str:
    if employee.skpd == other.skpd:
        return "hapus baris yang ganda atau betulkan NIP-nya."
    return "tanyakan kepada kedua SKPD siapa yang melaporkan pegawai ini."
