"""One line of an SKP report into an ``Employee``: ratings, predikat, NIP and rank are checked."""

from __future__ import annotations

import re
from collections.abc import Sequence

from docgen.findings import Finding, Where, error, warning
from docgen.load.tables import Row
from docgen.model.likeness import suggest
from docgen.model.nip import Nip, bare_nip, parse_nip
from docgen.model.rank import BLANK, rank_problem, read_rank
from docgen.model.skp import Employee, Regime

# Spellings seen in reports; printed is always the regime's own.
SPELLINGS = (("diatas", "di atas"), ("dibawah", "di bawah"), ("ekspetasi", "ekspektasi"))
_MISCONDUCT = re.compile(r"\s*[/(]\s*misconduct\s*\)?")


def is_employee(row: Row) -> bool:
    """Whether a row is an employee, and not a note, a total or a signature under the table."""
    if row.text("nip") or row.text("no").rstrip(".").isdigit():
        return True
    return bool(row.text("nama") and row.text("predikat_kinerja"))


def read_employee(row: Row, skpd: str, regime: Regime) -> tuple[Employee, list[Finding]]:
    """The employee of a row, with all that is wrong in it.

    Findings: name-missing, nip-invalid, rank-grade-mismatch, rating-unknown, predikat-unknown,
    predikat-mismatch, rating-missing. What is wrong is kept as it was written. A regime without
    labels leaves ratings unchecked.
    """
    findings: list[Finding] = []
    name = " ".join(row.text("nama").split())
    if not name:
        message = "Nama pegawai kosong; isi nama atau hapus barisnya."
        findings.append(error("name-missing", row.where_of("nama"), message))
    nip, parsed = _nip(row, findings)
    rank, grade = read_rank(row.text("pangkat_gol_ruang"), row.text("golongan"))
    if problem := rank_problem(rank, grade, parsed):
        findings.append(
            warning("rank-grade-mismatch", row.where_of("pangkat_gol_ruang"), f"{problem}")
        )
    hasil, perilaku, predikat = (
        _label(row, column, labels, code, findings)
        for column, labels, code in (
            ("rating_hasil_kerja", regime.hasil_kerja, "rating-unknown"),
            ("rating_perilaku_kerja", regime.perilaku, "rating-unknown"),
            ("predikat_kinerja", regime.predikat, "predikat-unknown"),
        )
    )
    note = row.text("keterangan")
    if regime.matriks:
        findings += _against_matrix(row, regime, hasil, perilaku, predikat, note)
    employee = Employee(
        nama=name,
        nip=nip,
        pangkat=rank,
        golongan=grade,
        jabatan=row.text("jabatan"),
        unit_kerja=row.text("unit_kerja"),
        hasil_kerja=hasil,
        perilaku=perilaku,
        predikat=predikat,
        keterangan="" if note in BLANK else note,
        skpd=skpd,
        where=row.where,
    )
    return employee, findings


def _nip(row: Row, findings: list[Finding]) -> tuple[str, Nip | None]:
    text = row.text("nip")
    parsed = parse_nip(text.removeprefix("NIP").lstrip(". :"))
    if isinstance(parsed, Nip):
        return parsed.digits, parsed
    problem = parsed if bare_nip(text) else "NIP kosong"
    message = f"{problem[0].upper()}{problem[1:]}; cocokkan dengan SK pegawai ini."
    findings.append(warning("nip-invalid", row.where_of("nip"), message))
    return text, None


def _label(row: Row, column: str, labels: Sequence[str], code: str, findings: list[Finding]) -> str:
    """The regime's spelling of a rating; as written when it is not one of its labels."""
    text = " ".join(row.text(column).split())
    if text in BLANK:
        return ""
    plain = _MISCONDUCT.sub("", text.casefold())
    for wrong, right in SPELLINGS:
        plain = plain.replace(wrong, right)
    same = next((label for label in labels if label.casefold() == plain), None)
    if same is None and labels:
        guess = suggest(plain, labels)
        did_you_mean = f' Maksud Anda "{guess}"?' if guess else ""
        listed = ", ".join(labels)
        message = f'"{text}" tidak dikenal; pilihannya: {listed}.{did_you_mean}'
        findings.append(error(code, row.where_of(column), message))
    return same or text


def _against_matrix(
    row: Row, regime: Regime, hasil: str, perilaku: str, predikat: str, note: str
) -> list[Finding]:
    place: Where = row.where_of("predikat_kinerja")
    right = regime.matriks.get(hasil, {}).get(perilaku, "")
    if not (hasil or perilaku or predikat):
        if note not in BLANK:
            return []  # on leave, moved, retired: the note says why there is no rating
        message = (
            "Pegawai ini belum dinilai; isi rating dan predikat, atau alasannya di Keterangan."
        )
        return [warning("rating-missing", place, message)]
    if not (hasil and perilaku and predikat):
        column = next(
            name
            for name, text in (
                ("rating_hasil_kerja", hasil),
                ("rating_perilaku_kerja", perilaku),
                ("predikat_kinerja", predikat),
            )
            if not text
        )
        by_matrix = f' Menurut matriks predikatnya "{right}".' if right else ""
        message = f"Sel ini kosong, padahal penilaian lain sudah diisi; lengkapi.{by_matrix}"
        return [warning("rating-missing", row.where_of(column), message)]
    if right and predikat in regime.predikat and predikat != right:
        message = (
            f'Hasil kerja "{hasil}" dan perilaku "{perilaku}" memberi predikat "{right}", '
            f'di sini "{predikat}"; betulkan salah satunya.'
        )
        return [warning("predikat-mismatch", place, message)]
    return []
