"""What turns office files into PDFs: one small protocol, and the choice of who does it.

``libreoffice`` is the default and the measure; ``embedded`` is a library for letters and forms
where LibreOffice cannot be installed.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Protocol, Self

from docgen.choices import EngineName
from docgen.convert.jobs import Job, Outcome

# The code of what an engine will not draw, since it would draw it wrongly.
REFUSES = "engine-refuses"


class Engine(Protocol):
    """One way to make PDFs. Nothing above this package knows more of it."""

    @property
    def name(self) -> EngineName:
        """What ``docgen.toml`` and the command line call it."""

    @property
    def is_archival(self) -> bool:
        """Whether its PDFs are made as PDF/A, so that an archive bundle may hold them."""

    def describe(self) -> str:
        """Program and version, e.g. ``LibreOffice 7.4.7.2``: for the ledger, and for what is
        stale. Asked of the program once."""

    def mark(self) -> str:
        """What tells it from another engine or version, known without starting a program."""

    def at_quality(self, jpeg: int) -> Engine:
        """The engine that compresses photographs so (1-100), as far as it compresses any."""

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs; outcomes in their order.

        A job that fails has a finding, and its target is left as it was; targets are written whole
        or not at all, the same bytes each time. Raises MissingProgramError, OutputError.
        """


@dataclass(frozen=True, slots=True)
class Behind:
    """What an engine is and says, for one that stands before ``engine`` and lets it work."""

    engine: Engine

    @property
    def name(self) -> EngineName:
        """That of the engine."""
        return self.engine.name

    @property
    def is_archival(self) -> bool:
        """As the engine."""
        return self.engine.is_archival

    def describe(self) -> str:
        """The engine."""
        return self.engine.describe()

    def mark(self) -> str:
        """The engine."""
        return self.engine.mark()

    def at_quality(self, jpeg: int) -> Self:
        """As the engine."""
        return replace(self, engine=self.engine.at_quality(jpeg))


@dataclass(frozen=True, slots=True)
class Absent:
    """An engine that is not here: why, and how to get it."""

    name: EngineName
    reason: str
    advice: str

    def mark(self) -> str:
        """No engine."""
        return ""

    def at_quality(self, jpeg: int) -> Absent:
        """Not here, at any quality."""
        del jpeg
        return self

    def __str__(self) -> str:
        return f"{self.reason}\n{self.advice}"
