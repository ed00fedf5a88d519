"""One line of an SKP report into an ``Employee``: its values, NIP and rank are checked."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache

from docgen.findings import Finding, error, warning
from docgen.load.skp.values import figure, head_of, read_values
from docgen.load.tables.read import Row
from docgen.model.skp.recap import Employee
from docgen.model.skp.regime import Regime, Value
from docgen.model.staff.nip import Nip, bare_nip, parse_nip
from docgen.model.staff.rank import BLANK, rank_problem, read_rank

# How far a stated number may be from the computed one: one unit of the second decimal.
TOLERANCE = Decimal("0.01")
# What stands first in a line that sums up, under "Nama" or "No".
_TOTAL = re.compile(r"(?:sub\s*)?(?:jumlah|total|rata\s*-?\s*rata|rerata)\b", re.IGNORECASE)
# A NIP that went through a number: 1,98001E+17, as a .csv keeps what Excel showed.
_EXPONENT = re.compile(r"[0-9](?:[.,][0-9]+)?\s*E\s*\+?[0-9]{1,2}", re.IGNORECASE)
# The first signs of a formula; "+62 ..." and "-" begin plain texts as well.
FORMULA_STARTS = ("=", "@")
_rank = lru_cache(maxsize=4096)(read_rank)  # thousands of rows write a few dozen ranks


def is_employee(row: Row, regime: Regime) -> bool:
    """Whether a row is an employee, and not a note, a total, a signature or a head once more."""
    name, nip = row.text("nama"), row.text("nip")
    numbered = row.text("no").rstrip(".").isdigit()
    rated = any(row.text(head_of(column)) for column in regime.kolom)
    if not nip and (_TOTAL.match(name) or _TOTAL.match(row.text("no"))):
        return False
    if name.isdigit() and len(nip) < 3:
        return False  # the row 1 2 3 ... that numbers the columns
    if numbered:
        return bool(name or nip or rated)
    if nip:
        # "NIP. 1973..." under a signature has neither a name nor a rating beside it.
        return bool(name or rated) or not nip.casefold().startswith("nip")
    return bool(name and rated)


def read_employee(row: Row, skpd: str, regime: Regime, year: int) -> tuple[Employee, list[Finding]]:
    """The employee of a row, with all that is wrong in it.

    Findings: name-missing, nip-invalid, cell-number-rounded, rank-grade-mismatch,
    cell-like-formula, number-mismatch, predikat-mismatch, rating-missing, and those of
    ``skp_values.read_values``. What is wrong is kept as it was written. A regime without columns
    leaves the ratings unchecked.
    """
    findings: list[Finding] = []
    name = " ".join(row.text("nama").split())
    if not name:
        message = "Nama pegawai kosong; isi nama atau hapus barisnya."
        findings.append(error("name-missing", row.where_of("nama"), message))
    nip, parsed = _nip(row, year, findings)
    rank, grade = _rank(row.text("pangkat_gol_ruang"), row.text("golongan"))
    if problem := rank_problem(rank, grade, parsed):
        place = row.where_of(
            "pangkat_gol_ruang" if "pangkat_gol_ruang" in row.cells else "golongan"
        )
        findings.append(warning("rank-grade-mismatch", place, problem))
    for cell in row.cells.values():
        if cell.text.startswith(FORMULA_STARTS):
            message = (
                "Isi sel ini ditulis seperti rumus; disalin sebagai teks biasa dan tidak dihitung. "
                "Ketik nilainya, atau hapus bila tidak dikenal."
            )
            findings.append(warning("cell-like-formula", cell.where, message))
    note = row.text("keterangan")
    in_cells: list[Finding] = []
    values = read_values(row, regime, in_cells)
    findings += in_cells
    if regime.numeric:
        values, found = _against_numbers(row, regime, values, note, unread=bool(in_cells))
        findings += found
    elif regime.matriks:
        findings += _against_matrix(row, regime, values, note)
    employee = Employee(
        nama=name,
        nip=nip,
        pangkat=rank,
        golongan=grade,
        jabatan=row.text("jabatan"),
        unit_kerja=row.text("unit_kerja"),
        values=values,
        keterangan="" if note in BLANK else note,
        skpd=skpd,
        where=row.where,
    )
    return employee, findings


def _nip(row: Row, year: int, findings: list[Finding]) -> tuple[str, Nip | None]:
    text = row.text("nip")
    where = row.where_of("nip")
    parsed = parse_nip(text.removeprefix("NIP").lstrip(". :"))
    if isinstance(parsed, Nip):
        # Excel keeps 15 of the 18 digits: what it rounded ends in 000, and serials begin at 001.
        if parsed.digits.endswith("000"):
            findings.append(_rounded(row, text))
        elif parsed.appointed_year > year:
            message = (
                f"Menurut NIP-nya pegawai ini baru diangkat {parsed.appointed_year}, sesudah tahun "
                f"{year} yang direkap; cocokkan dengan SK pegawai ini."
            )
            findings.append(warning("nip-invalid", where, message))
        return parsed.digits, parsed
    if _EXPONENT.fullmatch(text):
        findings.append(_rounded(row, text))
        return text, None
    problem = parsed if bare_nip(text) else "NIP kosong"
    message = f"{problem[0].upper()}{problem[1:]}; cocokkan dengan SK pegawai ini."
    findings.append(warning("nip-invalid", where, message))
    return text, None


def _rounded(row: Row, text: str) -> Finding:
    message = (
        f"NIP {text} sudah dibulatkan oleh Excel, angka terakhirnya hilang; ubah format kolom "
        "menjadi Teks lalu ketik ulang NIP-nya."
    )
    return error("cell-number-rounded", row.where_of("nip"), message)


def _against_numbers(
    row: Row, regime: Regime, stated: dict[str, Value], note: str, *, unread: bool
) -> tuple[dict[str, Value], list[Finding]]:
    """The values with the computed numbers and predikat, and where the report differs from them."""
    findings: list[Finding] = []
    numbers = regime.numbers(stated)
    number, label = regime.assess(stated)
    for column in (column for column in regime.kolom if column.computed):
        given, right = stated.get(column.kunci), numbers.get(column.kunci)
        if isinstance(given, Decimal) and right is not None and abs(given - right) > TOLERANCE:
            shares = " + ".join(
                f"{share}% {part.kepala}"
                for key, share in column.weights(stated).items()
                if (part := regime.column(key))
            )
            message = (
                f"{column.kepala} di sini {figure(given, regime)}, padahal {shares} = "
                f"{figure(right, regime)}; yang dipakai {figure(right, regime)}."
            )
            where = row.where_of(head_of(column))
            findings.append(warning("number-mismatch", where, message))
    last = regime.kolom[-1]
    given_label = stated.get(last.kunci, "")
    if number is None and not unread:
        findings += _unrated_number(row, regime, stated, note)
    elif label and given_label in regime.predikat and given_label != label:
        message = (
            f'Nilai {figure(number or Decimal(0), regime)} berarti "{label}", di sini '
            f'"{given_label}"; yang dipakai "{label}".'
        )
        for band in regime.batas:
            flag = regime.column(band.bila)
            if flag and band.predikat == given_label and number and number >= band.dari:
                message += f' "{given_label}" memerlukan {flag.kepala}: isi kolom itu bila ada.'
        findings.append(warning("predikat-mismatch", row.where_of(head_of(last)), message))
    values = {**stated, **numbers}
    if label:
        values[last.kunci] = label
    # In the order of the columns, whatever was computed.
    return {c.kunci: values[c.kunci] for c in regime.kolom if c.kunci in values}, findings


def _unrated_number(row: Row, regime: Regime, stated: dict[str, Value], note: str) -> list[Finding]:
    missing = [
        column
        for column in regime.kolom
        if column.jenis == "number" and not column.computed and column.kunci not in stated
    ]
    where = row.where_of(head_of(missing[0])) if missing else row.where
    if not stated:
        return [] if note not in BLANK else [warning("rating-missing", where, NOT_RATED)]
    listed = ", ".join(column.kepala for column in missing) or "nilai"
    message = f"{listed} kosong, jadi nilai akhirnya tidak dapat dihitung; lengkapi."
    return [warning("rating-missing", where, message)]


NOT_RATED = "Pegawai ini belum dinilai; isi nilai dan predikat, atau alasannya di Keterangan."


def _against_matrix(row: Row, regime: Regime, values: dict[str, Value], note: str) -> list[Finding]:
    columns = (*regime.ratings[:2], regime.kolom[-1])
    place = row.where_of(head_of(columns[-1]))
    if not any(column.kunci in values for column in columns):
        if note not in BLANK:
            return []  # on leave, moved, retired: the note says why there is no rating
        return [warning("rating-missing", place, NOT_RATED)]
    _, right = regime.assess(values)
    for column in columns:
        if column.kunci not in values:
            by_matrix = f' Menurut matriks predikatnya "{right}".' if right else ""
            message = f"Sel ini kosong, padahal penilaian lain sudah diisi; lengkapi.{by_matrix}"
            return [warning("rating-missing", row.where_of(head_of(column)), message)]
    hasil, perilaku, predikat = (str(values[column.kunci]) for column in columns)
    if right and predikat in regime.predikat and predikat != right:
        message = (
            f'Hasil kerja "{hasil}" dan perilaku "{perilaku}" memberi predikat "{right}", '
            f'di sini "{predikat}"; betulkan salah satunya.'
        )
        return [warning("predikat-mismatch", place, message)]
    return []
