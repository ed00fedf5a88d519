"""Dates as Indonesian offices write them (domain rules §5).

Printed: ``21 November 2026``, no leading zero. Read: that form with or without the day of the week,
old, short and English names of months (Nopember, Pebruari, Okt, August), two figures for a year of
this century, ``21/11/2026``, ``21-Nov-26``, ``November 21, 2026`` and ISO ``2026-11-21``.
"""

from __future__ import annotations

import datetime as dt
import re
from functools import lru_cache

from babel.dates import format_date

from docgen.model.writing.likeness import SIMILAR, suggest
from docgen.model.writing.numerals import terbilang

MONTHS = (
    "januari", "februari", "maret", "april", "mei", "juni",
    "juli", "agustus", "september", "oktober", "november", "desember",
)  # fmt: skip
# Old spellings still occur in ministry files: accepted, never printed.
OLD_MONTHS = {
    "nopember": 11, "pebruari": 2, "agst": 8, "agt": 8, "ags": 8, "agu": 8, "nop": 11, "peb": 2,
    "sept": 9, "nov": 11,
}  # fmt: skip
# What a computer with English settings writes, where it differs.
ENGLISH_MONTHS = {
    "january": 1, "february": 2, "march": 3, "may": 5, "june": 6, "july": 7, "august": 8, "aug": 8,
    "october": 10, "oct": 10, "december": 12, "dec": 12,
}  # fmt: skip
MONTH_NUMBERS = (
    {name: number for number, name in enumerate(MONTHS, 1)}
    | {name[:3]: number for number, name in enumerate(MONTHS, 1)}
    | OLD_MONTHS
    | ENGLISH_MONTHS
)
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# From Monday on, as ``date.weekday`` counts.
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_WEEKDAY_NUMBERS = (
    {name.casefold(): number for number, name in enumerate(WEEKDAYS)}
    | {"jum'at": 4, "jum’at": 4, "ahad": 6, "monday": 0, "tuesday": 1, "wednesday": 2}
    | {"thursday": 3, "friday": 4, "saturday": 5, "sunday": 6}
)
CENTURY = 2000  # of a year of two figures
ADVICE = "tulis seperti 21 November 2026"

_YEAR = r"(?P<year>\d{4}|['’]?\d{2})"
_GAP = r"(?:\s*[-/.]\s*|\s+)"
_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"(?P<day>\d{{1,2}}){_GAP}(?P<name>[a-z]+)\.?(?:,?\s+|\s*[-/.]\s*){_YEAR}",
        rf"(?P<name>[a-z]+)\.?\s+(?P<day>\d{{1,2}})\s*,\s*{_YEAR}",
        rf"(?P<day>\d{{1,2}})\s*(?P<sign>[/.-])\s*(?P<month>\d{{1,2}})\s*(?P=sign)\s*{_YEAR}",
        r"(?P<year>\d{4})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<day>\d{1,2})"
        r"(?:[T ]00:00(?::00)?)?",
    )
)
_MIXED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_WORD = re.compile(r"\A(?:tgl|tanggal)\b\.?\s*:?\s*", re.IGNORECASE)
_DAY = re.compile(r"\A([a-z]+(?:['’][a-z]+)?)\s*(?:,|/|\s)\s*(?=\d)", re.IGNORECASE)
_SERIAL = re.compile(r"[234]\d{4}(?:[.,]\d+)?")  # Excel's own number of a day, 1954 to 2036


def parse_date(text: str) -> dt.date | None:
    """The date that ``text`` says, or None when it is no full date or an impossible one."""
    text = text.strip()
    if not text[-1:].isdigit():  # as every date ends; most cells of a list hold none
        return None
    _bare, day, found = _taken(text)
    return found if found and day in (None, found.weekday()) else None


# A sheet says the same few days over and over.
@lru_cache(maxsize=4096)
def read_date(text: str) -> dt.date | str:
    """The date that ``text`` says, or a sentence on why it says none, with what to write."""
    text = text.strip()
    bare, day, found = _taken(text)
    if found is None:
        return _why_not(text, bare)
    if day is not None and found.weekday() != day:
        said = _DAY.match(_WORD.sub("", text))
        return (
            f"{format_tanggal(found)} adalah hari {WEEKDAYS[found.weekday()]}, "
            f"bukan {said[1] if said else WEEKDAYS[day]}; periksa hari atau tanggalnya"
        )
    return found


@lru_cache(maxsize=4096)
def _taken(text: str) -> tuple[str, int | None, dt.date | None]:
    """The text without words before the date, the number of the weekday in it, and the date."""
    bare = _WORD.sub("", text)
    weekday = _DAY.match(bare)
    day = _WEEKDAY_NUMBERS.get(weekday[1].casefold()) if weekday else None
    if weekday and day is not None:
        bare = bare[weekday.end() :]
    return bare, day, _of_forms(bare.strip())


def _of_forms(text: str) -> dt.date | None:
    match = next((match for form in _FORMS if (match := form.fullmatch(text))), None)
    if match is None:
        return None
    said = match.groupdict()
    month = MONTH_NUMBERS.get(said["name"].lower()) if "name" in said else int(said["month"])
    year = int(said["year"].lstrip("'’"))
    try:
        year += CENTURY if len(said["year"].lstrip("'’")) == 2 else 0
        return dt.date(year, month, int(said["day"])) if month else None
    except ValueError:  # 31/02/2026
        return None


def _why_not(text: str, bare: str) -> str:
    """What is wrong with a text that says no date, and what was probably meant."""
    if _SERIAL.fullmatch(text):
        return (
            f"«{text}» adalah angka, bukan tanggal; ubah format selnya menjadi Tanggal (Date) di "
            f"Excel, atau {ADVICE}"
        )
    if (mixed := _MIXED.fullmatch(bare)) and int(mixed[2]) > 12 >= int(mixed[1]) > 0:
        turned = _of_forms(f"{mixed[2]}/{mixed[1]}/{mixed[3]}")
        if turned:
            return (
                f"«{text}» bukan tanggal yang mungkin (hari dulu, baru bulan); maksud Anda "
                f"{format_tanggal(turned)}?"
            )
    for word in re.findall(r"[A-Za-z]{3,}", bare):
        likely = suggest(word, MONTHS, SIMILAR) if word.lower() not in MONTH_NUMBERS else None
        if likely:
            return (
                f"«{text}» bukan tanggal yang mungkin; bulan «{word}» tidak ada, maksud Anda "
                f"«{likely.title()}»?"
            )
    return f"«{text}» bukan tanggal yang mungkin; {ADVICE}"


def is_partial_date(text: str) -> bool:
    """Whether ``text`` is a month with a year, or a year alone (a defect seen in real SOPs)."""
    words = text.lower().split()
    year = bool(words) and bool(re.fullmatch(r"\d{4}", words[-1]))
    return year and (len(words) == 1 or (len(words) == 2 and words[0] in MONTH_NUMBERS))


# A batch prints the same few days over and over, and Babel takes 70 µs for one.
@lru_cache(maxsize=1024)
def format_tanggal(date: dt.date) -> str:
    """``21 November 2026``."""
    return format_date(date, "d MMMM y", locale="id")


def roman_month(date: dt.date) -> str:
    """``XI`` for November, as custom has it in letter numbers."""
    return ROMAN[date.month - 1]


def weekday(date: dt.date) -> str:
    """``Senin``."""
    return WEEKDAYS[date.weekday()]


def spelled_out(date: dt.date) -> str:
    """``dua puluh satu bulan November tahun dua ribu dua puluh enam``, as a berita acara has it."""
    month = MONTHS[date.month - 1].capitalize()
    return f"{terbilang(date.day)} bulan {month} tahun {terbilang(date.year)}"


def days_from(first: dt.date, last: dt.date) -> int:
    """The days of a journey, the first and the last counted. Raises ValueError: it ends before."""
    if last < first:
        raise ValueError(f"{format_tanggal(last)} lebih awal daripada {format_tanggal(first)}")
    return (last - first).days + 1
