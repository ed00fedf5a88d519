"""The engine ``libreoffice``, which is never trusted.

Every file is looked at before (:mod:`~docgen.convert.inspect.office_file`) and every PDF after
(:mod:`~docgen.convert.inspect.pdf`); :mod:`~docgen.convert.libreoffice.pool` runs the workers and
finds the bad files; :mod:`~docgen.convert.libreoffice.soffice` alone knows the program. Letters of
one template go as one document (:mod:`~docgen.convert.libreoffice.batch`,
:mod:`~docgen.convert.joined`).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Literal

from docgen.convert.engine import Absent
from docgen.convert.inspect.office_file import check_office_file
from docgen.convert.jobs import Job, Outcome
from docgen.convert.libreoffice.batch import (
    ITEMS_A_CHUNK,
    Chunk,
    Ready,
    not_joined,
    prepare,
)
from docgen.convert.libreoffice.item import Item
from docgen.convert.libreoffice.places import find_soffice
from docgen.convert.libreoffice.pool import Pool, Running, finish_all
from docgen.convert.libreoffice.settling import Proofs
from docgen.convert.libreoffice.signals import ending_cleanly
from docgen.convert.libreoffice.soffice import (
    JPEG_QUALITY,
    SECONDS_A_FILE,
    state_of,
    version,
    wall_around,
)
from docgen.convert.libreoffice.wall import Wall
from docgen.convert.unseen.cleaned import refused
from docgen.findings import Finding
from docgen.guard import guarded
from docgen.limits import OFFICE_FILE, Stopped
from docgen.progress import step
from docgen.spare_time import use_spare_time
from docgen.temporary import working_folder
from docgen.workers.here import processors

# A batch among all of them: its place, and its letters with their numbers among all jobs.
_Part = tuple[int, Sequence[tuple[int, Job]]]
# Each needs some 250 MB; beyond this the disk is the limit.
MOST_WORKERS = 8

INSTALL = (
    "Pasang:\n"
    "  Debian/Ubuntu: sudo apt install libreoffice-writer-nogui libreoffice-calc-nogui "
    "fonts-liberation fonts-crosextra-carlito\n"
    "  lainnya: unduh LibreOffice dari situs resminya, atau tunjuk programnya dengan "
    "DOCGEN_SOFFICE\n"
    "Bila LibreOffice tidak dapat dipasang: surat dan lembar disposisi dapat dibuat dengan "
    "--mesin embedded (pip install 'docgen-naskah[embedded]')"
)


@dataclass(frozen=True)
class LibreOffice:
    """LibreOffice with the program at ``soffice``; see :func:`convert_all` for the rest."""

    soffice: Path
    workers: int = 2
    jpeg_quality: int = JPEG_QUALITY
    name: Literal["libreoffice"] = "libreoffice"
    is_archival: bool = True

    @classmethod
    def find(cls, environ: Mapping[str, str]) -> LibreOffice | Absent:
        """The one that is installed; ``DOCGEN_SOFFICE`` names another."""
        soffice = find_soffice(environ)
        if soffice is None:
            reason = "LibreOffice belum terpasang, jadi PDF tidak dibuat."
            return Absent("libreoffice", reason, INSTALL)
        return cls(soffice, min(processors(), MOST_WORKERS))

    def describe(self) -> str:
        """Name and version, and how it compresses photographs when that is its own choice.

        Empty when the program does not answer.
        """
        if self.jpeg_quality == JPEG_QUALITY or not self._version:
            return self._version
        return f"{self._version}, JPEG {self.jpeg_quality}"

    def mark(self) -> str:
        """The program's file, and the one beside it that says its build."""
        return state_of(self.soffice)

    def at_quality(self, jpeg: int) -> LibreOffice:
        """The engine with another quality of photographs."""
        return replace(self, jpeg_quality=jpeg)

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        """Convert all jobs to PDF/A-2b."""
        return convert_all(jobs, self.soffice, workers=self.workers, jpeg_quality=self.jpeg_quality)

    @property
    def wall(self) -> Wall:
        """What keeps the program from the rest of the machine."""
        return wall_around(self.soffice)

    @cached_property
    def _version(self) -> str:
        return version(self.soffice)


def convert_all(
    jobs: Sequence[Job],
    soffice: Path,
    *,
    workers: int = 2,
    seconds_a_file: float = SECONDS_A_FILE,
    jpeg_quality: int = JPEG_QUALITY,
) -> tuple[Outcome, ...]:
    """Convert all jobs, with ``workers`` LibreOffice processes side by side; in the jobs' order.

    A job that fails has a finding: ``convert-not-a-document``, ``convert-failed``,
    ``convert-timeout``, ``convert-leftover-tag``, ``convert-font-missing``, ``convert-text-lost``
    or ``convert-office-error-text``; its target is left as it was. Letters of one batch are joined
    where a proof shows that it changes nothing; else the first of them carries the hint
    ``convert-not-joined``. Targets are PDF/A-2b, the same bytes each time, and written whole or not
    at all.
    No process and no temporary file is left when this returns or raises, also after Ctrl-C or
    SIGTERM, which raises SystemExit.

    Args:
        jobs: Sources (of any folders and names), targets and titles.
        soffice: The program, from :func:`find_soffice`.
        workers: Processes at a time, each with its own profile (some 160 MB each).
        seconds_a_file: How long a call may go on without a new PDF; the first may take longer.
        jpeg_quality: How photographs are compressed, 1-100.

    Raises:
        MissingProgramError: The program cannot be started.
        OutputError: A target cannot be written.
    """
    if not jobs:
        return ()
    proofs = Proofs()
    with (
        step("mengubah ke PDF", len(jobs)) as done,
        ending_cleanly(),
        working_folder() as temporary,
        working_folder(small=True) as profiles,
        Pool(
            soffice=soffice,
            folder=temporary / "pool",
            profiles=profiles,
            workers=workers,
            seconds_a_file=seconds_a_file,
            jpeg_quality=jpeg_quality,
            on_outcome=lambda number, outcome: done.advance(proofs.take(number, outcome)),
        ) as pool,
    ):
        run = _Run(jobs, temporary, pool, proofs)
        run.convert()
    return tuple(
        replace(run.outcomes[number], hint=run.hints.get(number)) for number in range(len(jobs))
    )


@dataclass(slots=True)
class _Run:
    """The jobs of one call on their way; what came of them, by number."""

    jobs: Sequence[Job]
    folder: Path
    pool: Pool
    proofs: Proofs
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    hints: dict[int, Finding] = field(default_factory=dict)

    def convert(self) -> None:
        """Convert all: workers begin with what is ready while more is made ready for them."""
        batches = _by_batch(self.jobs)
        single = [number for number, _job in batches.pop("", ())]
        shares = self._made_ready(batches)
        alone = self.pool.begin(self._checked(single), self.pool.workers)
        late, apart = list[int](), list[int]()
        running = []
        for share in shares:
            chunks = self._chunks(share, late, apart)
            running.append((chunks, self._begun(chunks, 1)))
        use_spare_time()
        for chunks, begun in running:
            finish_all(begun)
            self._settle(chunks, late, apart)
        self._convert_apart(sorted(apart), len(batches), late)
        self.outcomes |= finish_all(alone)
        self.outcomes |= self.pool.run(self._checked(sorted(late)))

    def _made_ready(
        self, batches: Mapping[str, Sequence[tuple[int, Job]]]
    ) -> list[Iterator[tuple[_Part, Ready | Stopped]]]:
        """The batches of each worker, to be made ready as they are asked for.

        No worker has anything to do yet, so children begin at once with all shares but the first.
        """
        first, *others = self._parted(batches)
        here = ((part, self._prepared(part)) for part in first)
        return [here, *(guarded(self._prepared, each, OFFICE_FILE) for each in others)]

    def _chunks(
        self, share: Iterator[tuple[_Part, Ready | Stopped]], late: list[int], apart: list[int]
    ) -> list[Chunk]:
        """The chunks of a share; ``apart`` and ``late`` get the letters that are in none.

        Raises OutputError.
        """
        chunks: list[Chunk] = []
        for (_place, numbered), result in share:
            if isinstance(result, Stopped):
                words = f"menggabungnya {result.said(OFFICE_FILE)}"
                result = Ready(None, (), not_joined(numbered[0][1], words))
            known = {*(result.chunk.numbers if result.chunk else ()), *result.apart}
            late += [number for number, _job in numbered if number not in known]
            apart += result.apart
            self._tell(numbered[0][0], result.hint)
            chunks += [result.chunk] if result.chunk else []
        return chunks

    def _begun(self, chunks: Sequence[Chunk], shares: int) -> Running:
        for each in chunks:
            self.proofs.await_items(each)
        return self.pool.begin([item for each in chunks for item in each.items], shares)

    def _convert_apart(self, numbers: Sequence[int], place: int, late: list[int]) -> None:
        """Letters as joined documents of one; ``place`` is the first after those of batches."""
        parts = [(place + n, [(number, self.jobs[number])]) for n, number in enumerate(numbers)]
        chunks = self._chunks(((part, self._prepared(part)) for part in parts), late, [])
        finish_all(self._begun(chunks, self.pool.workers))
        self._settle(chunks, late, late)

    def _parted(self, batches: Mapping[str, Sequence[tuple[int, Job]]]) -> list[list[_Part]]:
        """Whole batches, each with its place, for each worker about as many letters."""
        a_share = sum(map(len, batches.values())) / self.pool.workers
        shares: list[list[_Part]] = [[]]
        for part in enumerate(batches.values()):
            if sum(len(numbered) for _place, numbered in shares[-1]) >= a_share:
                shares.append([])
            shares[-1].append(part)
        return shares

    def _prepared(self, part: _Part) -> Ready:
        place, numbered = part
        return prepare(numbered, self.folder, len(self.jobs) + ITEMS_A_CHUNK * place)

    def _settle(self, chunks: Sequence[Chunk], late: list[int], apart: list[int]) -> None:
        """Keep what came of letters that went together; the others are to be done otherwise."""
        for chunk in chunks:
            settled = self.proofs.of(chunk)
            self.outcomes |= settled.outcomes
            self._tell(chunk.numbers[0], settled.hint)
            late += settled.alone
            apart += settled.apart

    def _tell(self, number: int, hint: Finding | None) -> None:
        """Why letters were not joined: once a batch is enough."""
        batch = self.jobs[number].batch
        if hint and not any(self.jobs[other].batch == batch for other in self.hints):
            self.hints[number] = hint

    def _checked(self, numbers: Sequence[int]) -> list[Item]:
        """Items of the jobs whose file proves what it is; of the others, the outcome is known."""
        items = []
        for number in numbers:
            kind = check_office_file(self.jobs[number].source)
            problem = kind if isinstance(kind, Finding) else refused(self.jobs[number], kind)
            if problem is not None:
                self.outcomes[number] = Outcome(self.jobs[number], 0, problem)
            elif not isinstance(kind, Finding):
                items.append(Item(number, self.jobs[number], kind))
        return items


def _by_batch(jobs: Sequence[Job]) -> dict[str, list[tuple[int, Job]]]:
    found: dict[str, list[tuple[int, Job]]] = {}
    for number, job in enumerate(jobs):
        found.setdefault(job.batch, []).append((number, job))
    return found
