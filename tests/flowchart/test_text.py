"""Text is measured with shipped widths: lines fit, nothing is lost, unknown letters are wide."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.flowchart.text import UNKNOWN_WIDTH, Face

ARIAL = Face("arial", 9)
BOLD = Face("arial-bold", 9)


@pytest.mark.parametrize(
    ("text", "units"),
    # Advance widths of Arial in thousandths of the size (2048 units an em).
    [("i", 222), ("m", 833), ("W", 944), (" ", 278), ("0", 556), ("–", 556)],
)
def test_widths_are_arials(text: str, units: int) -> None:
    twips = units / 1000 * 9 * 20
    assert twips <= ARIAL.width(text) <= twips * 1.03 + 2


def test_bold_is_wider_and_emoji_is_widest() -> None:
    assert BOLD.width("selesai") > ARIAL.width("selesai")
    assert ARIAL.width("🙂") >= UNKNOWN_WIDTH * 9 * 20 / 1000


@given(st.text(max_size=200), st.integers(min_value=200, max_value=5000))
def test_lines_fit_and_lose_nothing(text: str, width: int) -> None:
    lines = ARIAL.lines(text, width)
    for line in lines:
        # A single letter may be wider than the cell; nothing can be done about that.
        assert ARIAL.width(line) <= width or len(line) == 1
    # A word that is too wide may have got hyphens.
    assert letters("".join(lines)) == letters(text)


def letters(text: str) -> str:
    return "".join(text.replace("-", "").split())


@pytest.mark.parametrize(
    ("text", "lines"),
    [("Kasubbag/Kasubbid", ["Kasubbag/", "Kasubbid"]), ("a\nb", ["a", "b"]), ("", [""])],
)
def test_breaks_where_an_office_program_does(text: str, lines: list[str]) -> None:
    assert ARIAL.lines(text, ARIAL.width("Kasubbag/ ")) == lines
