"""PDFs kept by what they were made from, so that an unchanged file is never converted twice.

A PDF is kept under a key: the hash of its source, of its title, of the engine, of the fonts that
are installed, and of whether it may be joined with others, which changes its bytes whoever they
are. Each file begins with the hash of its key and of the rest: one that was cut short, changed or
put in another's place is not used. What was not used for longest goes first when there is too much.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.convert.engine import Behind
from docgen.convert.files import write_target
from docgen.convert.inspect.pdf import file_sha
from docgen.convert.jobs import Job, Outcome
from docgen.errors import OutputError
from docgen.outside.damaged import proved, with_proof

SUFFIX = ".pdf-simpanan"
MOST_BYTES = 1_000_000_000
# Raised when docgen itself makes other bytes of the same source, or proves them more strictly.
_EDITION = "6"
# Files that are written at a time: the disk, not this program, is slow.
_SIDE_BY_SIDE = 4


@dataclass(frozen=True, slots=True)
class Cached(Behind):
    """An engine that remembers: only what is not yet in ``folder`` reaches ``engine``.

    A folder that cannot be written does no harm. Of a failure nothing is kept. Unless it ``reads``,
    everything is converted anew, and kept. ``fonts`` tells those that are installed from others.
    """

    folder: Path
    most_bytes: int = MOST_BYTES
    reads: bool = True
    fonts: str = ""

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs; see :meth:`docgen.convert.engine.Engine.convert`."""
        keys = [self._key(job) for job in jobs]
        found: dict[int, Outcome] = {}
        for place, (job, key) in enumerate(zip(jobs, keys, strict=True)):
            known = self._take(job, key)
            if known is not None:
                found[place] = known
        waiting = [place for place in range(len(jobs)) if place not in found]
        if waiting:
            made = self.engine.convert([jobs[place] for place in waiting])
            found |= dict(zip(waiting, made, strict=True))
            with ThreadPoolExecutor(_SIDE_BY_SIDE) as threads:
                list(threads.map(self._keep, made, [keys[place] for place in waiting]))
            self._prune()
        return tuple(found[place] for place in range(len(jobs)))

    def _key(self, job: Job) -> str:
        """ "" for a job whose source cannot be read."""
        marks = ",".join(sorted(job.allowed))
        changes = "terima" if job.accept_changes else ""
        joined = "digabung" if job.batch else ""
        try:
            sha = file_sha(job.source)
        except OSError:
            return ""
        suffix = job.source.suffix.lower()
        by = (_EDITION, self.describe(), self.fonts)
        parts = (*by, sha, suffix, job.title, marks, changes, joined)
        return hashlib.sha256("\0".join(parts).encode()).hexdigest()

    def _take(self, job: Job, key: str) -> Outcome | None:
        """Write the target from what is kept; None when it is not. Raises OutputError."""
        kept = self._read(key) if self.reads and key else None
        if kept is None:
            return None
        pages, data = kept
        write_target(job.target, data)
        return Outcome(job, pages)

    def _keep(self, outcome: Outcome, key: str) -> None:
        """Keep what was converted, unless there is something to be said of it."""
        if not outcome.ok or outcome.note is not None or not key:
            return
        body = b"%d\n" % outcome.pages + outcome.job.target.read_bytes()
        with suppress(OutputError):  # a full disk costs time only
            write_target(self._path(key), with_proof(key, body))

    def _prune(self) -> None:
        """Drop what was not used for longest, until the rest is small enough."""
        states = []
        for path in self.folder.glob(f"*{SUFFIX}"):
            with suppress(OSError):
                state = path.stat()
                states.append((state.st_mtime_ns, path.name, state.st_size))
        size = sum(bytes_ for _used, _name, bytes_ in states)
        for _used, name, bytes_ in sorted(states):
            if size <= self.most_bytes:
                return
            with suppress(OSError):
                (self.folder / name).unlink()
                size -= bytes_

    def _read(self, key: str) -> tuple[int, bytes] | None:
        path = self._path(key)
        try:
            body = proved(key, path.read_bytes())
            os.utime(path)
        except OSError:
            return None
        if body is None:
            return None
        pages, _, data = body.partition(b"\n")
        return int(pages), data

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"
