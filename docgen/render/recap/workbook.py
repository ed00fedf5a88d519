"""The SKP recap as a workbook: the list of names, the counts of each SKPD, who is late, findings.

The look (named styles, page set-up, footers) is the template's; the columns between *Unit Kerja*
and *Keterangan*, the labels and the title are those of the year's rule. No regulation fixes the
others; they follow practice (domain rules §4.3).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass

from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.workbook import Workbook

from docgen.findings import LABELS
from docgen.model.skp.recap import Employee, Recap, RegimeColumn
from docgen.ooxml.sheet_package import Body
from docgen.ooxml.sheet_rows import Value
from docgen.render.recap.chart import ROOM, add_chart
from docgen.render.recap.columns import FINDING_COLUMNS, FIRST_COLUMNS, LAST_COLUMN, LATE_COLUMNS
from docgen.render.recap.counts import (
    CENTRED,
    FIRST_LABEL,
    NOT_REPORTED,
    NUMBER,
    TOTALS,
    Block,
    Counts,
    Names,
)
from docgen.render.recap.formulas import regime_formulas, regime_values, row_number
from docgen.render.workbook.fixed_bytes import write_book
from docgen.render.workbook.frame import Titles
from docgen.render.workbook.look import (
    FINDINGS,
    LATE,
    NOMINATIVE,
    PER_SKPD,
    add_sheet,
    open_template,
)
from docgen.render.workbook.measure import Column
from docgen.render.workbook.sheet import RecapSheet

EVERYONE_REPORTED = "Semua SKPD sudah melapor."
NO_FINDINGS = "Tidak ada temuan."
CHART_TITLE = "Jumlah Pegawai menurut Predikat"
TITLE, SOURCE = "Rekap Judul", "Rekap Sumber"


@dataclass(frozen=True, slots=True)
class Dress:
    """What all sheets share: letterhead, logo, title, source, and who signs."""

    kop: Mapping[str, str]
    logo: bytes | None
    title: str
    source: str
    signature: tuple[str, Mapping[str, str]]

    def titles(self, subtitle: str = "") -> Titles:
        """What stands above a table."""
        lines = [(self.title, TITLE), (subtitle, TITLE), (f"Dasar: {self.source}", SOURCE)]
        return Titles(self.kop, self.logo, tuple(line for line in lines if line[0]))


def render_recap(
    recap: Recap,
    template: bytes,
    *,
    kop: Mapping[str, str],
    logo: bytes | None,
    pejabat: Mapping[str, str],
    tempat_tanggal: str,
    shown_as: str = "templat rekap",
) -> bytes:
    """The .xlsx of a recap; the same bytes for the same input.

    ``kop`` has pemerintah, nama, alamat, kontak; ``logo`` is a PNG or JPEG; ``pejabat`` has the
    fields of an ``Official`` (no ``nama``: no signature block); ``shown_as`` is how findings
    call the template. Raises FindingsError when the template or the logo cannot be used, or when
    the rows are more than a sheet can hold.
    """
    book = open_template(template, shown_as)
    if FINDINGS not in book.sheetnames:  # a template of before there was this sheet
        add_sheet(book, FINDINGS)
    half = f" SEMESTER {'I' * recap.semester}" if recap.semester else ""
    title = f"REKAPITULASI {recap.regime.sebutan_skp.upper()} TAHUN {recap.tahun}{half}"
    dress = Dress(kop, logo, title, recap.regime.sumber, (tempat_tanggal, pejabat))
    by_skpd = _by_skpd(recap)
    names, listed = _names(book, recap, by_skpd, dress)
    bodies = {
        NOMINATIVE: listed,
        PER_SKPD: _counts(book, Counts(recap, names, by_skpd), dress),
        LATE: _late(book, recap, dress),
        FINDINGS: _findings(book, recap, dress),
    }
    target = io.BytesIO()
    write_book(target, book, f"Rekapitulasi SKP Tahun {recap.tahun}", bodies)
    return target.getvalue()


def rank_text(rank: str, grade: str) -> str:
    """``Penata Muda (III/a)``; PPPK have a grade only."""
    return f"{rank} ({grade})" if rank and grade else rank or grade


def _by_skpd(recap: Recap) -> dict[str, list[Employee]]:
    """The employees of each SKPD of the roster that has some, by rank."""
    found: dict[str, list[Employee]] = {skpd.kode: [] for skpd in recap.roster}
    for employee in recap.employees:
        found[employee.skpd].append(employee)
    return {
        code: sorted(employees, key=Employee.rank_key)
        for code, employees in found.items()
        if employees
    }


def _names(
    book: Workbook, recap: Recap, by_skpd: Mapping[str, list[Employee]], dress: Dress
) -> tuple[Names, Body]:
    """All employees, SKPD by SKPD in roster order, by rank inside."""
    regime = recap.regime
    columns = (*FIRST_COLUMNS, *map(_column_of, regime.kolom), LAST_COLUMN)
    letters = {
        column.kunci: get_column_letter(number)
        for number, column in enumerate(regime.kolom, len(FIRST_COLUMNS) + 1)
    }
    formulas = ["", *regime_formulas(regime, letters), ""]
    sheet = RecapSheet(book[NOMINATIVE], columns, dress.titles())
    title_of = {skpd.kode: skpd.nama for skpd in recap.roster}
    blocks: dict[str, Block] = {}
    count = 0
    for groups, (code, employees) in enumerate(by_skpd.items(), 1):
        sheet.group(f"{title_of[code]} ({len(employees)} pegawai)")
        first = sheet.next_row
        numbering = row_number(sheet.first_row - 1, groups)
        sheet.rows(
            (_name_values(recap, number, one) for number, one in enumerate(employees, count + 1)),
            formulas=[numbering, *[""] * (len(FIRST_COLUMNS) - 2), *formulas],
            keep=False,
        )
        count += len(employees)
        blocks[code] = Block(first, sheet.next_row - 1)
    label = next(column.kunci for column in regime.kolom if column.jenis == "label")
    number = letters.get(regime.nilai, "")
    body = sheet.close(signature=dress.signature, filtered=True)
    return Names("B", letters[label], number, blocks), body


def _column_of(column: RegimeColumn) -> Column:
    """How a column of the rule is written."""
    if column.jenis == "number":
        return Column(column.kepala, NUMBER, least=8, most=9)
    if column.jenis == "flag":
        return Column(column.kepala, CENTRED, least=7, most=9)
    return Column(column.kepala, CENTRED, least=10, most=12)


def _name_values(recap: Recap, number: int, employee: Employee) -> tuple[Value, ...]:
    return (
        number,
        employee.nama,
        employee.nip,
        rank_text(employee.pangkat, employee.golongan),
        employee.jabatan,
        employee.unit_kerja,
        *regime_values(recap.regime, employee.values),
        employee.keterangan,
    )


def _counts(book: Workbook, counts: Counts, dress: Dress) -> Body:
    """How many of each predikat, and what share, for each SKPD and for all; and the chart."""
    columns = counts.columns
    pattern = book[PER_SKPD]
    titles = dress.titles("MENURUT SATUAN KERJA PERANGKAT DAERAH")
    sheet = RecapSheet(pattern, columns, titles)
    first = sheet.first_row
    for row in counts.rows(first):
        sheet.rows([row.values], formulas=row.formulas, keep=False)
    total = counts.total(first)
    styles = [TOTALS[column.style] for column in columns]
    last = sheet.next_row
    sheet.rows([total.values], styles=styles, formulas=total.formulas)

    def draw(corner: str, digits: float) -> None:
        left, right = map(get_column_letter, (FIRST_LABEL, FIRST_LABEL + len(counts.labels) - 1))
        heads, sums = (
            f"{quote_sheetname(PER_SKPD)}!${left}${row}:${right}${row}" for row in (first - 1, last)
        )
        add_chart(
            pattern,
            corner,
            CHART_TITLE,
            heads,
            sums,
            counts.labels,
            [int(str(value)) for value in total.values[FIRST_LABEL - 1 :][: len(counts.labels)]],
            digits,
        )

    return sheet.close(signature=dress.signature, below=(ROOM, draw))


def _late(book: Workbook, recap: Recap, dress: Dress) -> Body:
    """The SKPD of the roster without a report."""
    subtitle = "SATUAN KERJA PERANGKAT DAERAH YANG BELUM MELAPOR"
    sheet = RecapSheet(book[LATE], LATE_COLUMNS, dress.titles(subtitle))
    late = recap.late
    if late:
        sheet.rows(
            (
                (number, skpd.kode, skpd.nama, skpd.kepala, NOT_REPORTED)
                for number, skpd in enumerate(late, 1)
            ),
            formulas=[row_number(sheet.first_row - 1, 0), *[""] * (len(LATE_COLUMNS) - 1)],
        )
    else:
        sheet.rows([(None, None, EVERYONE_REPORTED, None, None)])
    return sheet.close(signature=dress.signature, filtered=bool(late))


def _findings(book: Workbook, recap: Recap, dress: Dress) -> Body:
    """What is wrong in the data, and where; for the one who puts it right, so nobody signs."""
    titles = dress.titles("TEMUAN PADA DATA LAPORAN")
    sheet = RecapSheet(book[FINDINGS], FINDING_COLUMNS, titles)
    if recap.findings:
        sheet.rows(
            (
                (number, LABELS[one.severity].capitalize(), one.code, str(one.where), one.message)
                for number, one in enumerate(recap.findings, 1)
            ),
            formulas=[row_number(sheet.first_row - 1, 0), *[""] * (len(FINDING_COLUMNS) - 1)],
        )
    else:
        sheet.rows([(None, None, None, None, NO_FINDINGS)])
    return sheet.close(filtered=bool(recap.findings))
