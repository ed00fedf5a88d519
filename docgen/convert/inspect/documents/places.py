"""Finding a passage on the pages: behind others, between others, over the end of a page."""

from __future__ import annotations

from collections.abc import Sequence

from docgen.convert.inspect.documents.pages import TELLING, USED, Page, Place


def find_whole(pages: Sequence[Page], letters: str, after: Place) -> Place | None:
    """Use the first place behind ``after`` that shows ``letters``, else any other place.

    The page of ``after`` comes first, all of it: a PDF may give the cells of a table in any order,
    and the same table may stand on the next page once more.
    """
    starts = [(after.page, after.end), (after.page, 0)]
    starts += [(number, 0) for number in range(after.page + 1, len(pages))]
    starts += [(number, 0) for number in range(min(after.page, len(pages)))]
    for number, start in starts:
        if number < len(pages) and (at := pages[number].find_lines(letters, start)) >= 0:
            return _used(pages, number, at, letters)
    return None


def find_between(pages: Sequence[Page], letters: str, after: Place, before: Place) -> Place | None:
    """Use the first place between the two that shows ``letters`` as whole words."""
    for number in range(after.page, min(before.page, len(pages) - 1) + 1):
        start = after.end if number == after.page else 0
        stop = before.end if number == before.page else None
        if (at := pages[number].find(letters, start, stop)) >= 0:
            return _used(pages, number, at, letters)
    return None


def find_parted(pages: Sequence[Page], letters: str, after: Place) -> Place | None:
    """Use the places of a passage that goes over the end of one page, or of several."""
    for first in (*range(after.page, len(pages) - 1), *range(after.page)):
        found = _from_page(pages, letters, first)
        if found is not None:
            for number, at, size in found:
                pages[number].use(at, at + size)
            number, at, size = found[-1]
            return Place(number, at + size)
    return None


def _from_page(
    pages: Sequence[Page], letters: str, number: int, depth: int = 0
) -> list[tuple[int, int, int]] | None:
    """The places (page, start, length) of ``letters`` that begin on a page and go on behind it."""
    if number + 1 >= len(pages) or depth > len(pages):
        return None
    page, following = pages[number], pages[number + 1]
    here, _at = page.longest_start(letters)
    # The page ends with a line. A letter of the foot may go on as the passage does, so shorter
    # beginnings are tried as well.
    for size in range(here, 0, -1):
        if (at := page.last_end(letters[:size])) < 0:
            continue
        go_on = following.first_start(letters[size:])
        rest: list[tuple[int, int, int]] = []
        if go_on >= 0:
            rest = [(number + 1, go_on, len(letters) - size)]
        elif here - size < TELLING:
            rest = _from_page(pages, letters[size:], number + 1, depth + 1) or []
        if rest and _is_end(page, at, size, 0) and _is_end(following, rest[0][1], rest[0][2], 1):
            return [(number, at, size), *rest]
    return None


def _is_end(page: Page, at: int, size: int, side: int) -> bool:
    """Whether a part of a passage says enough, or nothing used stands between it and the end of
    its page (``side`` 0) or the beginning (1)."""
    beyond = page.letters[:at] if side else page.letters[at + size :]
    return size >= TELLING or (size > 0 and USED not in beyond)


def _used(pages: Sequence[Page], number: int, at: int, letters: str) -> Place:
    end = at + len(letters)
    pages[number].use(at, end)
    return Place(number, end)
