"""What pages show that stands in the document once: repeated heads of tables, numbers of pages.

Their words are used up first. Else they would stand in for others that were lost: the «2» of the
foot for a cell, the head of the second page for that of the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from docgen.convert.inspect.documents.pages import Page
from docgen.convert.inspect.documents.passages import PAGES, Passage


def use_numbers(pages: Sequence[Page], numbered: Sequence[tuple[str, int, int]]) -> None:
    """Use the numbers that pages bear in head or foot; see ``Shown.numbered``."""
    for field, first, last in numbered:
        for number in range(first, min(last, len(pages)) + 1):
            shown = number if field == PAGES[0] else len(pages)
            pages[number - 1].use_number(str(shown))


def use_heads(
    pages: Sequence[Page], passages: Sequence[Passage], ends: Mapping[int, int]
) -> list[tuple[int, Passage]]:
    """Use the repeats of tables' heads; those that are missing, each with its passage's number.

    ``ends`` has, for passages that were found, the page on which each ends. A table goes on to a
    page, from 0, that shows text of it behind the first such page; there all of its head is due.
    """
    stands: defaultdict[int, set[int]] = defaultdict(set)
    begins: dict[int, int] = {}
    heads: defaultdict[int, list[int]] = defaultdict(list)
    for number, each in enumerate(passages):
        if not each.table:
            continue
        if each.is_head:
            heads[each.table].append(number)
        elif number in ends:
            stands[each.table].add(ends[number])
        if number in ends:
            begins[each.table] = min(begins.get(each.table, len(pages)), ends[number])
    return [
        (number, passages[number])
        for table, found in stands.items()
        for place in sorted(found - {begins[table]})
        for number in _missing(pages[place], passages, heads[table])
    ]


def use_lines_apart(page: Page, head: Passage) -> bool:
    """Use the words of a head that others of its row stand between; whether they are there."""
    places = page.find_lines_apart(head.words)
    for place, word in zip(places, head.words, strict=False):
        page.use(place, place + len(word))
    return bool(places)


def _missing(page: Page, passages: Sequence[Passage], head: Sequence[int]) -> list[int]:
    """Use a table's head on a page; the numbers of the passages that are not there."""
    missing, after = [], 0
    for number in head:
        letters = passages[number].letters
        at = page.find(letters, after)
        if at < 0:  # cells that span rows come in another order
            at = page.find(letters)
        if at >= 0:
            after = at + len(letters)
            page.use(at, after)
        elif not use_lines_apart(page, passages[number]):
            missing.append(number)
    return missing
