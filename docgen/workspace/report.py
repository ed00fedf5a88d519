"""What a run says: the stage it is at while it works, and what it did when it is done."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from docgen.errors import ConversionError, FindingsError, MissingProgramError
from docgen.findings import Finding, has_errors

if TYPE_CHECKING:
    from docgen.check.result import CheckResult
    from docgen.model.profile import Profile
    from docgen.numbering import Entry
    from docgen.workspace.delivery.made import Made
    from docgen.workspace.upkeep.explained import Explained

# Told the number of the stage that begins, from 1; WAITING while another run is at work.
Progress = Callable[[int], None]


@dataclass(slots=True)
class Report:
    """What a run did: files written, findings, what to install to get PDFs ("" when nothing is
    missing), why stale; ``outputs`` is every file that the run was about; ``numbers`` are the lines
    of the register whose number was given, or would be; ``explained`` says why outputs are made;
    ``unchanged`` that all is as the build before left it; ``result`` is what ``docgen check``
    found, as data.

    Every finding passes :meth:`note`, which gives it the severity that the ``profile`` says, the
    shipped one as long as none is known.
    """

    profile: Profile | None = None
    written: list[str] = field(default_factory=list)
    outputs: tuple[str, ...] = ()
    findings: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    bundles: list[str] = field(default_factory=list)
    numbers: tuple[Entry, ...] = ()
    explained: list[Explained] = field(default_factory=list)
    engine_missing: str = ""
    conversion_failed: bool = False
    unchanged: bool = False
    result: CheckResult | None = None
    data: Mapping[str, Any] | None = None

    def note(self, findings: Iterable[Finding]) -> tuple[Finding, ...]:
        """Keep findings with the severities of the profile, and give them back so."""
        if self.profile is None:
            from docgen.load.workspace import default_profile  # not for who notes nothing

            self.profile = default_profile()
        noted = self.profile.apply_severities(tuple(findings))
        self.findings += noted
        return noted

    def add(self, made: Made) -> None:
        """Keep what a stage wrote and found."""
        self.written += made.written
        self.note(made.findings)

    def stop_on_errors(self) -> None:
        """Raise FindingsError with all findings so far when any of them is an error."""
        if has_errors(self.findings):
            raise FindingsError(self.findings)

    @property
    def exit_code(self) -> int:
        """The exit code of the run; when several apply, the highest wins."""
        happened = (
            (has_errors(self.findings), FindingsError),
            (bool(self.engine_missing), MissingProgramError),
            (self.conversion_failed, ConversionError),
        )
        return max((error.exit_code for yes, error in happened if yes), default=0)
