"""Times of steps: read per unit, summed per unit, never turned into another unit silently."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.writing.durations import UNITS, Duration, is_tight, parse_duration, total_duration

AMOUNTS = st.decimals(min_value=0, max_value=9999, places=1, allow_nan=False)
DURATIONS = st.dictionaries(st.sampled_from(UNITS), AMOUNTS, min_size=1).map(
    lambda amounts: Duration(tuple(amounts.items()))
)
WHOLE = st.dictionaries(st.sampled_from(UNITS), st.integers(1, 999), min_size=1)


def as_text(amounts: dict[str, int], glue: str = " ") -> str:
    return glue.join(f"{amount} {unit}" for unit, amount in amounts.items())


@given(WHOLE, st.sampled_from((" ", ", ", " + ", " dan ", "  ", "\n")))
def test_reads_what_was_written(amounts: dict[str, int], glue: str) -> None:
    found = parse_duration(as_text(amounts, glue))
    assert found is not None
    assert {unit: found.of(unit) for unit in amounts} == amounts


@given(WHOLE)
def test_its_own_text_reads_back_the_same(amounts: dict[str, int]) -> None:
    found = parse_duration(as_text(amounts))
    assert found is not None
    again = parse_duration(str(found))
    assert again is not None
    assert dict(again.amounts) == dict(found.amounts)


@given(st.lists(DURATIONS, max_size=12))
def test_total_is_the_sum_of_each_unit(durations: list[Duration]) -> None:
    total = total_duration(durations)
    for unit in ("bulan", "minggu", "hari kerja", "hari"):
        assert total.of(unit) == sum((d.of(unit) for d in durations), Decimal(0))
    minutes = sum((d.of("jam") * 60 + d.of("menit") for d in durations), Decimal(0))
    assert total.of("jam") * 60 + total.of("menit") == minutes
    assert total.of("menit") < 60


@given(st.lists(DURATIONS, max_size=12))
def test_hours_never_become_days(durations: list[Duration]) -> None:
    hours = sum((d.of("jam") for d in durations), Decimal(0))
    assert total_duration(durations).of("jam") >= hours


@given(st.lists(DURATIONS, max_size=12), st.sampled_from(("hari kerja", "hari")))
def test_only_the_author_says_what_a_day_is(durations: list[Duration], meant: str) -> None:
    total = total_duration(durations, meant)
    days = sum((d.of("hari") + d.of("hari kerja") for d in durations), Decimal(0))
    assert total.of("hari") + total.of("hari kerja") == days
    if meant == "hari kerja":
        assert total.of("hari") == 0


@given(st.lists(DURATIONS, max_size=6).flatmap(lambda d: st.tuples(st.just(d), st.permutations(d))))
def test_order_of_steps_does_not_matter(lists: tuple[list[Duration], list[Duration]]) -> None:
    assert str(total_duration(lists[0])) == str(total_duration(lists[1]))


def test_total_of_the_sungai_penuh_sheet() -> None:
    texts = ("30 menit", "5menit", "10 menit", "15 menit", "2 Hari", "5 Menit")
    found = [parse_duration(text) for text in texts]
    total = total_duration([each for each in found if each], "hari kerja")
    assert str(total) == "2 hari kerja + 1 jam 5 menit"
    assert str(total_duration([each for each in found if each])) == "2 hari + 1 jam 5 menit"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("1 hari 2 jam", "1 hari + 2 jam"),
        ("5menit", "5 menit"),
        ("1,5 jam", "1,5 jam"),
        ("1.5 jam", "1,5 jam"),
        ("10 MENIT 5 menit", "15 menit"),
        ("2 hari\u00a0kerja", "2 hari kerja"),
        ("1.440 menit", "1440 menit"),
        ("60 menit", "60 menit"),
        ("100 hari", "100 hari"),
    ],
)
def test_reads(text: str, shown: str) -> None:
    assert str(parse_duration(text)) == shown


@pytest.mark.parametrize(
    "text", ["", "-", "menit", "30", "segera", "15-30 menit", "± 1 hari", "2 x 24 jam", "5 menitan"]
)
def test_does_not_guess(text: str) -> None:
    assert parse_duration(text) is None


@pytest.mark.parametrize(("text", "tight"), [("5menit", True), ("5 menit", False), ("-", False)])
def test_sees_a_missing_space(text: str, tight: bool) -> None:
    assert is_tight(text) is tight
