"""Terbilang: each number has one wording, and the wording says the number."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.writing.numerals import UNITS, terbilang, with_words

SIZES = {"ribu": 10**3, "juta": 10**6, "miliar": 10**9, "triliun": 10**12}
MERGED = {"sepuluh": 10, "sebelas": 11, "seratus": 100}


def value_of(words: str) -> int:
    """The number that the words say, read by rules of its own."""
    total = group = digit = 0
    for word in words.split():
        if word in SIZES:
            total += (group + digit) * SIZES[word]
            group = digit = 0
        elif word == "seribu":
            total += SIZES["ribu"]
        elif word == "belas":
            group, digit = group + 10 + digit, 0
        elif word in ("puluh", "ratus"):
            group, digit = group + digit * (10 if word == "puluh" else 100), 0
        elif word in MERGED:
            group += MERGED[word]
        else:
            digit = UNITS.index(word)
    return total + group + digit


@given(st.integers(0, 10**15 - 1))
def test_words_say_the_number(number: int) -> None:
    assert value_of(terbilang(number)) == number


@given(st.integers(0, 10**15 - 1))
def test_usual_spelling(number: int) -> None:
    words = f" {terbilang(number)} "
    assert "  " not in words
    for wrong in (" satu belas ", " satu puluh ", " satu ratus ", "milyar", " nol "):
        assert wrong not in words or number == 0
    assert not terbilang(number).startswith("satu ribu")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "nol"),
        (10, "sepuluh"),
        (11, "sebelas"),
        (12, "dua belas"),
        (100, "seratus"),
        (1000, "seribu"),
        (1999, "seribu sembilan ratus sembilan puluh sembilan"),
        (21_000, "dua puluh satu ribu"),
        (101_000, "seratus satu ribu"),
        (1_000_000, "satu juta"),
        (1_001_000, "satu juta seribu"),
        (10**9, "satu miliar"),
    ],
)
def test_known_wordings(number: int, words: str) -> None:
    assert terbilang(number) == words


@pytest.mark.parametrize("number", [-1, 10**15])
def test_out_of_range(number: int) -> None:
    with pytest.raises(ValueError, match="di luar jangkauan"):
        terbilang(number)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("2 berkas", "2 (dua) berkas"),
        ("1", "1 (satu)"),
        ("1 (satu) bundel", "1 (satu) bundel"),
        ("-", "-"),
        ("", ""),
        ("satu lembar", "satu lembar"),
        ("2.500 lembar", "2.500 lembar"),
        ("1/2 rim", "1/2 rim"),
        (f"{10**15} lembar", f"{10**15} lembar"),
    ],
)
def test_counts_with_words(text: str, shown: str) -> None:
    assert with_words(text) == shown


@given(st.text())
def test_any_text_can_be_a_count(text: str) -> None:
    once = with_words(text)
    assert with_words(once) == once
