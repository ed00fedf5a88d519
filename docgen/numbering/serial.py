"""The serial of a letter number: ``12``, or ``12.a`` for one that was put in after 12.

The letters after a serial run a … z, then aa, ab …, as the columns of a spreadsheet do.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

ALPHABET = "abcdefghijklmnopqrstuvwxyz"
_LABEL = re.compile(r"(\d{1,9})(?:\.([a-z]+))?")


@dataclass(frozen=True, slots=True)
class Serial:
    """A serial with the letters of an insertion (*sisipan*), "" for an ordinary one."""

    number: int
    suffix: str = ""

    @property
    def order(self) -> tuple[int, int, str]:
        """Sorts 12, 12.a, …, 12.z, 12.aa, 13."""
        return self.number, len(self.suffix), self.suffix

    def __str__(self) -> str:
        return format(self, "")

    def __repr__(self) -> str:
        return str(self)

    def __format__(self, spec: str) -> str:
        # ``{urut:03d}`` means the digits: 012, and so 012.a.
        digits = format(self.number, spec)
        return f"{digits}.{self.suffix}" if self.suffix else digits


def parse_serial(text: str) -> Serial | None:
    """The serial that ``12`` or ``12.a`` names; None for anything else."""
    match = _LABEL.fullmatch(text.strip())
    return Serial(int(match[1]), match[2] or "") if match else None


def next_suffix(suffix: str) -> str:
    """The letters after ``suffix``: "" -> a, a -> b, z -> aa, az -> ba."""
    head = suffix.rstrip("z")
    tail = len(suffix) - len(head)
    if not head:
        return "a" * (tail + 1)
    return head[:-1] + ALPHABET[ALPHABET.index(head[-1]) + 1] + "a" * tail
