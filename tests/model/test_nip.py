"""Employee numbers: 18 digits that say a birth date, an appointment and a sex."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.staff.nip import Nip, bare_nip, parse_nip

BIRTHS = st.dates(dt.date(1940, 1, 1), dt.date(2005, 12, 31))
MONTHS = st.integers(1, 12).map("{:02}".format) | st.just("21")
SERIALS = st.integers(1, 999).map("{:03}".format)


@st.composite
def nips(draw: st.DrawFn) -> str:
    birth = draw(BIRTHS)
    year = birth.year + draw(st.integers(18, 40))
    return f"{birth:%Y%m%d}{year}{draw(MONTHS)}{draw(st.sampled_from('12'))}{draw(SERIALS)}"


@given(nips())
def test_reads_its_parts(digits: str) -> None:
    found = parse_nip(digits)
    assert isinstance(found, Nip)
    assert found.birth == dt.date(int(digits[:4]), int(digits[4:6]), int(digits[6:8]))
    assert found.pppk is (digits[12:14] == "21")
    assert found.appointed_month == (None if found.pppk else int(digits[12:14]))
    assert parse_nip(found.spaced()) == found


@given(nips(), st.sampled_from(("{}", "'{}", " {} ", "{}\u00a0")))
def test_reads_it_as_people_type_it(digits: str, typed: str) -> None:
    spaced = f"{digits[:8]} {digits[8:14]}.{digits[14]}-{digits[15:]}"
    assert bare_nip(typed.format(spaced)) == digits


@given(nips(), st.integers(0, 17))
def test_one_digit_less_is_no_nip(digits: str, index: int) -> None:
    assert isinstance(parse_nip(digits[:index] + digits[index + 1 :]), str)


@given(st.text())
def test_says_what_is_wrong_and_never_raises(text: str) -> None:
    found = parse_nip(text)
    assert isinstance(found, Nip) or found.strip()


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("197305061998031", "ada 15"),
        ("19730230 199803 1 001", "19730230"),
        ("19731301 199803 1 001", "19731301"),
        ("19730506 199800 1 001", "00"),
        ("19730506 199813 1 001", "13"),
        ("19730506 199803 3 001", "3"),
        ("19900506 199803 1 001", "1998"),
        ("1,97306E+17", "ada «"),
        ("١٩٧٣٠٥٠٦١٩٩٨٠٣١٠٠١", "ada «"),
    ],
)
def test_message_names_the_part(text: str, part: str) -> None:
    found = parse_nip(text)
    assert isinstance(found, str)
    assert part in found


@pytest.mark.parametrize("typed", ["NIP. {}", "nip {}", "NIP: {}", "'{}", "NIP{}"])
def test_the_word_in_front_is_no_part_of_it(typed: str) -> None:
    assert bare_nip(typed.format("19660801 198803 1 001")) == "196608011988031001"
    assert bare_nip("NIPIS") == "NIPIS"
