"""Letters converted elsewhere: what comes back is said and written as if it had been done here."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from docgen.convert import Job, LibreOffice, Outcome, Spread
from docgen.convert import spread as module
from docgen.errors import MissingProgramError
from docgen.findings import Where, error, hint
from docgen.workers.carried import Carried, Kept
from docgen.workers.protocol import LostError


class Stand:
    """An engine that makes a PDF of a file's own words, and fails for those it is told to."""

    name = "libreoffice"
    is_archival = True

    def __init__(self) -> None:
        self.calls: list[list[str]] = []

    def describe(self) -> str:
        return "Stand 1"

    def mark(self) -> str:
        return "stand"

    def at_quality(self, jpeg: int) -> Stand:
        return self

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        self.calls.append([job.source.name for job in jobs])
        return tuple(self._one(job) for job in jobs)

    def _one(self, job: Job) -> Outcome:
        where, data = Where(str(job.source)), job.source.read_bytes()
        if b"rusak" in data:
            return Outcome(job, 0, error("convert-failed", where, "rusak"))
        job.target.write_bytes(b"%PDF " + data)
        return Outcome(job, 2, hint=hint("convert-not-joined", where, "satu per satu"))


class Elsewhere:
    """Workers that do the work at once, as far as it is not lost."""

    is_elsewhere = True
    count = 2

    def __init__(self, loses: Callable[[int], bool] = lambda _number: False) -> None:
        self.loses, self.sent = loses, 0

    def submit(self, work: Callable[..., object], /, *given: object, limits: object) -> Elsewhere:
        number, self.sent = self.sent, self.sent + 1
        if self.loses(number):
            raise LostError(all_lost=False)
        other = Elsewhere()
        other.answer = work(*given)
        return other

    answer: object = None

    def result(self) -> object:
        return self.answer

    def cancel(self) -> None:
        pass

    def carry(self, path: Path) -> Carried:
        return Carried(path, path.read_bytes())

    def keep(self, path: Path, data: bytes | None = None) -> Kept:
        return Kept(path.name, path, data)

    def close(self) -> None:
        pass


@pytest.fixture
def stand(monkeypatch: pytest.MonkeyPatch) -> Stand:
    there = Stand()
    monkeypatch.setattr(module, "_engine", lambda order: there)
    return there


def jobs_in(folder: Path) -> list[Job]:
    """Two batches and 13 files that go alone; one of them is damaged."""
    jobs = []
    for number in range(40):
        batch = ("surat#0", "", "surat#1")[number % 3]
        source = folder / f"{number}" / "surat.docx"  # names that would meet in one folder
        source.parent.mkdir()
        source.write_bytes(b"rusak" if number == 7 else b"surat %d" % number)
        jobs.append(Job(source, folder / f"{number}.pdf", f"Surat {number}", batch=batch))
    return jobs


@pytest.mark.parametrize("loses", [lambda n: False, lambda n: n == 1, lambda n: True])
def test_everything_comes_back_in_order(
    tmp_path: Path, stand: Stand, loses: Callable[[int], bool]
) -> None:
    jobs = jobs_in(tmp_path)
    here = Stand()
    outcomes = Spread(here, Elsewhere(loses)).convert(jobs)
    assert [each.job for each in outcomes] == jobs
    assert [each.ok for each in outcomes] == [number != 7 for number in range(40)]
    for number, outcome in enumerate(outcomes):
        place = outcome.finding or outcome.hint
        assert place is not None and place.where.file == str(jobs[number].source)
        if outcome.ok:
            assert outcome.pages == 2
            assert jobs[number].target.read_bytes() == b"%PDF " + f"surat {number}".encode()
    assert not jobs[7].target.exists()
    assert bool(here.calls) is any(map(loses, range(5)))


def test_batches_stay_whole_and_others_go_by_tens(tmp_path: Path, stand: Stand) -> None:
    Spread(Stand(), Elsewhere()).convert(jobs_in(tmp_path))
    assert sorted(map(len, stand.calls)) == [3, 10, 13, 14]


def test_a_worker_compresses_as_the_profile_says(monkeypatch: pytest.MonkeyPatch) -> None:
    mine = LibreOffice(Path("/x/soffice"), workers=2).at_quality(55)
    order = Spread(mine, Elsewhere())._order([])
    monkeypatch.setattr(LibreOffice, "find", classmethod(lambda cls, environ: cls(Path("/y"), 8)))
    theirs = module._engine(order)
    assert isinstance(theirs, LibreOffice)
    assert (theirs.jpeg_quality, theirs.soffice, theirs.workers) == (55, Path("/y"), 1)


def test_a_worker_without_the_engine_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "environ", {"DOCGEN_SOFFICE": str(tmp_path / "none"), "PATH": ""})
    order = Spread(LibreOffice(Path("/x")), Elsewhere())._order([])
    with pytest.raises(MissingProgramError):
        module._engine(order)
