"""What a build did, as a small table at its end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from docgen.cli.grouped import counted
from docgen.workspace.report import Report


def summary(report: Report, root: Path) -> Iterator[str]:
    """Lines: made and unchanged outputs by their folder, and how much was found where."""
    written = set(report.written)
    made = Counter(map(_folder, written))
    outputs = set(report.outputs) - written
    kept = Counter(_folder(name) for name in outputs if (root / name).exists())
    rows = sorted(made.keys() | kept.keys())
    width = max((len(folder) for folder in rows), default=0)
    if rows:
        yield f"{'Ringkasan':{width}}  {'dibuat':>6}  {'tetap':>6}"
    for folder in rows:
        yield f"{folder:{width}}  {made[folder]:>6}  {kept[folder]:>6}"
    yield from counted(report.findings)


def _folder(name: str) -> str:
    """``output/sop/a.pdf`` -> ``output/sop/``; what stands above is of the whole workspace."""
    return "/".join(PurePosixPath(name).parts[:-1][:2]) + "/"
