"""Bold and italic words, and places to part words: marks that are none stay as they are."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.model.writing.marked import left_open, plain, runs
from docgen.model.writing.syllables import AFTER, BEFORE, places

LOOKS = {(False, False): "", (True, False): "b", (False, True): "i", (True, True): "bi"}


def looks(text: str) -> list[tuple[str, str]]:
    return [(run.text, LOOKS[run.bold, run.italic]) for run in runs(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("berkas **lengkap**", [("berkas ", ""), ("lengkap", "b")]),
        ("(*surat*), baru", [("(", ""), ("surat", "i"), ("), baru", "")]),
        ("***Penting*** sekali", [("Penting", "bi"), (" sekali", "")]),
        ("**satu *dua* tiga**", [("satu ", "b"), ("dua", "bi"), (" tiga", "b")]),
        ('*"kutipan"*', [('"kutipan"', "i")]),
    ],
)
def test_marked_words(text: str, found: list[tuple[str, str]]) -> None:
    assert looks(text) == found


@pytest.mark.parametrize(
    "text",
    [
        "*", "**", "***", "* * *", "3 * 4 * 5", "3*4*5", "*) wajib, *) lain", "Formulir*, Surat*",
        "* butir\n* butir lain", "*wajib diisi; *bila ada", "kode A*B*C", "*awal\nakhir*", "",
    ],
)  # fmt: skip
def test_ordinary_asterisks_stay(text: str) -> None:
    assert plain(text) == text


@pytest.mark.parametrize(
    ("text", "is_open"),
    [("**tebal", True), ("**tebal** dan **lagi", True), ("**tebal**", False), ("2 ** 3", False)],
)
def test_a_mark_left_open(text: str, is_open: bool) -> None:
    assert left_open(text) == is_open


@settings(max_examples=100, derandomize=True, database=None, deadline=None)
@given(st.text("ab *\n(", max_size=20))
def test_no_letter_is_lost(text: str) -> None:
    assert plain(text).replace("*", "") == text.replace("*", "")


@pytest.mark.parametrize(
    ("word", "parts"),
    [
        ("semesteran", "se-mes-te-ran"),
        ("tanggal", "tang-gal"),
        ("bangunan", "ba-ngu-nan"),
        ("instruksi", "in-struksi"),
        ("KTP/KK", "KTP/KK"),
        ("rrr", "rrr"),
        ("1234567890", "1234567890"),
    ],
)
def test_syllables(word: str, parts: str) -> None:
    cuts = [0, *places(word), len(word)]
    assert "-".join(word[a:b] for a, b in pairwise(cuts)) == parts
    assert all(at >= BEFORE and len(word) - at >= AFTER for at in cuts[1:-1])
