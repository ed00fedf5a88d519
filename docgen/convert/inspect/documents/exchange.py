"""Passages that took the place of a longer one: each moves to another place that shows it.

A cell «Berkas» may have been found within «Berkas yang lengkap» of the cell beside it, while its
own place, later or earlier in a PDF's order of words, stands unused. Each place is used once all
the same, so nothing that is lost is found by this.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping, Sequence

from docgen.convert.inspect.documents.pages import USED, Page, Place
from docgen.convert.inspect.documents.passages import Passage

# A place on a page: where it begins, and where it ends.
_Span = tuple[int, int]


def exchanged(
    each: Passage,
    pages: Sequence[Page],
    passages: Sequence[Passage],
    places: MutableMapping[int, tuple[Place, int]],
) -> Place | None:
    """Use a place of ``each`` whose holders find other places; None, and nothing moves, if none.

    ``places`` has where each passage that was found ends, and its length; it is brought up to date.
    """
    for number, page in enumerate(pages):
        for at in page.all_places(each.letters):
            end = at + len(each.letters)
            holders = _holders(page, number, (at, end), passages, places)
            moved = _moved(pages, page, (at, end), holders, passages)
            if moved is not None:
                for holder, place in moved.items():
                    places[holder] = (place, places[holder][1])
                return Place(number, end)
    return None


def _holders(
    page: Page,
    number: int,
    wanted: _Span,
    passages: Sequence[Passage],
    places: Mapping[int, tuple[Place, int]],
) -> dict[int, _Span]:
    """Which passages use letters of a place; none when something else uses any of them."""
    at, end = wanted
    found: dict[int, _Span] = {}
    for holder, (place, size) in places.items():
        span = (place.end - size, place.end)
        if place.page == number and span[0] < end and at < span[1]:
            if page.whole[slice(*span)] != passages[holder].letters:
                return {}  # only a part of it stands here
            found[holder] = span
    used = sum(letter == USED for letter in page.letters[at:end])
    held = sum(min(end, stop) - max(at, start) for start, stop in found.values())
    return found if held == used else {}


def _moved(
    pages: Sequence[Page],
    page: Page,
    wanted: _Span,
    holders: Mapping[int, _Span],
    passages: Sequence[Passage],
) -> dict[int, Place] | None:
    """Where the holders of a place stand instead, the place itself used; None if some stand
    nowhere else, and then nothing has changed."""
    if not holders:
        return None
    before = [each.letters for each in pages]
    for span in holders.values():
        page.release(*span)
    page.use(*wanted)
    moved: dict[int, Place] = {}
    for holder in sorted(holders, key=lambda one: len(passages[one].letters), reverse=True):
        letters = passages[holder].letters
        for number, other in enumerate(pages):
            if (at := other.find_lines(letters, 0)) >= 0:
                other.use(at, at + len(letters))
                moved[holder] = Place(number, at + len(letters))
                break
        else:
            for each, letters in zip(pages, before, strict=True):
                each.letters = letters
            return None
    return moved
