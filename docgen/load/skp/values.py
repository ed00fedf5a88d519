"""Cells of SKP reports as values of the regime's columns: numbers, yes and no, and words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal

from docgen.findings import Finding, Where, error, warning
from docgen.load.tables.cells import column_name
from docgen.load.tables.read import Row
from docgen.model.skp.regime import Regime, RegimeColumn, Value
from docgen.model.staff.rank import BLANK
from docgen.model.writing.likeness import suggest

# Spellings seen in reports; printed is always the regime's own.
SPELLINGS = (("diatas", "di atas"), ("dibawah", "di bawah"), ("ekspetasi", "ekspektasi"))
YES = ("ya", "y", "ada", "v", "x", "√", "✓", "✔", "1", "true")
NO = ("tidak", "t", "tidak ada", "0", "false", "belum")
# Numbers of a formula have the dust of binary fractions (85,30000000000001) far behind these.
PLACES = Decimal("0.000001")
_MISCONDUCT = re.compile(r"\s*[/(]\s*misconduct\s*\)?")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:[.,][0-9]+)?")


def head_of(column: RegimeColumn) -> str:
    """The name of a regime's column in a table: ``rating_hasil_kerja``."""
    return column_name(column.kepala)


def read_values(row: Row, regime: Regime, findings: list[Finding]) -> dict[str, Value]:
    """What a row says in the regime's columns, by their keys; blank cells are left out.

    A word that is not the rule's is kept as it was written; a number that cannot be used is left
    out. Findings: rating-unknown, predikat-unknown, predikat-other-rule, number-unreadable,
    number-out-of-range, flag-unknown.
    """
    values: dict[str, Value] = {}
    for column in regime.kolom:
        head = head_of(column)
        text = " ".join(row.text(head).split())
        if text in BLANK:
            continue
        where = row.where_of(head)
        value: Value | None
        match column.jenis:
            case "number":
                value = _number(text, column, where, findings)
            case "flag":
                value = _flag(text, column, where, findings)
            case "rating":
                value = _word(text, column.pilihan, "rating-unknown", where, findings)
            case "label":
                value = _label(text, regime, where, findings)
        if value is not None:
            values[column.kunci] = value
    return values


def figure(number: Decimal, regime: Regime) -> str:
    """A number as it is printed: ``85,50``."""
    return f"{regime.rounded(number)}".replace(".", ",")


def bound(number: Decimal) -> str:
    """The edge of a range, without needless zeros: ``120``, ``0,5``."""
    return f"{number.normalize():f}".replace(".", ",")


def _number(
    text: str, column: RegimeColumn, where: Where, findings: list[Finding]
) -> Decimal | None:
    if not _NUMBER.fullmatch(text):
        message = f'"{text}" bukan angka; tulis {column.kepala} seperti 85,50 (angka saja).'
        findings.append(error("number-unreadable", where, message))
        return None
    number = Decimal(text.replace(",", "."))
    if not column.in_range(number):
        most = f" sampai {bound(column.sampai)}" if column.sampai is not None else " ke atas"
        message = (
            f"{column.kepala} {text} tidak mungkin; menurut aturannya {bound(column.dari)}{most}. "
            "Periksa koma desimalnya."
        )
        findings.append(error("number-out-of-range", where, message))
        return None
    return number.quantize(PLACES, ROUND_HALF_UP).normalize() + 0


def _flag(text: str, column: RegimeColumn, where: Where, findings: list[Finding]) -> bool | None:
    plain = text.casefold()
    if plain in YES or plain in NO:
        return plain in YES
    message = f'"{text}" tidak dikenal di kolom {column.kepala}; isi Ya atau Tidak.'
    findings.append(error("flag-unknown", where, message))
    return None


def _label(text: str, regime: Regime, where: Where, findings: list[Finding]) -> str:
    plain = _plain(text)
    meant = next((to for word, to in regime.istilah.items() if word.casefold() == plain), None)
    if meant is None:
        return _word(text, regime.predikat, "predikat-unknown", where, findings)
    message = (
        f'"{text}" bukan istilah {regime.singkat or regime.kunci}; dibaca sebagai "{meant}". '
        "Pakai istilah itu di laporan berikutnya."
    )
    findings.append(warning("predikat-other-rule", where, message))
    return meant


def _word(text: str, words: Sequence[str], code: str, where: Where, findings: list[Finding]) -> str:
    """The regime's spelling of a word; as written, with a finding, when it is none of its words."""
    plain = _plain(text)
    same = next((word for word in words if word.casefold() == plain), None)
    if same is None and words:
        guess = suggest(plain, words)
        did_you_mean = f' Maksud Anda "{guess}"?' if guess else ""
        listed = ", ".join(words)
        message = f'"{text}" tidak dikenal; pilihannya: {listed}.{did_you_mean}'
        findings.append(error(code, where, message))
    return same or text


def _plain(text: str) -> str:
    plain = _MISCONDUCT.sub("", text.casefold())
    for wrong, right in SPELLINGS:
        plain = plain.replace(wrong, right)
    return plain
