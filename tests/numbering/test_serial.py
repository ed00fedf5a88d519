"""Serials: 12, 12.a, … 12.z, 12.aa."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.numbering.pattern import letter_number
from docgen.numbering.serial import ALPHABET, Serial, next_suffix, parse_serial
from tests.numbering.desk import OFFICES, letter


@pytest.mark.parametrize(
    ("suffix", "after"),
    [("", "a"), ("a", "b"), ("z", "aa"), ("az", "ba"), ("zz", "aaa"), ("azz", "baa")],
)
def test_the_letters_go_on(suffix: str, after: str) -> None:
    assert next_suffix(suffix) == after


@given(st.integers(1, 800))
def test_no_letters_come_twice_and_they_sort_as_they_come(count: int) -> None:
    found, suffix = [], ""
    for _turn in range(count):
        suffix = next_suffix(suffix)
        found.append(Serial(12, suffix))
    assert len(set(found)) == count
    assert sorted(found, key=lambda each: each.order) == found
    assert Serial(12).order < found[0].order <= found[-1].order < Serial(13).order
    assert all(set(each.suffix) <= set(ALPHABET) for each in found)


@given(st.integers(0, 10**9 - 1), st.text(ALPHABET, max_size=3))
def test_a_serial_reads_back(number: int, suffix: str) -> None:
    assert parse_serial(str(Serial(number, suffix))) == Serial(number, suffix)


@pytest.mark.parametrize("text", ["", "a", "12.", "12.A", "12a", "12.1", "-1", "12/2025", "1" * 10])
def test_what_is_no_serial(text: str) -> None:
    assert parse_serial(text) is None


@pytest.mark.parametrize(
    ("pattern", "number"),
    [
        ("{klasifikasi}/{urut}/{tahun}", "800/12.a/2025"),
        ("{urut:03d}/{tahun}", "012.a/2025"),
        ("{urut!s:>5}", " 12.a"),
        ("{urut!r}", "12.a"),
    ],
)
def test_in_a_number(pattern: str, number: str) -> None:
    date = dt.date(2025, 1, 6)
    assert letter_number(pattern, Serial(12, "a"), date, letter("x"), OFFICES["badan"]) == number
