"""Which letters are so near the edge of a page that only their own conversion proves them."""

from __future__ import annotations

import pytest

from docgen.convert.joined.edges import Edge, Place

HEIGHT = 842.0
# Margins of 57 points, a last paragraph of one line.
EDGE = Edge(top=57, bottom=57, room=18)
ROWS = Edge(top=57, bottom=57, room=18, rows=((18.0, 18.0),))


@pytest.mark.parametrize(
    ("page", "above", "met"),
    [
        (0, 400, False),
        (0, 80, False),  # one more line than it needs
        (0, 77, True),  # it fills its page
        (0, 784, False),  # a letter of one line
        (1, 784, True),  # only its last line came over the page
        (1, 760, False),
    ],
)
def test_the_end_of_a_letter(page: int, above: float, met: bool) -> None:
    assert EDGE.is_met(0, Place(page, above, HEIGHT), []) is met


@pytest.mark.parametrize(
    ("first", "last", "met"),
    [
        ((0, 500), (0, 400), False),
        ((0, 500), (1, 700), True),  # over the end of the page
        ((0, 500), (0, 70), True),
        ((1, 784), (1, 700), True),  # moved to the next page as a whole
    ],
)
def test_a_row_with_a_table_in_it(
    first: tuple[int, float], last: tuple[int, float], met: bool
) -> None:
    row = [Place(*place, HEIGHT) for place in (first, last)]
    assert ROWS.is_met(0, Place(1, 400, HEIGHT), [row]) is met
