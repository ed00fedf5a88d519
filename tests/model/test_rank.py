"""Ranks, grades and numbers of employees: what fits together."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.model.staff.nip import Nip, parse_nip
from docgen.model.staff.rank import (
    GRADES,
    PPPK_GRADES,
    RANKS,
    fits,
    full_rank,
    rank_key,
    rank_problem,
    read_rank,
)


def nip(text: str) -> Nip:
    parsed = parse_nip(text)
    assert isinstance(parsed, Nip)
    return parsed


PNS, PPPK = nip("197305061998032001"), nip("199005062022211001")


@given(st.sampled_from(GRADES), st.sampled_from(GRADES))
def test_a_rank_fits_its_own_grade_and_no_other(one: str, other: str) -> None:
    assert fits(RANKS[one], other) == (one == other)
    assert fits(RANKS[one].replace("Tingkat", "Tk."), one)


@given(st.sampled_from(PPPK_GRADES), st.sampled_from(sorted(RANKS)))
def test_pppk_have_no_rank(grade: str, other: str) -> None:
    assert fits("", grade)
    assert fits("-", grade)
    assert not fits(RANKS[other], grade)


@pytest.mark.parametrize(
    ("pangkat", "golongan", "read"),
    [
        ("Pembina Tk. I (IV/b)", "", ("Pembina Tingkat I", "IV/b")),
        ("Pembina Tingkat 1", "IV.b", ("Pembina Tingkat I", "IV/b")),
        ("Penata Tk.I", "Gol. III/d", ("Penata Tingkat I", "III/d")),
        ("-", "golongan ix", ("", "IX")),
        ("–", "", ("", "")),
        ("Kolonel", "", ("Kolonel", "")),
        ("Penata", "III", ("Penata", "III")),
        ("", "IV/f", ("", "IV/f")),
    ],
)
def test_as_people_write_it(pangkat: str, golongan: str, read: tuple[str, str]) -> None:
    assert read_rank(pangkat, golongan) == read
    assert full_rank("Pengatur Muda Tkt I") == "Pengatur Muda Tingkat I"


@pytest.mark.parametrize(
    ("rank", "grade", "number", "word"),
    [
        ("", "", PNS, ""),
        ("Pembina", "IV/a", PNS, ""),
        ("Penata", "IV/a", PNS, "Pembina"),
        ("", "IX", PPPK, ""),
        ("Penata", "IX", PPPK, "tidak punya nama pangkat"),
        ("", "IX", PNS, "golongan PPPK"),
        ("", "III/a", PPPK, "golongan PNS"),
        ("", "IV/f", None, "tidak ada"),
        ("Penata", "", None, "tidak terbaca"),
    ],
)
def test_what_does_not_fit(rank: str, grade: str, number: Nip | None, word: str) -> None:
    problem = rank_problem(rank, grade, number)
    assert bool(problem) == bool(word)
    assert word in problem


def test_high_to_low_and_pppk_after() -> None:
    grades = ["I", "III/a", "?", "XVII", "IV/e", "IV/a"]
    assert sorted(grades, key=rank_key) == ["IV/e", "IV/a", "III/a", "XVII", "I", "?"]
