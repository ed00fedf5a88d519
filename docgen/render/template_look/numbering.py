"""Numbered lists in loops that go on counting where a reader expects them to begin again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Finding, warning
from docgen.ooxml.names import W
from docgen.render.template.lines import SHOWN
from docgen.render.template_look.lists import Lists, Number
from docgen.render.template_look.package import SHOWN_THINGS, Look, own_text
from docgen.render.template_look.tags import tags_in, without_tags


@dataclass(frozen=True, slots=True)
class _Loop:
    """A ``{% for %}``, told apart from others by its place."""

    place: int
    text: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A paragraph: the loops around it, the branches of conditions it stands in, its number."""

    text: str
    loops: tuple[_Loop, ...]
    branches: tuple[tuple[int, int], ...]
    number: Number | None
    is_visible: bool


def continued_numbering(look: Look) -> Iterator[Finding]:
    """Numbers that the next turn of a loop continues although it is a list of its own."""
    lists = Lists(look)
    for _name, body in look.bodies():
        items = list(_items(body, lists))
        for item in items:
            for depth, loop in enumerate(item.loops):
                if item.number and _goes_on(item, depth, items):
                    yield _finding(look, item, loop, is_repeated=depth + 1 < len(item.loops))
                    break


def _finding(look: Look, item: _Item, loop: _Loop, *, is_repeated: bool) -> Finding:
    cure = "{{ loop.index }}. di depan teksnya" if is_repeated else "nomornya sendiri (1., 2., …)"
    message = (
        f"nomor otomatis paragraf ini tidak mulai lagi dari 1 di putaran {loop.text} berikutnya, "
        f"tetapi berlanjut; matikan penomoran otomatisnya dan tulis {cure}"
    )
    place = look.where.at(paragraph=item.text[:SHOWN])
    return warning("template-numbering-continues", place, message)


def _goes_on(item: _Item, depth: int, items: Sequence[_Item]) -> bool:
    """Whether each turn of the loop at this depth is a list of its own, and Word counts on."""
    number, loop = item.number, item.loops[depth]
    assert number is not None
    inner = item.loops[depth + 1] if depth + 1 < len(item.loops) else None
    turn = [each for each in items if loop in each.loops]
    if any(
        each.number and each.number.list == number.list and each.number.level < number.level
        for each in turn[: turn.index(item)]
    ):
        return False  # a number of the level above makes Word begin again
    if inner is None:
        first = next(at for at, each in enumerate(turn) if each.number == number)
        several = any(
            each is not item and each.number == number and not _excludes(each, item)
            for each in turn
            if each.loops == item.loops
        )
        return several and any(each.is_visible and not each.number for each in turn[:first])
    return any(
        each.is_visible and each.number != number and inner not in each.loops for each in turn
    )


def _excludes(one: _Item, other: _Item) -> bool:
    """Whether two paragraphs stand in different branches of one condition."""
    branches = dict(one.branches)
    return any(branches.get(place, branch) != branch for place, branch in other.branches)


def _items(body: etree._Element, lists: Lists) -> Iterator[_Item]:
    loops: list[_Loop] = []
    branches: list[tuple[int, int]] = []
    for place, paragraph in enumerate(body.iter(f"{W}p")):
        text = own_text(paragraph)
        # A paragraph that a tag replaces is none in the letter.
        is_kept = not any(tag.mark in ("p", "tr", "tc") for tag in tags_in(text))
        is_visible = is_kept and _is_visible(paragraph, text)
        yield _Item(
            " ".join(text.split()),
            tuple(loops),
            tuple(branches),
            lists.of(paragraph) if is_visible else None,
            is_visible,
        )
        for tag in tags_in(text) if "{%" in text else ():
            word = tag.inside.partition(" ")[0] if tag.text.startswith("{%") else ""
            if word == "for":
                loops.append(_Loop(place, f"{{% {tag.inside} %}}"))
            elif word == "endfor" and loops:
                loops.pop()
            elif word == "if":
                branches.append((place, 0))
            elif word in ("elif", "else") and branches:
                branches[-1] = (branches[-1][0], branches[-1][1] + 1)
            elif word == "endif" and branches:
                branches.pop()


def _is_visible(paragraph: etree._Element, text: str) -> bool:
    shows_value = any(tag.is_value for tag in tags_in(text))
    things = next(paragraph.iter(*SHOWN_THINGS, f"{W}br"), None)
    return bool(without_tags(text).strip()) or shows_value or things is not None
