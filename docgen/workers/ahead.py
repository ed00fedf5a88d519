"""Items handed out in portions, ahead of being asked for; what is lost is done by whoever asks.

A portion goes to one worker and comes back whole. So many are on their way as keep all workers
busy, and no more, for their results are in memory.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from docgen.guard import ending_after, guarded
from docgen.limits import Limits, Stopped
from docgen.workers.protocol import LostError, Pending, Workers

T = TypeVar("T")
P = TypeVar("P")
R = TypeVar("R")
# Portions on their way for each worker: one it works on, others that wait for it or were done.
A_WORKER = 4
# So many times all that was handed out may be lost until nothing is any more.
MOST_LOSSES = 10
# What an item is that did not come back, was not handed out, or is asked for again.
_TOO_MUCH = Stopped("rusak")


@dataclass(frozen=True, slots=True, kw_only=True)
class Task(Generic[T, P, R]):
    """What is to be done with each item.

    ``work`` is a function of a module, and is given the item as ``packed`` for its way; it may say
    itself that an item is too much. ``alone`` does the same here, with an item that was lost or
    asked for too much. An item may ask for ``limits``; a ``portion`` has so many items, ``ahead``
    of them are on their way for each worker, and from ``worthwhile`` items on processes of this
    machine are worth their start.
    """

    work: Callable[[P], R | Stopped]
    packed: Callable[[T], P]
    alone: Callable[[T], R | Stopped]
    limits: Limits | None = None
    portion: int = 16
    worthwhile: int = 64
    ahead: int = 0  # 0: as usual


@dataclass(slots=True)
class Ahead(Generic[T, P, R]):
    """The items of a task on their way, by their places."""

    workers: Workers
    task: Task[T, P, R]
    items: Sequence[T]
    _working: dict[int, Pending[list[R | Stopped]]] = field(default_factory=dict)
    _came: dict[int, dict[int, R | Stopped]] = field(default_factory=dict)  # not yet asked for
    _next: int = 0  # the first portion that is still to be handed out
    _losses: int = 0

    def __enter__(self) -> Ahead[T, P, R]:
        """Hand out the first portions."""
        is_much = self.workers.is_elsewhere or (
            len(self.items) >= self.task.worthwhile and self.workers.count > 1
        )
        if not is_much:
            self._next = len(self.items)
        self._begin()
        return self

    def __exit__(self, *_problem: object) -> None:
        """Nobody will ask for the rest."""
        for each in self._working.values():
            each.cancel()

    def results(self) -> Iterator[tuple[T, R | Stopped]]:
        """Every item with what came of it, in order."""
        for place, item in enumerate(self.items):
            yield item, self.take(place)

    def take(self, place: int) -> R | Stopped:
        """What came of an item. Raises what its work raised."""
        number, within = divmod(place, self.task.portion)
        if number in self._working and number not in self._came:
            self._receive(number)
        portion = self._came.get(number, {})
        found = portion.pop(within) if within in portion else _TOO_MUCH
        if number in self._came and not portion:
            del self._came[number]
        return self.task.alone(self.items[place]) if isinstance(found, Stopped) else found

    def _receive(self, number: int) -> None:
        try:
            self._came[number] = dict(enumerate(self._working.pop(number).result()))
        except LostError as lost:
            if lost.all_lost:
                self._again()
        self._begin()

    def _again(self) -> None:
        """Hand out again what was lost with the rest."""
        self._losses += 1
        numbers = sorted(self._working)
        self._working.clear()
        if self._losses > MOST_LOSSES:
            self._next = len(self.items)
            return
        for number in numbers:
            self._hand_out(number)

    def _begin(self) -> None:
        """Hand out as much as there are workers for, who may have become more."""
        while self._next * self.task.portion < len(self.items):
            if len(self._working) >= (self.task.ahead or A_WORKER) * self.workers.count:
                return
            self._next += 1
            self._hand_out(self._next - 1)
            if self._next - 1 not in self._working:
                return  # nobody takes any just now; this one is done here

    def _hand_out(self, number: int) -> None:
        start = number * self.task.portion
        items = self.items[start : start + self.task.portion]
        with contextlib.suppress(LostError, OSError):
            packed = [self.task.packed(item) for item in items]
            run = in_a_child if self.workers.is_elsewhere and self.task.limits else in_turn
            self._working[number] = self.workers.submit(
                run, self.task.work, packed, self.task.limits, limits=self.task.limits
            )


def in_turn(
    work: Callable[[P], R | Stopped], items: Sequence[P], limits: Limits | None
) -> list[R | Stopped]:
    """Each item by this process, which is ended by one that takes too long."""
    found: list[R | Stopped] = []
    for item in items:
        result: R | Stopped = Stopped("memori")
        with (
            contextlib.suppress(MemoryError),
            ending_after(limits.seconds) if limits else contextlib.nullcontext(),
        ):
            result = work(item)
        found.append(result)
    return found


def in_a_child(
    work: Callable[[P], R | Stopped], items: Sequence[P], limits: Limits
) -> list[R | Stopped]:
    """Each item by a child of this process, which stays, whatever becomes of the child."""
    return [result for _item, result in guarded(work, items, limits)]
