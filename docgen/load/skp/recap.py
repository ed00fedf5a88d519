"""SKP reports of many SKPD into one recap: the roster says who reports, the year which rule.

Rules are data (``regimes/*.toml``, domain rules §4), and so are the layouts of the reports.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from docgen.findings import Finding, Result, Where, error, warning
from docgen.load.skp.layouts import load_layouts
from docgen.load.skp.regimes import load_regimes as load_regimes
from docgen.load.skp.regimes import regime_of
from docgen.load.skp.regimes import regimes as regimes
from docgen.load.skp.report import read_report
from docgen.load.skp.roster import read_roster, skpd_of
from docgen.load.skp.tables import known_columns, open_report
from docgen.model.skp.recap import Employee, Recap, Skpd
from docgen.model.skp.regime import Regime
from docgen.model.staff.nip import bare_nip

PathAsWritten = tuple[Path, str]


def load_recap(
    name: str,
    year: int,
    reports: Sequence[PathAsWritten],
    roster: PathAsWritten,
    *,
    half: int | None = None,
    layouts: Sequence[PathAsWritten] = (),
    rules: Sequence[Regime] | None = None,
) -> Result[Recap]:
    """Read the roster and all reports of a year (or of its ``half``, 1 or 2) into a recap.

    ``reports``, ``roster`` and ``layouts`` are (path, path as the user wrote it); ``rules`` are
    those to choose from (default: the shipped ones). Employees stand in roster order, then as
    reported. The value is None when the year has no rule or the roster cannot be read.

    Findings besides those of ``skp_roster``, ``skp_layouts``, ``skp_tables`` and ``skp_report``:
    recap-regime-unsupported, report-duplicate, report-empty, report-incomplete, nip-duplicate.
    """
    known = regimes() if rules is None else rules
    regime = regime_of(known, year, half)
    if regime is None:
        return Result(None, (_without_rule(known, year, Where(roster[1])),))
    offices, findings = read_roster(*roster)
    if offices is None:
        return Result(None, tuple(findings))
    forms, in_forms = load_layouts(layouts, known_columns(regime))
    findings += in_forms
    others = [other for other in known if other.kunci != regime.kunci]
    by_code: dict[str, tuple[Employee, ...]] = {}
    for path, shown_as in reports:
        where = Where(shown_as)
        report = open_report(path, shown_as, regime, forms)
        skpd = skpd_of(path, report.layout.skpd, where, offices, findings)
        if skpd is None:
            continue
        if skpd.kode in by_code:
            message = f'SKPD "{skpd.kode}" punya dua laporan; simpan satu saja di folder ini.'
            findings.append(error("report-duplicate", where, message))
            continue
        employees, in_report = read_report(report, skpd.kode, year, regime, others)
        by_code[skpd.kode] = employees
        findings += in_report
        if employees or any(sheet.table.value for sheet in report.sheets):
            findings += _miscounted(employees, skpd, where)
    everyone = tuple(e for skpd in offices for e in by_code.get(skpd.kode, ()))
    findings += _duplicates(everyone)
    recap = Recap(
        nama=name,
        tahun=year,
        semester=half,
        regime=regime,
        roster=tuple(offices),
        employees=everyone,
        findings=tuple(findings),
    )
    return Result(recap, tuple(findings))


def _without_rule(known: Sequence[Regime], year: int, where: Where) -> Finding:
    first = min((rule.tahun_awal for rule in known if rule.tahun_awal is not None), default=year)
    message = (
        f"Tidak ada aturan penilaian untuk tahun {year}; docgen mengenal mulai {first}. "
        "Periksa isian tahun di docgen.toml, atau tambahkan aturannya di folder profil."
    )
    return error("recap-regime-unsupported", where, message)


def _miscounted(employees: Sequence[Employee], skpd: Skpd, where: Where) -> list[Finding]:
    """A report, of a table that could be read, with fewer or more people than the roster says."""
    if not employees:
        message = (
            f'Laporan SKPD "{skpd.kode}" tidak memuat seorang pegawai pun, jadi dianggap belum '
            "melapor; minta laporan yang lengkap."
        )
        return [warning("report-empty", where, message)]
    if skpd.jumlah is not None and len(employees) != skpd.jumlah:
        message = (
            f"Laporan ini memuat {len(employees)} pegawai, menurut daftar SKPD "
            f"{skpd.jumlah}; tanyakan selisihnya."
        )
        return [warning("report-incomplete", where, message)]
    return []


def _duplicates(employees: Sequence[Employee]) -> list[Finding]:
    """One number for two lines: a slip in one SKPD, an open question between two."""
    numbers = Counter(bare_nip(employee.nip) for employee in employees)
    twice = {digits for digits, count in numbers.items() if count > 1 and digits}
    first: dict[str, Employee] = {}
    first_here: dict[tuple[str, str], Employee] = {}
    findings = []
    for employee in employees:
        digits = bare_nip(employee.nip)
        if digits not in twice:
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
