"""Findings in the order in which people work them off: file by file, the worst file first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from docgen.findings import LABELS, Finding, Severity

_WEIGHT = {severity: number for number, severity in enumerate(Severity)}
# Files that a summary names for each severity.
_NAMED = 3


def by_file(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once: those of the file with the worst ones first, in each the worst first.

    Files and findings that weigh the same stay as they came.
    """
    files: dict[str, list[Finding]] = {}
    for finding in dict.fromkeys(findings):
        files.setdefault(finding.where.file, []).append(finding)
    ordered = sorted(files.values(), key=lambda group: min(map(_weight, group)))
    return [finding for group in ordered for finding in sorted(group, key=_weight)]


def counted(findings: Sequence[Finding]) -> Iterator[str]:
    """How many there are of each severity, and in which files most of them are."""
    each = list(dict.fromkeys(findings))
    for severity in Severity:
        places = Counter(f.where.file for f in each if f.severity is severity)
        if not places:
            continue
        most = [f"{name} ({count})" for name, count in places.most_common(_NAMED)]
        more = len(places) - len(most)
        others = f", dan {more} tempat lain" if more else ""
        yield f"{places.total()} {LABELS[severity]}: {', '.join(most)}{others}"


def _weight(finding: Finding) -> int:
    return _WEIGHT[finding.severity]
