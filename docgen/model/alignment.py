"""What belongs together in an old and a new sequence: like items, and the words of two texts."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from difflib import SequenceMatcher
from typing import Literal, NamedTuple, TypeVar

T = TypeVar("T")

# What an item costs that has no counterpart. A pair is made where it costs less than two of them.
ALONE = 1.0
# More pairs than these are not weighed: items of long sequences are then paired by their place.
MOST_PAIRS = 250_000
MOST_WORDS = 4_000
_WORD = re.compile(r"\s+|[^\W_]+|.", re.DOTALL)

# What a pair costs, 0 for equals; None where the two cannot be one.
Cost = Callable[[int, int], float | None]
Pair = tuple[int, int]


class Piece(NamedTuple):
    """Words that both texts have, or only the old or the new one."""

    side: Literal["both", "old", "new"]
    text: str


def paired(old: int, new: int, cost: Cost) -> tuple[Pair, ...]:
    """Pairs of indices in order, of the least cost; ``old`` and ``new`` are the lengths."""
    start = 0
    while start < min(old, new) and cost(start, start) == 0:
        start += 1
    end = 0
    while end < min(old, new) - start and cost(old - 1 - end, new - 1 - end) == 0:
        end += 1
    head = [(n, n) for n in range(start)]
    tail = [(old - n, new - n) for n in range(end, 0, -1)]
    rows, columns = old - start - end, new - start - end
    if rows * columns > MOST_PAIRS:
        near = [(start + n, start + n) for n in range(min(rows, columns))]
        middle = [pair for pair in near if cost(*pair) is not None]
    else:
        middle = [(i + start, j + start) for i, j in _cheapest(rows, columns, cost, start)]
    return (*head, *middle, *tail)


def _cheapest(rows: int, columns: int, cost: Cost, start: int) -> list[Pair]:
    """The pairs of the cheapest way through the table; of ways that cost the same, the straight."""
    total = [[(i + j) * ALONE for j in range(columns + 1)] for i in range(rows + 1)]
    came: dict[Pair, Pair] = {}
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            best, before = min(
                (total[i - 1][j] + ALONE, (i - 1, j)), (total[i][j - 1] + ALONE, (i, j - 1))
            )
            together = cost(start + i - 1, start + j - 1)
            if together is not None and total[i - 1][j - 1] + together <= best:
                best, before = total[i - 1][j - 1] + together, (i - 1, j - 1)
            total[i][j], came[i, j] = best, before
    found: list[Pair] = []
    i, j = rows, columns
    while i and j:
        before = came[i, j]
        if before == (i - 1, j - 1):
            found.append(before)
        i, j = before
    return found[::-1]


def stayed(pairs: Iterable[Pair]) -> frozenset[Pair]:
    """As many pairs as can be that are in one order on both sides; the others have moved."""
    ordered = sorted(pairs)
    tails: list[int] = []  # smallest last new index of a run of each length
    lengths: list[int] = []
    for _old, new in ordered:
        at = bisect_left(tails, new)
        tails[at : at + 1] = [new]
        lengths.append(at + 1)
    wanted = len(tails)
    found: list[Pair] = []
    for pair, length in zip(reversed(ordered), reversed(lengths), strict=True):
        if length == wanted and (not found or pair[1] < found[-1][1]):
            found.append(pair)
            wanted -= 1
    return frozenset(found)


def gone_elsewhere(old: Sequence[Hashable], new: Sequence[Hashable]) -> Callable[[int, int], bool]:
    """Whether one of two unlike items stands elsewhere on the other side, so is no reworded one.

    An item that became the equal of another one is: of its words there are now more than before.
    """
    before, after = Counter(old), Counter(new)

    def blocked(i: int, j: int) -> bool:
        return after[old[i]] >= before[old[i]] or before[new[j]] >= after[new[j]]

    return blocked


def likeness(old: str, new: str) -> float:
    """How many of the words of two texts are the same, from 0 to 1."""
    a, b = Counter(old.casefold().split()), Counter(new.casefold().split())
    every = a.total() + b.total()
    return 2 * (a & b).total() / every if every else 1.0


def word_changes(old: str, new: str) -> tuple[Piece, ...]:
    """The words of both texts; those of ``old`` make the old text again, those of ``new`` the new.

    Single blanks between two changed words are taken for changed, so that a phrase is one piece.
    """
    before, after = _WORD.findall(old), _WORD.findall(new)
    if len(before) * len(after) > MOST_WORDS * MOST_WORDS // 16:
        return tuple(piece for piece in (Piece("old", old), Piece("new", new)) if piece.text)
    found: list[list[str]] = []  # of each stretch: what both have, or the old and the new words
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, False).get_opcodes():
        a, b = "".join(before[i1:i2]), "".join(after[j1:j2])
        blank = tag == "equal" and a.isspace()
        if tag == "equal" and not (blank and found and len(found[-1]) == 2):
            found.append([a])
        elif found and len(found[-1]) == 2:
            found[-1] = [found[-1][0] + a, found[-1][1] + b]
        else:
            found.append([a, b])
    return tuple(_pieces(found))


def _pieces(stretches: Iterable[list[str]]) -> Iterable[Piece]:
    for stretch in stretches:
        if len(stretch) == 1:
            yield Piece("both", stretch[0])
            continue
        old, new = stretch
        common = 0  # a blank that was taken in at the end, with nothing after it
        while common < min(len(old), len(new)) and old[-1 - common] == new[-1 - common] == " ":
            common += 1
        kept = old[len(old) - common :]
        old, new = old[: len(old) - common], new[: len(new) - common]
        if old:
            yield Piece("old", old)
        if new:
            yield Piece("new", new)
        if kept:
            yield Piece("both", kept)
