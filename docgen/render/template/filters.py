"""The filters of every template: what the field writes, from what stands in the data."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from babel.numbers import format_decimal
from docxtpl import RichText

from docgen.model.staff.nip import Nip, parse_nip
from docgen.model.staff.rank import RANKS
from docgen.model.writing.dates import (
    days_from,
    format_tanggal,
    parse_date,
    roman_month,
    spelled_out,
    weekday,
)
from docgen.model.writing.lists import listed
from docgen.model.writing.numerals import terbilang, with_words
from docgen.render.template.pictures import qr_image
from docgen.render.template.values import Image, Subdocument, place

QR_MM, SCAN_MM = 25, 18
# Taller than any sheet, millimetres.
MOST_MM = 450
# As many digits has a number at most.
MOST_DIGITS = 30


def lines_of(text: str) -> list[str]:
    """Filter ``baris``: the lines of a cell, without blank ones."""
    return [line.strip() for line in str(text).splitlines() if line.strip()]


def list_of(text: str) -> list[dict[str, str]]:
    """Filter ``daftar``: the lines of a cell, each with its mark (``no``) and its ``teks``."""
    return [{"no": mark, "teks": words} for mark, words in listed(text)]


def spaced_nip(text: str) -> str:
    """Filter ``nip``: spaced when it is a valid number, else as it is."""
    parsed = parse_nip(text)
    return parsed.spaced() if isinstance(parsed, Nip) else text


def date_in_words(value: str | dt.date) -> str:
    """Filter ``tanggal``: ``2026-11-21`` or ``21/11/2026`` -> ``21 November 2026``; "" stays."""
    if isinstance(value, dt.date):
        return format_tanggal(value)
    if not value.strip():
        return value
    date = parse_date(value)
    if date is None:
        raise ValueError(f"«{value}» bukan tanggal yang mungkin")
    return format_tanggal(date)


def weekday_of(value: str | dt.date) -> str:
    """Filter ``hari``: the day of the week of a date, ``Senin``; "" stays."""
    return weekday(_date(value)) if value else ""


def weekday_and_date(value: str | dt.date) -> str:
    """Filter ``hari_tanggal``: ``Senin, 21 November 2026``; "" stays."""
    return f"{weekday_of(value)}, {date_in_words(value)}" if value else ""


def date_spelled_out(value: str | dt.date) -> str:
    """Filter ``tanggal_terbilang``: ``dua puluh satu bulan November tahun …``; "" stays."""
    return spelled_out(_date(value)) if value else ""


def days_to(value: str | dt.date, last: str | dt.date) -> str:
    """Filter ``lama_hari``: from a day to the ``last``, both counted, ``3 (tiga) hari``."""
    if not (value and last):
        return ""
    return with_words(f"{days_from(_date(value), _date(last))} hari")


def _date(value: str | dt.date) -> dt.date:
    date = value if isinstance(value, dt.date) else parse_date(value)
    if date is None:
        raise ValueError(f"«{value}» bukan tanggal yang mungkin")
    return date


def month_in_roman(value: str | dt.date) -> str:
    """Filter ``bulan_romawi``: the month of a date, ``XI``."""
    return roman_month(_date(value))


def figure(value: str | float) -> str:
    """Filter ``angka``: ``1234567.5`` -> ``1.234.567,5``."""
    return format_decimal(_number(value), locale="id")


def rupiah(value: str | float) -> str:
    """Filter ``rupiah``: ``1500000`` -> ``Rp1.500.000,00``."""
    return f"Rp{format_decimal(_number(value), format='#,##0.00', locale='id')}"


def _number(value: str | float) -> Decimal:
    """A number as Python or as an Indonesian office writes it (``1.234,5``)."""
    text = str(value).strip()
    plain = text.replace(".", "").replace(",", ".") if isinstance(value, str) else text
    # A single point with one or two digits after it is a program's decimal point.
    if isinstance(value, str) and "," not in text and text.count(".") == 1:
        plain = text if len(text.partition(".")[2]) < 3 else plain
    try:
        number = Decimal(plain)
    except InvalidOperation:
        raise ValueError(f"«{value}» bukan angka") from None
    if number.is_finite() and number.adjusted() > MOST_DIGITS:
        raise ValueError(f"«{value}» terlalu besar")
    return number


def in_words(value: str | int) -> str:
    """Filter ``terbilang``: ``21000`` or ``21.000`` -> ``dua puluh satu ribu``."""
    number = _number(value)
    if number != int(number):
        raise ValueError(f"«{value}» bukan bilangan bulat")
    return terbilang(int(number))


def rank_name(grade: str) -> str:
    """Filter ``pangkat``: ``III/c`` -> ``Penata``; anything else stays as it is."""
    key = grade.strip().replace(" ", "")
    roman, _, room = key.partition("/")
    return RANKS.get(f"{roman.upper()}/{room.lower()}", grade)


def qr(text: str, height_mm: float = QR_MM) -> Image | str:
    """Filter ``qr``: a QR code of the text; nothing for a blank one."""
    return qr_image(str(text), _height(height_mm)) if str(text).strip() else ""


def picture(path: str, height_mm: float = SCAN_MM) -> Image | str:
    """Filter ``gambar``: a PNG or JPEG of the workspace; nothing for a blank path."""
    return Image(place().read(str(path)), _height(height_mm)) if str(path).strip() else ""


def _height(millimetres: object) -> float:
    if not isinstance(millimetres, int | float) or not 1 <= millimetres <= MOST_MM:
        raise ValueError(f"tinggi gambar «{millimetres}» harus angka 1 sampai {MOST_MM} mm")
    return millimetres


def inserted(path: str) -> Subdocument | str:
    """Filter ``sisip``: the text of another .docx of the workspace; nothing for a blank path."""
    return Subdocument(place().read(str(path))) if str(path).strip() else ""


def _styled(**properties: Any) -> Callable[[Any], RichText]:
    def styled(text: Any) -> RichText:
        return RichText(text, **properties)

    return styled


FILTERS: Mapping[str, Callable[..., Any]] = {
    "baris": lines_of,
    "daftar": list_of,
    "nip": spaced_nip,
    "tanggal": date_in_words,
    "bulan_romawi": month_in_roman,
    "hari": weekday_of,
    "hari_tanggal": weekday_and_date,
    "tanggal_terbilang": date_spelled_out,
    "lama_hari": days_to,
    "terbilang": in_words,
    "bilangan": with_words,
    "angka": figure,
    "rupiah": rupiah,
    "pangkat": rank_name,
    "qr": qr,
    "gambar": picture,
    "sisip": inserted,
    # With the tag {{r … }}: a run of its own.
    "tebal": _styled(bold=True),
    "miring": _styled(italic=True),
    "garis_bawah": _styled(underline=True),
}
# The filters that take dates.
OF_DATES = frozenset(
    {"tanggal", "bulan_romawi", "hari", "hari_tanggal", "tanggal_terbilang", "lama_hari"}
)
# The filters that read a file of the workspace.
READERS = frozenset({"gambar", "sisip"})
