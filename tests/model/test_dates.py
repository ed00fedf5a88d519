"""Dates: what is printed reads back, what is impossible is no date."""

from __future__ import annotations

import calendar
import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.writing.dates import (
    MONTHS,
    format_tanggal,
    is_partial_date,
    parse_date,
    read_date,
    roman_month,
)

DATES = st.dates(dt.date(1000, 1, 1))


@given(DATES)
def test_reads_every_form_back(date: dt.date) -> None:
    short = MONTHS[date.month - 1][:3]
    for text in (
        format_tanggal(date),
        format_tanggal(date).upper(),
        f" {date.day:02}  {short}. {date.year} ",
        f"{date.day}/{date.month}/{date.year}",
        f"{date.day:02}-{date.month:02}-{date.year}",
        date.isoformat(),
        f"{date.isoformat()} 00:00:00",
    ):
        assert parse_date(text) == date


@given(DATES)
def test_prints_without_a_leading_zero(date: dt.date) -> None:
    day, month, year = format_tanggal(date).split(" ")
    assert (day, month.lower(), year) == (str(date.day), MONTHS[date.month - 1], str(date.year))
    assert month[0].isupper()


@given(st.integers(1000, 9999), st.integers(1, 12), st.integers(1, 9))
def test_days_after_the_end_of_a_month_are_none(year: int, month: int, more: int) -> None:
    day = calendar.monthrange(year, month)[1] + more
    for text in (f"{day}/{month}/{year}", f"{day} {MONTHS[month - 1]} {year}"):
        assert parse_date(text) is None
    assert parse_date(f"{year}-{month:02}-{day:02}") is None


@given(st.text())
def test_never_raises(text: str) -> None:
    found = parse_date(text)
    assert found is None or any(char.isdigit() for char in text)
    is_partial_date(text)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("10 Nopember 2017", dt.date(2017, 11, 10)),
        ("1 Pebruari 2024", dt.date(2024, 2, 1)),
        ("29 Februari 2024", dt.date(2024, 2, 29)),
        ("03.04.2025", dt.date(2025, 4, 3)),
        ("Selasa, 24 November 2026", dt.date(2026, 11, 24)),
        ("Jum'at 27 Nop 2026", dt.date(2026, 11, 27)),
        ("24/11/26", dt.date(2026, 11, 24)),
        ("24-Nov-26", dt.date(2026, 11, 24)),
        ("24 Okt '26", dt.date(2026, 10, 24)),
        ("24 August 2026", dt.date(2026, 8, 24)),
        ("November 24, 2026", dt.date(2026, 11, 24)),
        ("2026/11/24", dt.date(2026, 11, 24)),
        ("tgl. 24 - 11 - 2026", dt.date(2026, 11, 24)),
        ("1 Mei 25", dt.date(2025, 5, 1)),
    ],
)
def test_old_and_rare_forms(text: str, date: dt.date) -> None:
    assert parse_date(text) == date


@pytest.mark.parametrize(
    "text",
    [
        "", "-", "2017", "November 2017", "31/02/2026", "29 Februari 2025", "0 Mei 2025",
        "13/13/2025", "1 Moi 2025", "1 Mei 5", "2025-02-30", "2025-06-01 10:30",
    ],
)  # fmt: skip
def test_no_full_or_possible_date(text: str) -> None:
    assert parse_date(text) is None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Senin, 24 November 2026", "adalah hari Selasa"),
        ("11/24/2026", "maksud Anda 24 November 2026?"),
        ("24 Septembar 2026", "maksud Anda «September»?"),
        ("46350", "ubah format selnya"),
        ("24 November", "tulis seperti"),
        ("24 November 20226", "tulis seperti"),
        ("3O/11/2026", "tulis seperti"),
        ("5 Ramadan 1447", "tulis seperti"),
    ],
)
def test_what_to_write_instead(text: str, told: str) -> None:
    found = read_date(text)
    assert isinstance(found, str) and told in found


@pytest.mark.parametrize(
    ("text", "partial"),
    [
        ("NOVEMBER 2017", True),
        ("2017", True),
        ("Nopember 2017", True),
        ("10 November 2017", False),
        ("Moi 2017", False),
        ("-", False),
        ("", False),
    ],
)
def test_month_or_year_alone(text: str, partial: bool) -> None:
    assert is_partial_date(text) is partial


def test_roman_months() -> None:
    found = [roman_month(dt.date(2025, month, 1)) for month in (1, 4, 5, 9, 12)]
    assert found == ["I", "IV", "V", "IX", "XII"]
