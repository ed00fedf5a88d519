"""What a build is told: by the command line, and by the clerk before the screen."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from docgen.choices import STAGES
from docgen.convert import Absent, Engine
from docgen.numbering import Entry, Place
from docgen.pipeline.unchanged import decided_by
from docgen.workers.here import Processes
from docgen.workers.protocol import Workers


class Clerk(Protocol):
    """Somebody before the screen, who can be asked."""

    def last_serial(self, place: Place) -> int | None:
        """The last serial that the book kept before has used in a series that begins; 0: none,
        None: nobody says so."""

    def agrees(self, numbers: Sequence[Entry]) -> bool:
        """Whether these numbers are to be given, for ever."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What the command line decides. ``last_stage`` 4 stops before PDFs. Without a ``clerk``
    nobody is asked. A ``thorough`` build reads every file, whatever the system says of it. To
    ``explain`` is a ``dry_run`` that tells of every output. ``workers`` do what is
    handed out."""

    today: dt.date
    engine: Engine | Absent
    environ: Mapping[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    force: bool = False
    dry_run: bool = False
    explain: bool = False
    last_stage: int = len(STAGES)
    accept_changes: bool = False
    thorough: bool = False
    clerk: Clerk | None = None
    workers: Workers = field(default_factory=Processes)

    @property
    def is_whole(self) -> bool:
        """Whether everything is to be built, to its end, as far as it is not up to date."""
        parts = (self.names, self.force, self.dry_run, self.explain)
        is_short = self.last_stage < len(STAGES) or isinstance(self.engine, Absent)
        return not any(parts) and not is_short

    @property
    def trusts(self) -> bool:
        """Whether what was kept of files that look the same, and of their content, is used."""
        return not (self.thorough or self.force)

    @property
    def about(self) -> dict[str, str]:
        """What decides a build besides the files of the workspace."""
        mark = self.engine.mark()
        return decided_by(self.today, self.environ, mark, accept_changes=self.accept_changes)
