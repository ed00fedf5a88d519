"""Hints that the build before said already: most come from a template or from the computer, and are
the same on every run."""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from docgen.errors import OutputError
from docgen.findings import Finding, Severity
from docgen.outside.files import read_json
from docgen.workspace.output_paths import TOLD_HINTS
from docgen.workspace.store.sources import write_whole


def told_before(
    root: Path, findings: Iterable[Finding], *, is_whole: bool, keeps: bool
) -> frozenset[Finding]:
    """The hints among the findings that a build told before.

    With ``keeps`` those of this one are kept for the next; a run that ``is_whole`` forgets what no
    longer holds. What cannot be kept is told again.
    """
    hints = {_name(f): f for f in findings if f.severity is Severity.HINT}
    known = _read(root / TOLD_HINTS)
    now = sorted(hints.keys() if is_whole else hints.keys() | known)
    if keeps and now != sorted(known):
        with contextlib.suppress(OutputError):
            write_whole(root / TOLD_HINTS, (json.dumps(now, indent=0) + "\n").encode())
    return frozenset(finding for name, finding in hints.items() if name in known)


def _read(path: Path) -> frozenset[str]:
    try:
        names = read_json(path)
    except (OSError, ValueError):
        return frozenset()
    return frozenset(each for each in names if isinstance(each, str)) if names else frozenset()


def _name(finding: Finding) -> str:
    return hashlib.sha256(str(finding).encode()).hexdigest()
