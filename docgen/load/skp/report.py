"""The report of one SKPD: its rows, one by one, and what does not fit the year's rule."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.skp.layouts import Layout
from docgen.load.skp.rows import is_employee, read_employee
from docgen.load.skp.tables import BASE_ALIASES, PEOPLE, Report, Sheet
from docgen.load.skp.values import head_of
from docgen.load.tables.cells import Cell, column_name
from docgen.load.tables.oddities import spans
from docgen.load.tables.read import Row, Table
from docgen.model.skp.recap import Employee
from docgen.model.skp.regime import Regime

_YEAR = re.compile(r"\btahun\s*:?\s*((?:19|20)[0-9]{2})\b", re.IGNORECASE)


def read_report(
    report: Report,
    skpd: str,
    year: int,
    regime: Regime,
    others: Sequence[Regime],
) -> tuple[tuple[Employee, ...], list[Finding]]:
    """The employees of a report, with all that is wrong in it.

    ``others`` are the rules of other years. Findings: those of ``skp_tables.open_report`` and
    ``skp_rows.read_employee``, report-wrong-regime, report-other-year, report-old-term,
    column-missing, rows-skipped.
    """
    employees: list[Employee] = []
    findings = list(report.findings)
    for sheet in report.sheets:
        findings += sheet.table.findings
        if sheet.table.value is not None:
            found = _wrong_year(sheet.table.value.where, sheet, year, regime, others)
            findings += [*_wrong_regime(sheet.table.value, regime, others), *found]
            employees += _read_table(sheet.table.value, report.layout, skpd, year, regime, findings)
    return tuple(employees), _once_rounded(findings)


def _read_table(
    table: Table, layout: Layout, skpd: str, year: int, regime: Regime, findings: list[Finding]
) -> list[Employee]:
    columns = {*table.columns, *layout.tetap}
    missing = [column for column in regime.kolom if column.wajib and head_of(column) not in columns]
    # A computed column need not stand there when all its parts do.
    outcome = [
        column
        for column in missing
        if column.computed
        and not all(
            (part := regime.column(key)) and head_of(part) in columns for key in column.bobot
        )
    ]
    for column in outcome:
        parts = [part.kepala for key in column.bobot if (part := regime.column(key))]
        message = f'Kolom "{column.kepala}" tidak ada; tambahkan, atau {" dan ".join(parts)}.'
        findings.append(error("column-missing", table.where, message))
    if not set(PEOPLE) <= columns:
        return []
    if outcome or any(not column.computed for column in missing):
        # Each row would only repeat that the column is not there.
        regime = Regime(kunci="", sumber="")
    employees: list[Employee] = []
    skipped: list[Row] = []
    for row in (_by_layout(each, layout) for each in table.rows):
        if not is_employee(row, regime):
            skipped.append(row)
        elif not _repeats_head(row):
            employee, in_row = read_employee(row, skpd, regime, year)
            employees.append(employee)
            findings += in_row
    told = [
        row for row in skipped if any(cell.text for name, cell in row.cells.items() if name != "no")
    ]
    if told:
        message = (
            f"Baris {spans(row.number for row in told)} tidak dibaca sebagai pegawai (tanpa nomor, "
            "NIP dan predikat); abaikan bila itu catatan atau tanda tangan."
        )
        findings.append(hint("rows-skipped", told[0].where, message))
    return employees


def _by_layout(row: Row, layout: Layout) -> Row:
    """A row with the layout's constants in it and its words in the place of codes."""
    if not (layout.tetap or layout.isi):
        return row
    cells = dict(row.cells)
    for name, text in layout.tetap.items():
        if not row.text(name):
            cells[name] = Cell(text, row.where)
    for name, words in layout.isi.items():
        text = row.text(name).casefold()
        for word, stands_for in words.items():
            if word.casefold() == text:
                cells[name] = replace(cells[name], text=stands_for)
    return replace(row, cells=cells)


def _repeats_head(row: Row) -> bool:
    """Whether a row is the head once more, as reports of several printed pages have it."""
    return column_name(row.text("nip")) in ("nip", *BASE_ALIASES["nip"]) and column_name(
        row.text("nama")
    ) in ("nama", *BASE_ALIASES["nama"])


def _names(regime: Regime) -> set[str]:
    return {
        column_name(name)
        for column in regime.kolom
        for name in (column.kunci, column.kepala, *column.alias)
    }


def _wrong_regime(table: Table, regime: Regime, others: Sequence[Regime]) -> list[Finding]:
    """The columns of another year's rule."""
    own = _names(regime) | {head_of(column) for column in regime.kolom}
    for other in sorted(others, key=lambda other: -len(set(table.columns) & _names(other))):
        foreign = [column for column in table.columns if column in _names(other) - own]
        if foreign:
            due = [column.kepala for column in regime.kolom]
            lacking = [c.kepala for c in regime.kolom if head_of(c) not in table.columns]
            missing = f" Belum ada: {', '.join(lacking)}." if lacking else ""
            message = (
                f"Kolom {', '.join(foreign)} berasal dari {other.singkat or other.kunci}; laporan "
                f"ini memakai {', '.join(due)} ({regime.sumber}).{missing}"
            )
            return [warning("report-wrong-regime", table.where, message)]
    return []


def _wrong_year(
    where: Where, sheet: Sheet, year: int, regime: Regime, others: Sequence[Regime]
) -> list[Finding]:
    """A title of another year, or with the words of another year's rule."""
    findings = []
    years = {int(found) for title in sheet.titles for found in _YEAR.findall(title)}
    if years and year not in years:
        named = ", ".join(str(found) for found in sorted(years))
        message = (
            f"Judul laporan ini menyebut tahun {named}, padahal rekap ini tahun {year}; pastikan "
            "bukan laporan tahun lain."
        )
        findings.append(warning("report-other-year", where, message))
    words = {other.sebutan_skp for other in others} - {regime.sebutan_skp}
    for word in sorted(words):
        if any(word.casefold() in " ".join(title.split()).casefold() for title in sheet.titles):
            message = (
                f'Judul laporan ini menyebut "{word}"; menurut {regime.singkat or regime.kunci} '
                f'istilahnya "{regime.sebutan_skp}".'
            )
            findings.append(hint("report-old-term", where, message))
    return findings


def _once_rounded(findings: list[Finding]) -> list[Finding]:
    """Of a rounded number only that is said, once a cell: all else about it follows from that."""
    rounded = {f.where for f in findings if f.code == "cell-number-rounded"}
    told: set[Where] = set()
    kept = []
    for finding in findings:
        if finding.where in rounded:
            if finding.where in told or finding.code != "cell-number-rounded":
                continue
            told.add(finding.where)
        kept.append(finding)
    return kept
