"""What a way costs: what the router and the maze compare."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple


class Cost(NamedTuple):
    """What a way costs, or a page of them; costs compare field by field, in this order.

    ``unusual`` counts sides that readers do not expect, ``length`` is in twips. The maze knows
    neither conflicts (such ways are closed to it) nor unusual sides.
    """

    conflicts: int = 0
    crossings: int = 0
    bends: int = 0
    unusual: int = 0
    length: int = 0

    @property
    def is_free(self) -> bool:
        """Neither in conflict with anything nor crossing it."""
        return not self.conflicts and not self.crossings


def total(costs: Iterable[Cost]) -> Cost:
    """All costs together, field by field."""
    return Cost(*map(sum, zip(*costs, strict=True)))
