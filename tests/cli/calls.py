"""One call of the command line, as the tests of this folder make it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Answer:
    """What a command gave back."""

    code: int
    out: str
    err: str

    @property
    def written(self) -> list[str]:
        """The paths on stdout."""
        return self.out.splitlines()


Call = Callable[..., Answer]
