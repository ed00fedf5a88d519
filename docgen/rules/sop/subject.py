"""What the rules look at: a SOP, where its parts stand, and what it is judged against."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from docgen.findings import Locate, Where
from docgen.model.law import Law
from docgen.model.sop import Sop, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class Around:
    """What stands around a SOP.

    ``sops`` are the names that it may refer to, ``offices`` the offices of the workspace, ``laws``
    those of the office itself. Without ``today`` nothing is asked of the SOP's age; with it, no
    more than ``review_years`` may have gone by without a revision.
    """

    sops: Collection[str] = ()
    offices: Collection[str] = ()
    laws: Sequence[Law] = ()
    today: dt.date | None = None
    review_years: int = 5


@dataclass(frozen=True, slots=True)
class Subject:
    """A SOP with the places of its parts and what stands around it."""

    sop: Sop
    where: Locate
    around: Around

    def place(self, step: Step, *key: str) -> Where:
        """The place of a step, or of a key of it."""
        return self.where("langkah", self.sop.langkah.index(step), *key)

    def named(self, step: Step) -> str:
        """``langkah 3 («rekap»)``; only its number when it has no id of its own."""
        number = self.sop.langkah.index(step) + 1
        return f"langkah {number}" + (f" («{step.id}»)" if step.id != str(number) else "")
