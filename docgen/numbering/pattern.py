"""The pattern of letter numbers, e.g. ``{klasifikasi}/{urut}/{unit}/{tahun}``."""

from __future__ import annotations

import datetime as dt
import string

from docgen.findings import Finding, Where, error
from docgen.model.dates import roman_month
from docgen.model.letter import Letter
from docgen.model.office import Office

PARTS = ("klasifikasi", "urut", "unit", "bulan", "bulan_romawi", "tahun", "keamanan")


def pattern_findings(pattern: str, where: Where) -> tuple[Finding, ...]:
    """What is wrong with a pattern: unknown parts, a brace too many, no serial number."""
    try:
        names = [
            name
            for _text, name, _spec, _conv in string.Formatter().parse(pattern)
            if name is not None
        ]
    except ValueError:
        message = "kurung kurawal dalam pola nomor tidak berpasangan"
        return (error("pattern-syntax", where, message),)
    choices = ", ".join(f"{{{part}}}" for part in PARTS)
    found = [
        error("pattern-unknown", where, f"bagian «{{{name}}}» tidak dikenal; yang ada: {choices}")
        for name in names
        if name not in PARTS
    ]
    if "urut" not in names:
        found.append(error("pattern-no-serial", where, "pola nomor harus memuat {urut}"))
    return tuple(found)


def letter_number(pattern: str, serial: int, date: dt.date, letter: Letter, office: Office) -> str:
    """The number of a letter; ``date`` is the date that it is given on."""
    return pattern.format(
        klasifikasi=letter.klasifikasi,
        urut=serial,
        unit=office.kode,
        bulan=date.month,
        bulan_romawi=roman_month(date),
        tahun=date.year,
        keamanan=letter.keamanan,
    )
