"""Copies = tujuan + tembusan + 1 arsip (+ what the profile asks for), each with its own file."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.findings import Where
from docgen.model.copies import Role, required_copies
from docgen.model.letter import Letter, LetterState, Paraf

NAMES = st.text(min_size=1).map(str.strip).filter(bool)
PEOPLE = st.lists(NAMES, max_size=12).map(tuple)


def letter(**fields: object) -> Letter:
    return Letter.model_validate(
        {"id": "s1", "kelompok": "x", "kop": "a", "tujuan": ("Camat",), "where": Where("x.xlsx")}
        | fields
    )


@given(st.lists(NAMES, min_size=1, max_size=12).map(tuple), PEOPLE, PEOPLE)
def test_count(tujuan: tuple[str, ...], tembusan: tuple[str, ...], extra: tuple[str, ...]) -> None:
    copies = required_copies(letter(tujuan=tujuan, tembusan=tembusan), extra)
    assert len(copies) == len(tujuan) + len(tembusan) + 1 + len(extra)
    assert [c.recipient for c in copies if c.role is Role.ASLI] == list(tujuan)
    assert [c.recipient for c in copies if c.role is Role.TEMBUSAN] == list(tembusan)
    assert len({copy.file_name for copy in copies}) == len(copies)
    assert all(copy.file_name.startswith("s1.") for copy in copies)


def test_names_and_marks() -> None:
    copies = required_copies(letter(tembusan=("Walikota",)), ("Bidang Mutasi",))
    assert [(copy.file_name, copy.mark) for copy in copies] == [
        ("s1.asli-1.pdf", "ASLI 1: Camat"),
        ("s1.tembusan-1.pdf", "TEMBUSAN 1: Walikota"),
        ("s1.arsip.pdf", "ARSIP"),
        ("s1.arsip-2.pdf", "ARSIP"),
    ]


DAY = dt.date(2025, 1, 6)
OPEN, DONE = Paraf(nama="A"), Paraf(nama="B", tanggal=DAY)


@pytest.mark.parametrize(
    ("fields", "state", "copies"),
    [
        ({"paraf": (DONE, OPEN)}, LetterState.KONSEP, 0),
        ({"paraf": (DONE,)}, LetterState.SIAP_TTD, 2),
        ({}, LetterState.SIAP_TTD, 2),
        ({"tanggal_ttd": DAY}, LetterState.DITANDATANGANI, 2),
        ({"paraf": (OPEN,), "tanggal_ttd": DAY}, LetterState.DITANDATANGANI, 2),
        ({"tanggal_ttd": DAY, "nomor": "1"}, LetterState.BERNOMOR, 2),
    ],
)
def test_state_follows_the_data(fields: dict[str, object], state: LetterState, copies: int) -> None:
    found = letter(**fields)
    assert found.state is state
    assert len(required_copies(found)) == copies
