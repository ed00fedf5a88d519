"""What everybody has who works on what is handed out."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Protocol, TypeVar

from docgen.limits import Limits
from docgen.workers.carried import Carried, Kept

T = TypeVar("T")
R = TypeVar("R")
R_co = TypeVar("R_co", covariant=True)


class LostError(Exception):
    """Whoever worked on a portion is gone; with ``all_lost`` so is all that was handed out."""

    def __init__(self, *, all_lost: bool) -> None:
        super().__init__("worker gone")
        self.all_lost = all_lost


class Pending(Protocol[R_co]):
    """What is being worked on."""

    def result(self) -> R_co:
        """What came of it, once it is there. Raises LostError, and what the work raised."""

    def cancel(self) -> object:
        """Nobody will ask for it."""


class Workers(Protocol):
    """``concurrent.futures.Executor`` in shape: work is a function of a module, and is given what
    pickle knows."""

    @property
    def count(self) -> int:
        """How many work side by side."""

    @property
    def is_elsewhere(self) -> bool:
        """Whether on other machines, so that anything is worth handing out."""

    def submit(
        self, work: Callable[..., R], /, *given: Any, limits: Limits | None = None
    ) -> Pending[R]:
        """Begin with ``work(*given)``; what asks for more than ``limits`` may be lost."""

    def carry(self, path: Path) -> Carried:
        """A file for one piece of work. Raises OSError."""

    def keep(self, path: Path, data: bytes | None = None) -> Kept:
        """A file for much of the work: a font, a template. It goes to each worker once.

        ``data`` is what is to be read in its place. Raises OSError.
        """

    def close(self) -> None:
        """Nothing more for now: processes of this machine end, until there is work again."""
