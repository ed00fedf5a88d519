"""One finding for each kind of fault in a SOP, with a count: six blank times are one line.

What a rule finds is told apart from how it is told: a :class:`Fault` has its subject, such as
``langkah 3``, and its advice, so that faults with the same advice can share it and none is lost.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.findings import Finding, Severity, Where

# Subjects that a sentence can list.
MOST_SUBJECTS = 12


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that a rule found: ``what`` is wrong (may be ""), and the ``advice``."""

    code: str
    severity: Severity
    where: Where
    what: str
    advice: str


def warning(code: str, where: Where, what: str, advice: str) -> Fault:
    """A fault that the office should look at."""
    return Fault(code, Severity.WARNING, where, what, advice)


def hint(code: str, where: Where, what: str, advice: str) -> Fault:
    """A fault that is only good advice."""
    return Fault(code, Severity.HINT, where, what, advice)


def told_once(faults: Iterable[Fault]) -> tuple[Finding, ...]:
    """A finding for each code, at the first place in the file that has it, in order of lines."""
    groups: dict[str, list[Fault]] = {}
    for fault in sorted(faults, key=lambda each: each.where.line or 0):
        groups.setdefault(fault.code, []).append(fault)
    return tuple(_finding(code, group) for code, group in groups.items())


def _finding(code: str, group: list[Fault]) -> Finding:
    warned = any(fault.severity is Severity.WARNING for fault in group)
    severity = Severity.WARNING if warned else Severity.HINT
    alone = len(group) == 1
    by_advice: dict[str, list[str]] = {}
    for fault in group:
        spot = "" if alone else fault.where.spot
        subject = f"{fault.what} ({spot})" if fault.what and spot else fault.what or spot
        by_advice.setdefault(fault.advice, []).append(subject)
    sentences = [
        f"{_listed(subjects)}: {advice}" if any(subjects) else advice
        for advice, subjects in by_advice.items()
    ]
    count = "" if alone else f"{len(group)} kali dalam SOP ini: "
    return Finding(code, severity, group[0].where, count + "; ".join(sentences))


def _listed(subjects: list[str]) -> str:
    more = len(subjects) - MOST_SUBJECTS
    return ", ".join(subjects[:MOST_SUBJECTS]) + (f" dan {more} lagi" if more > 0 else "")
