"""What was inferred and not read: where, what, and how sure it is."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from openpyxl.utils import get_column_letter

from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.legacy.drawn import Part

# In the place of a step: all of them.
EVERY = -1


class Sure(StrEnum):
    """How sure something inferred is; what could not be read at all is ``NOT``."""

    SURE = "yakin"
    FAIRLY = "cukup yakin"
    HARDLY = "ragu"
    NOT = "tidak terbaca"


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of a part: rows and columns count from 0; no cell means the part as a whole."""

    part: int
    sheet: str = ""
    row: int | None = None
    column: int | None = None

    def where(self, file: str) -> Where:
        """The place as findings name it: a sheet and a cell, or a table of a Word document."""
        if self.sheet:
            cell = None
            if self.row is not None:
                cell = f"{get_column_letter((self.column or 0) + 1)}{self.row + 1}"
            return Where(file, sheet=self.sheet, cell=cell)
        if not self.part:
            return Where(file)
        words = f"tabel {self.part}"
        if self.row is not None:
            words += f", baris {self.row + 1}"
        if self.column is not None:
            words += f", kolom {self.column + 1}"
        return Where(file, paragraph=words)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something inferred; ``steps`` are those it is about, from 0, or ``EVERY``."""

    code: str
    place: Place
    sure: Sure
    message: str
    steps: tuple[int, ...] = ()
    stops: bool = False

    def finding(self, file: str) -> Finding:
        """Well inferred is worth knowing; anything less is to be looked at."""
        if self.stops:
            return error(self.code, self.place.where(file), self.message)
        make: Callable[[str, Where, str], Finding]
        make = hint if self.sure in (Sure.SURE, Sure.FAIRLY) else warning
        return make(self.code, self.place.where(file), f"{self.message} ({self.sure})")


@dataclass(slots=True)
class Doubts:
    """All of one document, in the order in which they came up."""

    found: list[Doubt] = field(default_factory=list)

    def add(
        self, code: str, place: Place, sure: Sure, message: str, steps: Iterable[int] = ()
    ) -> None:
        """Keep one; the same is kept once."""
        doubt = Doubt(code, place, sure, message, tuple(steps))
        if doubt not in self.found:
            self.found.append(doubt)


def at(part: Part, row: int | None = None, column: int | None = None) -> Place:
    """A place in a part."""
    return Place(part.number, part.sheet, row, column)
