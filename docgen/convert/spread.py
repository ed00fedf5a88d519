"""An engine on other machines: whole batches go out, finished PDFs come back.

Each worker has the engine by the same name, proven equal before (:mod:`~docgen.convert.equal`).
What is lost with its worker is converted here.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from docgen.choices import EngineName
from docgen.convert import find_engine
from docgen.convert.engine import Absent, Behind, Engine
from docgen.convert.files import write_target
from docgen.convert.jobs import Job, Outcome
from docgen.convert.libreoffice.engine import LibreOffice
from docgen.errors import MissingProgramError
from docgen.findings import Finding
from docgen.limits import Stopped
from docgen.progress import step
from docgen.temporary import working_folder
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried
from docgen.workers.protocol import Workers

# Files that go out together when nothing binds them.
SINGLES = 10


@dataclass(frozen=True, slots=True)
class _Order:
    """Jobs for one worker, and with what; the files travel beside their jobs."""

    engine: EngineName
    jpeg_quality: int | None  # None: the engine compresses none
    jobs: tuple[tuple[Job, Carried], ...]


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came of each job, and its PDF unless that is written or there is none."""

    outcomes: tuple[Outcome, ...]
    pdfs: tuple[bytes | None, ...]


@dataclass(frozen=True, slots=True)
class Spread(Behind):
    """``engine`` as all ``workers`` have it."""

    workers: Workers

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs; see :meth:`docgen.convert.engine.Engine.convert`."""
        task: Task[tuple[int, ...], _Order, _Answer] = Task(
            work=converted,
            packed=lambda places: self._order([jobs[place] for place in places]),
            alone=lambda places: self._here([jobs[place] for place in places]),
            portion=1,
        )
        found: dict[int, Outcome] = {}
        with (
            step("mengubah ke PDF", len(jobs)) as done,
            Ahead(self.workers, task, list(_portions(jobs))) as ahead,
        ):
            for places, answer in ahead.results():
                assert not isinstance(answer, Stopped)  # no limits but those of the engine
                for place, outcome, data in zip(places, answer.outcomes, answer.pdfs, strict=True):
                    found[place] = _kept(jobs[place], outcome, data)
                done.advance(len(places))
        return tuple(found[place] for place in range(len(jobs)))

    def _here(self, jobs: Sequence[Job]) -> _Answer:
        outcomes = self.engine.convert(jobs)
        return _Answer(outcomes, (None,) * len(outcomes))

    def _order(self, jobs: Sequence[Job]) -> _Order:
        carried = tuple((job, self.workers.carry(job.source)) for job in jobs)
        quality = self.engine.jpeg_quality if isinstance(self.engine, LibreOffice) else None
        return _Order(self.name, quality, carried)


def _portions(jobs: Sequence[Job]) -> Iterator[tuple[int, ...]]:
    """The places of jobs that go out together: whole batches, and others as they come."""
    batches: dict[str, list[int]] = {}
    for place, job in enumerate(jobs):
        batches.setdefault(job.batch, []).append(place)
    singles = batches.pop("", [])
    yield from map(tuple, batches.values())
    for start in range(0, len(singles), SINGLES):
        yield tuple(singles[start : start + SINGLES])


def _kept(job: Job, outcome: Outcome, data: bytes | None) -> Outcome:
    """The outcome of a job here. Raises OutputError."""
    if data is not None:
        write_target(job.target, data)
    return replace(outcome, job=job)


def converted(order: _Order) -> _Answer:
    """What comes of an order, at the worker. Raises MissingProgramError, OutputError."""
    engine = _engine(order)
    with working_folder() as folder:
        jobs = [_job(*each, folder / str(n)) for n, each in enumerate(order.jobs)]
        outcomes = engine.convert(jobs)
        pdfs = tuple(each.job.target.read_bytes() if each.ok else None for each in outcomes)
        asked = (job for job, _carried in order.jobs)
        told = tuple(_told(each, job) for each, job in zip(outcomes, asked, strict=True))
        return _Answer(told, pdfs)


def _engine(order: _Order) -> Engine:
    engine = find_engine(order.engine, os.environ)
    if isinstance(engine, Absent):
        raise MissingProgramError(engine.reason, engine.advice)
    if isinstance(engine, LibreOffice):
        engine = replace(engine, workers=1)  # a worker has a task for each of its cores
    return engine if order.jpeg_quality is None else engine.at_quality(order.jpeg_quality)


def _job(job: Job, carried: Carried, folder: Path) -> Job:
    folder.mkdir()
    source = folder / job.source.name
    source.write_bytes(carried.read())
    return replace(job, source=source, target=folder / "hasil.pdf")


def _told(outcome: Outcome, job: Job) -> Outcome:
    """What is said of a file by its place where it came from."""
    here = str(outcome.job.source)

    def told(finding: Finding | None) -> Finding | None:
        if finding is None or finding.where.file != here:
            return finding
        return replace(finding, where=replace(finding.where, file=str(job.source)))

    return replace(
        outcome,
        job=job,
        finding=told(outcome.finding),
        hint=told(outcome.hint),
        note=told(outcome.note),
    )
