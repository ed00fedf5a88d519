"""The SKP recap as a workbook: the list of names, the counts of each SKPD, and who is late.

The look (named styles, page set-up, footers) is the template's; the words and figures are
written here. No regulation fixes the columns; they follow practice (domain rules §4.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import count

from docgen.model.skp import Employee, Recap
from docgen.render.recap_sheet import Column, RecapSheet, Value
from docgen.render.recap_template import LATE, NOMINATIVE, PER_SKPD, open_template
from docgen.render.workbook_bytes import fixed_bytes

BODY, CENTRED, FIGURE, SHARE = "Rekap Isi", "Rekap Isi Tengah", "Rekap Angka", "Rekap Persen"
TOTAL, TOTAL_FIGURE, TOTAL_SHARE = "Rekap Jumlah", "Rekap Jumlah Angka", "Rekap Jumlah Persen"
NAME_COLUMNS = (
    Column("No", CENTRED, 5, 7),
    Column("Nama", BODY, 18, 28),
    Column("NIP", "Rekap NIP", 19, 22),
    Column("Pangkat/Gol. Ruang", BODY, 12, 20),
    Column("Jabatan", BODY, 14, 24),
    Column("Unit Kerja", BODY, 14, 24),
    Column("Rating Hasil Kerja", CENTRED, 11, 12),
    Column("Rating Perilaku Kerja", CENTRED, 11, 12),
    Column("Predikat Kinerja", CENTRED, 10, 12),
    Column("Keterangan", BODY, 12, 18),
)
LATE_COLUMNS = (
    Column("No", CENTRED, 5, 7),
    Column("Kode", BODY, 14, 20),
    Column("SKPD", BODY, 50, 60),
    Column("Kepala SKPD", BODY, 40, 50),
    Column("Keterangan", BODY, 30, 30),
)
NOT_RATED = "Tanpa Predikat"
NOT_REPORTED = "Belum melapor"


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table: a value and a style for each column."""

    values: tuple[Value, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """One sheet: its name, what it adds to the title, its columns and lines.

    A line that is only a text is the head of a group, over all columns.
    """

    sheet: str
    subtitle: str
    columns: tuple[Column, ...]
    lines: tuple[Line | str, ...]
    filtered: bool = False


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
    call the template. Raises FindingsError when the template or the logo cannot be used.
    """
    book = open_template(template, shown_as)
    title = f"REKAPITULASI SASARAN KINERJA PEGAWAI TAHUN {recap.tahun}"
    for part in (_nominative(recap), _per_skpd(recap), _late(recap)):
        measured = [line.values for line in part.lines if isinstance(line, Line)]
        sheet = RecapSheet(book[part.sheet], part.columns, measured)
        sheet.letterhead(kop, logo)
        sheet.banner(title, "Rekap Judul")
        if part.subtitle:
            sheet.banner(part.subtitle, "Rekap Judul")
        sheet.banner(f"Dasar: {recap.regime.sumber}", "Rekap Sumber")
        sheet.space(6.0)
        sheet.head()
        for line in part.lines:
            if isinstance(line, Line):
                sheet.row(line.values, line.styles)
            else:
                sheet.group(line)
        if part.filtered:
            sheet.filter()
        sheet.signature(tempat_tanggal, pejabat)
        sheet.break_pages()
    return fixed_bytes(book, f"Rekapitulasi SKP Tahun {recap.tahun}")


def _nominative(recap: Recap) -> Part:
    """All employees, SKPD by SKPD in roster order, by rank inside."""
    styles = tuple(column.style for column in NAME_COLUMNS)
    lines: list[Line | str] = []
    numbers = count(1)
    for skpd in recap.roster:
        employees = sorted(_of(recap, skpd.kode), key=Employee.rank_key)
        if not employees:
            continue
        lines.append(f"{skpd.nama} ({len(employees)} pegawai)")
        lines += [Line(_name_values(next(numbers), employee), styles) for employee in employees]
    return Part(NOMINATIVE, "", NAME_COLUMNS, tuple(lines), filtered=True)


def _name_values(number: int, employee: Employee) -> tuple[Value, ...]:
    return (
        number,
        employee.nama,
        employee.nip,
        rank_text(employee.pangkat, employee.golongan),
        employee.jabatan,
        employee.unit_kerja,
        employee.hasil_kerja,
        employee.perilaku,
        employee.predikat,
        employee.keterangan,
    )


def rank_text(rank: str, grade: str) -> str:
    """``Penata Muda (III/a)``; PPPK have a grade only."""
    return f"{rank} ({grade})" if rank and grade else rank or grade


def _per_skpd(recap: Recap) -> Part:
    """How many of each predikat, and what share, for each SKPD and for all."""
    labels = list(recap.regime.predikat)
    if any(employee.predikat not in labels for employee in recap.employees):
        labels.append(NOT_RATED)
    columns = [Column("No", CENTRED, 5, 7), Column("SKPD", BODY, 30, 44)]
    columns.append(Column("Jumlah Pegawai", FIGURE, 9, 9))
    for label in labels:
        columns += [Column("Jml", FIGURE, 7, 8, label), Column("%", SHARE, 8, 8, label)]
    columns.append(Column("Keterangan", BODY, 15, 15))
    styles = tuple(column.style for column in columns)
    lines = []
    for number, skpd in enumerate(recap.roster, 1):
        employees = _of(recap, skpd.kode)
        values: tuple[Value, ...] = tuple(_counts(employees, labels))
        if not employees:  # not zero of each: nothing is known
            values = (None,) * len(values)
        note = "" if employees else NOT_REPORTED
        lines.append(Line((number, skpd.nama, *values, note), styles))
    totals = (TOTAL, TOTAL, TOTAL_FIGURE, *(TOTAL_FIGURE, TOTAL_SHARE) * len(labels), TOTAL)
    lines.append(Line((None, "JUMLAH", *_counts(list(recap.employees), labels), None), totals))
    subtitle = "MENURUT SATUAN KERJA PERANGKAT DAERAH"
    return Part(PER_SKPD, subtitle, tuple(columns), tuple(lines))


def _counts(employees: list[Employee], labels: list[str]) -> Iterator[Value]:
    """The number of employees, then count and share (0 to 1) of each label; no share of none."""
    total = len(employees)
    found = Counter(e.predikat if e.predikat in labels else NOT_RATED for e in employees)
    yield total
    for label in labels:
        yield found[label]
        yield found[label] / total if total else None


def _late(recap: Recap) -> Part:
    """The SKPD of the roster without a report."""
    styles = tuple(column.style for column in LATE_COLUMNS)
    lines = [
        Line((number, skpd.kode, skpd.nama, skpd.kepala, NOT_REPORTED), styles)
        for number, skpd in enumerate(recap.late, 1)
    ]
    if not lines:
        lines.append(Line((None, None, "Semua SKPD sudah melapor.", None, None), styles))
    subtitle = "SATUAN KERJA PERANGKAT DAERAH YANG BELUM MELAPOR"
    return Part(LATE, subtitle, LATE_COLUMNS, tuple(lines))


def _of(recap: Recap, kode: str) -> list[Employee]:
    return [employee for employee in recap.employees if employee.skpd == kode]
