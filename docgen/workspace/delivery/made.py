"""What a stage gives back."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from docgen.bundle import Opinion
from docgen.findings import Finding


@dataclass(frozen=True, slots=True)
class Made:
    """The outputs that a stage wrote, by path, and what it found; ``opinions`` are what was said
    of volumes in which a validator did not know everything, by their paths; ``pages`` are digests
    of the pages of volumes, by the SHA-256 of the file that they were read from."""

    written: tuple[str, ...] = ()
    findings: tuple[Finding, ...] = ()
    opinions: tuple[tuple[str, Opinion], ...] = ()
    pages: tuple[tuple[str, tuple[str, ...]], ...] = ()


def made(written: Iterable[str] = (), findings: Iterable[Finding] = ()) -> Made:
    """What was written and found, from any lists of them."""
    return Made(tuple(written), tuple(findings))
