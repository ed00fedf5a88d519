"""Stage 5, convert: .docx and .xlsx -> .pdf, by LibreOffice, which is never trusted.

Every file is looked at before (:mod:`~docgen.convert.office_file`) and every PDF after
(:mod:`~docgen.convert.output`); :mod:`~docgen.convert.pool` runs the workers and finds the bad
files; :mod:`~docgen.convert.soffice` alone knows the program.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from docgen.convert.jobs import Job, Kind, Outcome, tags_in
from docgen.convert.office_file import check_office_file
from docgen.convert.pool import Item, Pool
from docgen.convert.soffice import find_soffice, version
from docgen.findings import Finding

__all__ = [
    "Job", "Kind", "Outcome", "check_office_file", "convert_all", "find_soffice", "tags_in",
    "version",
]  # fmt: skip

# An office PC under load needs a few seconds for a long SOP; a hang is far beyond this.
SECONDS_A_FILE = 60.0


def convert_all(
    jobs: Sequence[Job],
    soffice: Path,
    *,
    workers: int = 2,
    seconds_a_file: float = SECONDS_A_FILE,
) -> tuple[Outcome, ...]:
    """Convert all jobs, with ``workers`` LibreOffice processes side by side; in the jobs' order.

    A job that fails has a finding: ``convert-not-a-document``, ``convert-failed``,
    ``convert-timeout``, ``convert-leftover-tag`` or ``convert-font-missing``; its target is left
    as it was. Targets are PDF/A-2b, the same bytes each time, and written whole or not at all.
    No process is left when this returns or raises.

    Args:
        jobs: Sources (of any folders and names), targets and titles.
        soffice: The program, from :func:`find_soffice`.
        workers: Processes at a time, each with its own profile (some 215 MB each).
        seconds_a_file: How long a call may go on without a new PDF; the first may take longer.

    Raises:
        MissingProgramError: The program cannot be started.
        OutputError: A target cannot be written.
    """
    outcomes: dict[int, Outcome] = {}
    items: list[Item] = []
    for number, job in enumerate(jobs):
        kind = check_office_file(job.source)
        if isinstance(kind, Finding):
            outcomes[number] = Outcome(job, 0, kind)
        else:
            items.append(Item(number, job, kind))
    if items:
        with tempfile.TemporaryDirectory(prefix="docgen-", ignore_cleanup_errors=True) as folder:
            pool = Pool(soffice, Path(folder), workers, seconds_a_file)
            outcomes |= pool.run(items)
    return tuple(outcomes[number] for number in range(len(jobs)))
