"""What a run says: the stage it is at while it works, and what it did when it is done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from docgen.check.result import CheckResult
from docgen.findings import Finding, Severity

STAGES = ("muat", "nomori", "tata", "isi", "ubah ke PDF", "satukan", "periksa")
WAITING = 0

# Told the number of the stage that begins, from 1; WAITING while another run is at work.
Progress = Callable[[int], None]


@dataclass(slots=True)
class Report:
    """What a run did: files written, findings, what to install to get PDFs ("" when nothing is
    missing), why stale; ``result`` is what ``docgen check`` found, as data.
    """

    written: list[str] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    reasons: dict[str, str] = field(default_factory=dict)
    bundles: list[str] = field(default_factory=list)
    engine_missing: str = ""
    conversion_failed: bool = False
    result: CheckResult | None = None


def exit_code(report: Report) -> int:
    """The exit code of a finished run; when several apply, the highest wins."""
    codes = [0]
    if any(finding.severity is Severity.ERROR for finding in report.findings):
        codes.append(1)
    if report.engine_missing:
        codes.append(3)
    if report.conversion_failed:
        codes.append(4)
    return max(codes)
