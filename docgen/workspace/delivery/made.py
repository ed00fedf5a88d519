"""What a stage gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.findings import Finding


@dataclass(frozen=True, slots=True)
class Made:
    """The outputs that a stage wrote, by path, and what it found."""

    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()


def made(written: Iterable[str] = (), findings: Iterable[Finding] = ()) -> Made:
    """What was written and found, from any lists of them."""
    return Made(tuple(written), tuple(findings))
