"""How far a piece of work has come: told by whoever works, shown by whoever listens, if anybody.

One listener at a time, for a command has one screen. Without any nothing is counted or kept.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from threading import Lock
from typing import TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Step:
    """A piece of work: what is done (in the user's words), how many of how many."""

    what: str
    total: int
    done: int = 0
    _lock: Lock = field(default_factory=Lock, repr=False)

    def advance(self, count: int = 1) -> None:
        """So many more are done; from any thread."""
        with self._lock:
            self.done += count
        if _LISTENERS:
            _LISTENERS[-1](self)


# Told of a step when it begins and whenever it has come further; of None when it is over.
Listener = Callable[[Step | None], None]
_LISTENERS: list[Listener] = []


@contextmanager
def listening(listener: Listener) -> Iterator[None]:
    """Let ``listener`` be told of everything that is done inside."""
    _LISTENERS.append(listener)
    try:
        yield
    finally:
        _LISTENERS.remove(listener)


@contextmanager
def unheard() -> Iterator[None]:
    """Let nobody be told of what is done inside: in a copy of a process, whose screen is not its
    own."""
    listeners, _LISTENERS[:] = _LISTENERS[:], []
    try:
        yield
    finally:
        _LISTENERS[:] = listeners


@contextmanager
def step(what: str, total: int) -> Iterator[Step]:
    """Work on ``total`` things: ``mengisi templat``."""
    begun = Step(what, total)
    begun.advance(0)
    try:
        yield begun
    finally:
        if _LISTENERS:
            _LISTENERS[-1](None)


def followed(what: str, items: Sequence[T]) -> Iterator[T]:
    """The items, each done when the next is asked for."""
    if not items:
        return
    with step(what, len(items)) as begun:
        for item in items:
            yield item
            begun.advance()
