"""The pattern of letter numbers, e.g. ``{klasifikasi}/{urut}/{unit}/{tahun}``."""

from __future__ import annotations

import datetime as dt
import string
from collections.abc import Mapping
from types import MappingProxyType

from docgen.findings import Finding, Where, error, warning
from docgen.model.letter import Letter
from docgen.model.office import Office
from docgen.model.writing.dates import roman_month
from docgen.numbering.serial import Serial

SAMPLE: Mapping[str, str | int] = MappingProxyType(
    {
        "klasifikasi": "800.1.7",
        "urut": 1,
        "unit": "BKD",
        "bulan": 11,
        "bulan_romawi": "XI",
        "tahun": 2026,
        "keamanan": "B",
        "jenis": "SPPD",
    }
)
PARTS = tuple(SAMPLE)


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
    if not found:
        try:
            pattern.format(**SAMPLE)
        # A format that does not fit ({urut:tiga}), or a name inside one ({urut:{x}}).
        except (ValueError, KeyError, IndexError, AttributeError):
            message = "bentuk angka dalam pola nomor salah; tiga angka ditulis {urut:03d}"
            found.append(error("pattern-syntax", where, message))
    if not found and "tahun" not in names:
        message = (
            "pola nomor tanpa {tahun}: nomor urut mulai lagi dari 1 setiap tahun, jadi nomor "
            "tahun depan akan sama dengan nomor tahun ini; tambahkan {tahun}"
        )
        found.append(warning("pattern-without-year", where, message))
    return tuple(found)


def letter_number(
    pattern: str,
    serial: int | Serial,
    date: dt.date,
    letter: Letter,
    office: Office,
    kind: str = "",
) -> str:
    """The number of a letter of a ``kind``; month and year are those of ``date``."""
    return pattern.format(
        klasifikasi=letter.klasifikasi,
        urut=serial,
        unit=office.kode,
        bulan=date.month,
        bulan_romawi=roman_month(date),
        tahun=date.year,
        keamanan=letter.keamanan,
        jenis=kind,
    )
