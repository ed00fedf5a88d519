"""PDFs kept by what they were made from, so that an unchanged file is never converted twice.

A PDF is kept under a key: the hash of its source, of its neighbours when letters were joined, of
its title and of the engine. Each file begins with the hash of its key and of the rest: one that was
cut short, changed or put in another's place is not used. What was not used for longest goes first
when there is too much.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.choices import EngineName
from docgen.convert.engine import Engine
from docgen.convert.files import write_target
from docgen.convert.inspect.pdf import file_sha
from docgen.convert.jobs import Job, Outcome
from docgen.errors import OutputError

SUFFIX = ".pdf-simpanan"
MOST_BYTES = 1_000_000_000
# Raised when docgen itself makes other bytes of the same source, or proves them more strictly.
_EDITION = "3"


@dataclass(frozen=True, slots=True)
class Cached:
    """An engine that remembers: only what is not yet in ``folder`` reaches ``engine``.

    A folder that cannot be written does no harm. Of a failure nothing is kept. Unless it ``reads``,
    everything is converted anew, and kept.
    """

    engine: Engine
    folder: Path
    most_bytes: int = MOST_BYTES
    reads: bool = True

    @property
    def name(self) -> EngineName:
        """That of the engine behind it."""
        return self.engine.name

    @property
    def is_archival(self) -> bool:
        """As the engine behind it."""
        return self.engine.is_archival

    def describe(self) -> str:
        """The engine behind it."""
        return self.engine.describe()

    def mark(self) -> str:
        """The engine behind it."""
        return self.engine.mark()

    def at_quality(self, jpeg: int) -> Cached:
        """As the engine behind it."""
        return replace(self, engine=self.engine.at_quality(jpeg))

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs; see :meth:`docgen.convert.engine.Engine.convert`."""
        found: dict[int, Outcome] = {}
        # What goes together, by place among the jobs, and the keys of each.
        waiting: list[tuple[list[int], list[str], list[str]]] = []
        for places in _together(jobs):
            mine = [jobs[place] for place in places]
            alone = [key for job in mine for key in self._keys((job,))]
            joined = self._keys(mine) if len(mine) > 1 else alone
            known = self._take(mine, joined) or self._take(mine, alone)
            if known is None:
                waiting.append((places, joined, alone))
            else:
                found |= zip(places, known, strict=True)
        if waiting:
            order = [place for places, _joined, _alone in waiting for place in places]
            made = self.engine.convert([jobs[place] for place in order])
            found |= zip(order, made, strict=True)
            for places, joined, alone in waiting:
                mine_made = [found[place] for place in places]
                separately = any(each.hint for each in mine_made)
                self._keep(mine_made, alone if separately else joined)
            self._prune()
        return tuple(found[place] for place in range(len(jobs)))

    def _keys(self, jobs: Sequence[Job]) -> list[str]:
        """A key for each of the jobs that are converted together; "" when one cannot be read."""
        every = hashlib.sha256("\0".join((_EDITION, self.describe())).encode())
        try:
            for job in jobs:
                marks = ",".join(sorted(job.allowed))
                changes = "terima" if job.accept_changes else ""
                suffix = job.source.suffix.lower()
                parts = (file_sha(job.source), suffix, job.title, marks, changes)
                every.update("\0".join(("", *parts)).encode())
        except OSError:
            return [""] * len(jobs)
        return [f"{every.hexdigest()}-{place}" for place in range(len(jobs))]

    def _take(self, jobs: Sequence[Job], keys: Sequence[str]) -> list[Outcome] | None:
        """Write all targets from what is kept; None when any is missing. Raises OutputError."""
        if not self.reads or not all(self._path(key).is_file() for key in keys):
            return None
        kept = [self._read(key) for key in keys]
        outcomes = []
        for job, each in zip(jobs, kept, strict=True):
            if each is None:
                return None
            pages, data = each
            write_target(job.target, data)
            outcomes.append(Outcome(job, pages))
        return outcomes

    def _keep(self, outcomes: Iterable[Outcome], keys: Iterable[str]) -> None:
        """Keep what was converted, unless there is something to be said of it."""
        for outcome, key in zip(outcomes, keys, strict=True):
            if not outcome.ok or outcome.note is not None or not key:
                continue
            body = b"%d\n" % outcome.pages + outcome.job.target.read_bytes()
            with suppress(OutputError):  # a full disk costs time only
                write_target(self._path(key), _proof(key, body) + b"\n" + body)

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
            head, _, body = path.read_bytes().partition(b"\n")
            os.utime(path)
        except OSError:
            return None
        if _proof(key, body) != head:
            return None
        pages, _, data = body.partition(b"\n")
        return int(pages), data

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"


def _proof(key: str, body: bytes) -> bytes:
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest().encode()


def _together(jobs: Sequence[Job]) -> list[list[int]]:
    """The places of jobs that are converted as one document, and of each of the others."""
    batches: dict[str, list[int]] = {}
    found: list[list[int]] = []
    for place, job in enumerate(jobs):
        if job.batch in batches:
            batches[job.batch].append(place)
        else:
            found.append([place])
            if job.batch:
                batches[job.batch] = found[-1]
    return found
