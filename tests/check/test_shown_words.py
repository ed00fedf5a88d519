"""Words that the pages of a document must show, wherever lines and pages break."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.check.documents.shown_words import missing
from docgen.check.pdf.reading import letters_of, runs_of

TEXT = "Kegiatan Musyawarah Perencanaan Pembangunan"


@pytest.mark.parametrize(
    ("text", "pages", "is_there"),
    [
        (TEXT, ["Hal: KEGIATAN MUSYAWARAH\nPEREN-\nCANAAN PEMBANGUNAN"], True),
        (TEXT, ["… Kegiatan Musyawarah", "Perencanaan Pembangunan …"], True),
        (TEXT, ["Kegiatan", "Musyawarah Perencanaan", "Pembangunan"], True),
        (TEXT, ["Kegiatan", "Perencanaan Pembangunan"], False),
        (TEXT, [], False),
        ("Surat\nNota", ["Nota … Surat"], True),  # each line by itself
        ("…", ["kosong"], True),  # no letters to look for
    ],
)
def test_missing(text: str, pages: list[str], is_there: bool) -> None:
    assert (not list(missing([("hal", text)], pages))) is is_there


@given(cuts=st.lists(st.integers(0, len(TEXT)), max_size=4), around=st.text("xyz ", max_size=5))
def test_a_text_may_go_on_from_page_to_page(cuts: list[int], around: str) -> None:
    edges = [0, *sorted(cuts), len(TEXT)]
    pages = [TEXT[start:end] for start, end in pairwise(edges)]
    pages[0], pages[-1] = around + pages[0], pages[-1] + around
    assert not list(missing([("hal", TEXT)], pages))


@given(st.text(st.characters(max_codepoint=127)))
def test_plain_letters_are_what_they_are_beside_others(text: str) -> None:
    assert letters_of(text) + "é" == letters_of(f"{text}é")
    assert runs_of(text) == ([letters_of(text)] if letters_of(text) else [])
