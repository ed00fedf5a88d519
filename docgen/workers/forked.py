"""Items worked off by copies of this process, from now on, whenever they are asked for.

A copy knows all that is known here and needs no time to start, so a handful of items is worth it
already; but it can be made only where no other thread holds a lock (see :mod:`docgen.guard`).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from docgen.guard import guarded
from docgen.limits import Limits, Stopped

T = TypeVar("T")
R = TypeVar("R")


class Forked(Generic[T, R]):
    """The items, parted among so many copies; a context, after which none is left.

    One that asked for too much is done ``alone`` by whoever asks for it.
    """

    def __init__(
        self,
        work: Callable[[T], R],
        items: Sequence[T],
        alone: Callable[[T], R | Stopped],
        limits: Limits,
        count: int,
    ) -> None:
        self._items, self._alone = items, alone
        shares = [range(number, len(items), count) for number in range(count)]
        self._waiting = {place: number for number, share in enumerate(shares) for place in share}
        self._children = [
            zip(share, guarded(work, items[number::count], limits), strict=True)
            for number, share in enumerate(shares)
        ]
        self._came: dict[int, R | Stopped] = {}

    def __enter__(self) -> Forked[T, R]:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._children.clear()

    def take(self, place: int) -> R | Stopped:
        """What came of an item, each once. Raises what its work raised."""
        while place not in self._came:
            number, (_item, result) = next(self._children[self._waiting[place]])
            self._came[number] = result
        found = self._came.pop(place)
        return self._alone(self._items[place]) if isinstance(found, Stopped) else found
