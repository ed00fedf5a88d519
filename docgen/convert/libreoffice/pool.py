"""Many files through a few LibreOffice processes, with the bad ones found and the rest finished.

A call of LibreOffice takes a batch. Files without a usable PDF afterwards are tried again in
smaller batches: when the batch stopped somewhere, the first file without a PDF is suspected and
goes alone; when nothing at all was written, the batch is halved. A file has failed when it went
alone and it was not its first try.
"""

from __future__ import annotations

import heapq
import itertools
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_EXCEPTION, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from pathlib import Path
from queue import SimpleQueue
from threading import Lock
from typing import Self

from docgen.convert.inspect.pdf import Finished, finish
from docgen.convert.jobs import Kind, Outcome
from docgen.convert.libreoffice import soffice as program
from docgen.convert.libreoffice.item import Item
from docgen.convert.libreoffice.processes import Processes
from docgen.errors import MissingProgramError
from docgen.findings import Where, error
from docgen.model.writing.os_reasons import os_reason
from docgen.ooxml.plain import plain_document

# Any working LibreOffice converts this: it tells a broken file from a broken program.
_CANARY = "<w:p><w:r><w:t>docgen</w:t></w:r></w:p>"
# Shares of items that have begun.
Running = list[Future[list[tuple[int, Outcome]]]]
# Failures before any success after which the program itself is put to the test.
_DOUBTS = 2
# Bytes of a PDF among which its end is.
_END = 16


@dataclass(slots=True, kw_only=True)
class Pool:
    """The workers of one conversion. ``folder`` is a temporary folder of their own, ``profiles``
    one for some hundred small files of each worker.

    A context: inside, workers begin while others still prepare their work; whatever happens, no
    process outlives it. ``on_outcome`` is told of each outcome as soon as it is known, by the
    worker's thread.
    """

    soffice: Path
    folder: Path
    profiles: Path
    workers: int
    seconds_a_file: float
    jpeg_quality: int
    on_outcome: Callable[[int, Outcome], None] = lambda _number, _outcome: None
    processes: Processes = field(default_factory=Processes)
    _profiles: SimpleQueue[Path] = field(default_factory=SimpleQueue)
    _calls: Iterator[int] = field(default_factory=itertools.count)
    _lock: Lock = field(default_factory=Lock)
    _successes: int = 0
    _failures: int = 0
    _broken: bool | None = None
    _threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        """Make the workers' profiles."""
        for number in range(self.workers):
            self._profiles.put(program.make_profile(self.soffice, self.profiles / str(number)))
        self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="docgen-convert")
        return self

    def __exit__(self, *_problem: object) -> None:
        """Kill what still runs."""
        self.processes.stop()
        if self._threads is not None:  # after a Ctrl-C the waiting batches must not start
            self._threads.shutdown(wait=True, cancel_futures=True)

    def begin(self, items: Sequence[Item], shares: int) -> Running:
        """Begin with the items, in so many shares (or more, when there are more than one can take).

        What began earlier goes on; a share waits for a worker that is free.
        """
        if self._threads is None:
            raise RuntimeError("the pool is not open")
        return [self._threads.submit(self._work, batch) for batch in _batches(items, shares)]

    def run(self, items: Sequence[Item]) -> dict[int, Outcome]:
        """The outcomes by number."""
        return finish_all(self.begin(items, self.workers))

    def _work(self, batch: list[Item]) -> list[tuple[int, Outcome]]:
        """Convert one batch to its last file."""
        outcomes: list[tuple[int, Outcome]] = []
        waiting = [batch]
        while waiting:
            group = waiting.pop(0)
            if self._is_broken():
                outcomes += [self._told(item, _failed(item, timed_out=False)) for item in group]
                continue
            done, timed_out = self._call(group)
            outcomes += done.items()
            rest = [item for item in group if item.number not in done]
            if len(group) == 1 and rest and group[0].tries > 1:
                self._count(failed=1)
                outcomes.append(self._told(group[0], _failed(group[0], timed_out)))
            elif timed_out or done:
                waiting = [part for part in (rest[:1], rest[1:]) if part] + waiting
            else:
                middle = (len(rest) + 1) // 2
                waiting = [part for part in (rest[:middle], rest[middle:]) if part] + waiting
        return outcomes

    def _call(self, group: Sequence[Item]) -> tuple[dict[int, Outcome], bool]:
        """One call of LibreOffice: what came of it, by number, and whether it hung."""
        folder = self.folder / f"call-{next(self._calls):06}"
        (folder / "out").mkdir(parents=True)
        copies = [item.copy_into(folder) for item in group]
        profile = self._profiles.get()
        outcomes: dict[int, Outcome] = {}
        patience = max(item.patience for item in group)

        early: set[int] = set()

        def settle_early() -> None:
            # One is looked at while others are made; what is not right then, once more at the end.
            for item in group:
                if item.number not in early:
                    if not _is_whole(folder / "out" / f"{item.stem}.pdf"):
                        break
                    early.add(item.number)
                    self._settle(item, folder, outcomes)

        try:
            in_time = program.convert(
                self.soffice, copies, group[0].kind, folder / "out", profile,
                self.processes, self.seconds_a_file * patience, settle_early,
                self.jpeg_quality, bare=group[0].bare,
            )  # fmt: skip
            if not in_time or not any((folder / "out").iterdir()):
                # What a killed process leaves in its profile is not to be trusted, nor one in which
                # nothing is made: it may hold a lock.
                program.make_profile(self.soffice, profile)
        except InterruptedError:
            raise
        except OSError as problem:
            raise MissingProgramError(
                f"LibreOffice tidak dapat dijalankan: {self.soffice} ({os_reason(problem)})",
                "Periksa pemasangan LibreOffice dengan `docgen doctor`.",
            ) from problem
        finally:
            self._profiles.put(profile)
        for item in group:
            item.tries += 1
            if item.number not in outcomes:
                self._settle(item, folder, outcomes)
        shutil.rmtree(folder, ignore_errors=True)
        self._count(succeeded=len(outcomes))
        return outcomes, not in_time

    def _settle(self, item: Item, folder: Path, outcomes: dict[int, Outcome]) -> None:
        written = folder / "out" / f"{item.stem}.pdf"
        if (outcome := item.settle(written)) is not None:
            outcomes.update([self._told(item, outcome)])

    def _told(self, item: Item, outcome: Outcome) -> tuple[int, Outcome]:
        self.on_outcome(item.number, outcome)
        return item.number, outcome

    def _count(self, succeeded: int = 0, failed: int = 0) -> None:
        with self._lock:
            self._successes += succeeded
            self._failures += failed

    def _is_broken(self) -> bool:
        """Whether the program cannot convert anything at all; else 1,000 files would each wait."""
        with self._lock:
            if self._broken is None and not self._successes and self._failures >= _DOUBTS:
                self._broken = not self._converts_canary()
            return bool(self._broken)

    def _converts_canary(self) -> bool:
        folder = self.folder / "canary"
        (folder / "out").mkdir(parents=True)
        (folder / "canary.docx").write_bytes(plain_document(_CANARY))
        profile = program.make_profile(self.soffice, folder / "profile")
        program.convert(
            self.soffice, [folder / "canary.docx"], Kind.WRITER, folder / "out", profile,
            self.processes, self.seconds_a_file, lambda: None,
        )  # fmt: skip
        written = folder / "out" / "canary.pdf"
        return isinstance(finish(written, written, "canary"), Finished)


def finish_all(running: Running) -> dict[int, Outcome]:
    """The outcomes of items that have begun, by number."""
    finished, _ = wait(running, return_when=FIRST_EXCEPTION)
    for result in finished:  # a full disk stops everything now, not after the last file
        result.result()
    return {number: found for result in running for number, found in result.result()}


def _batches(items: Sequence[Item], shares: int) -> list[list[Item]]:
    """Files of one kind and export together, as even as can be, none larger than a call may be.

    The heaviest is given out first, each to the batch that has least to do. In a batch they stand
    in their order, what proves a joined document right behind it: so it is settled before the next.
    """
    batches: list[list[Item]] = []
    order = {item.number: place for place, item in enumerate(items)}
    for kind, bare in itertools.product(Kind, (False, True)):
        alike = (item for item in items if item.kind is kind and item.bare is bare)
        same = sorted(alike, key=lambda each: -each.weight)
        if not same:
            continue
        count = max(min(shares, len(same)), -(-len(same) // program.MOST_INPUTS))
        shared: list[list[Item]] = [[] for _ in range(count)]
        waiting = [(0, number) for number in range(count)]
        for item in same:
            load, number = heapq.heappop(waiting)
            shared[number].append(item)
            if len(shared[number]) < program.MOST_INPUTS:
                heapq.heappush(waiting, (load + item.weight, number))
        batches += (sorted(each, key=lambda item: order[item.number]) for each in shared)
    return batches


def _is_whole(written: Path) -> bool:
    """Whether a PDF has come to its end."""
    try:
        with written.open("rb") as file:
            file.seek(-_END, os.SEEK_END)
            return file.read().rstrip().endswith(b"%%EOF")
    except OSError:  # not there, or hardly begun
        return False


def _failed(item: Item, timed_out: bool) -> Outcome:
    if timed_out:
        code = "convert-timeout"
        reason = "LibreOffice terlalu lama mengerjakan berkas ini dan dihentikan"
    else:
        code, reason = "convert-failed", "LibreOffice tidak menghasilkan PDF dari berkas ini"
    advice = "Coba buka dan simpan ulang di Word atau LibreOffice, atau periksa `docgen doctor`."
    finding = error(code, Where(str(item.job.source)), f"{reason}. {advice}")
    return Outcome(item.job, 0, finding)
