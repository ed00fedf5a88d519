"""What a form is: sheets of columns, each with its head, its note and the rule of what it takes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from openpyxl.utils import get_column_letter

Value = str | int | float | dt.date


@dataclass(frozen=True, slots=True)
class Text:
    """Any text, kept as it is typed: no zero and no point of it is lost."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date, shown with the name of its month."""


@dataclass(frozen=True, slots=True)
class EmployeeNumber:
    """A NIP: 18 digits, blanks between them do not count. What else is typed is asked about."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number within bounds (both included)."""

    least: float = 0
    most: float = 1_000_000
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class OneOf:
    """A word of a list. Where it ``is_open``, another one may be typed, or several."""

    words: tuple[str, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """What stands in a column of another sheet of the form. Where it ``is_open``: or other text."""

    sheet: str
    head: str
    is_open: bool = False


Rule = Text | Day | EmployeeNumber | Number | OneOf | Listed


@dataclass(frozen=True, slots=True, kw_only=True)
class FormColumn:
    """A column: its head as it is read back, what its note says, how wide it is (digits).

    ``is_needed`` says that no row may leave it blank.
    """

    head: str
    note: str
    width: float = 18
    is_needed: bool = False
    rule: Rule = field(default_factory=Text)


@dataclass(frozen=True, slots=True, kw_only=True)
class FormSheet:
    """A sheet: ``titles`` above the heads, its columns, and ``examples`` by the heads."""

    name: str
    columns: Sequence[FormColumn]
    examples: Sequence[Mapping[str, Value]] = ()
    titles: Sequence[str] = ()

    @property
    def head_row(self) -> int:
        """The row of the heads, from 1."""
        return len(self.titles) + 1

    def letter(self, head: str) -> str:
        """The letter of a column."""
        return get_column_letter([column.head for column in self.columns].index(head) + 1)
