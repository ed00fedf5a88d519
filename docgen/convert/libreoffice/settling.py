"""What becomes of letters that were converted as one document, as soon as their proof is there.

It is looked at in the thread of the worker that brought it, so that a chunk is written while the
next is converted, and no more of them are held than there are workers.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from threading import Lock

from docgen.convert.files import write_target
from docgen.convert.jobs import Outcome
from docgen.convert.joined.probe import differs
from docgen.convert.libreoffice.batch import Chunk, not_joined
from docgen.findings import Finding


@dataclass(slots=True)
class Settled:
    """What became of a chunk: outcomes by number, the numbers to be done apart or as they are, and
    why."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    apart: tuple[int, ...] = ()
    alone: tuple[int, ...] = ()
    hint: Finding | None = None


@dataclass(slots=True)
class Proofs:
    """The chunks that wait for the outcomes of their items, and what became of the others."""

    _waiting: dict[int, Chunk] = field(default_factory=dict)  # by the number of each item
    _known: dict[int, dict[int, Outcome]] = field(default_factory=dict)  # by that of the first
    _settled: dict[int, Settled] = field(default_factory=dict)
    _lock: Lock = field(default_factory=Lock)

    def await_items(self, chunk: Chunk) -> None:
        """Wait for the outcomes of a chunk's items, before any of them begins."""
        with self._lock:
            self._known[chunk.item.number] = {}
            self._waiting |= dict.fromkeys((each.number for each in chunk.items), chunk)

    def take(self, number: int, outcome: Outcome) -> int:
        """Take the outcome of an item; of the last one of a chunk, settle it. Raises OutputError.

        Items of no chunk are none of this. Gives back how many jobs are done with it.
        """
        with self._lock:
            chunk = self._waiting.pop(number, None)
            if chunk is None:
                return 1
            known = self._known[chunk.item.number]
            known[number] = outcome
            if len(known) < len(chunk.items):
                return 0
            del self._known[chunk.item.number]
        settled = self._settled[chunk.item.number] = settle(chunk, known)
        chunk.item.cuts = ()  # the letters are written
        return len(settled.outcomes)

    def of(self, chunk: Chunk) -> Settled:
        """What became of a chunk whose items have all ended."""
        return self._settled.pop(chunk.item.number)


def settle(chunk: Chunk, outcomes: dict[int, Outcome]) -> Settled:
    """Write the letters of a chunk that stood the proof; ``outcomes`` are those of all items."""
    reason = _failed_proof(chunk, outcomes)
    if reason is not None:
        hint = not_joined(chunk.jobs[0], reason)
        if len(chunk.numbers) > 1:
            return Settled(apart=chunk.numbers, hint=hint)
        return Settled(alone=chunk.numbers, hint=hint)
    found = Settled()
    late, apart = [], []
    for place, (number, job, cut) in enumerate(
        zip(chunk.numbers, chunk.jobs, chunk.item.cuts, strict=True)
    ):
        # Which pages are its own depends on the letters beside it.
        if not cut.is_whole and len(chunk.jobs) > 1:
            apart.append(number)
        # Not proved, or a word of its source is not there: see what it is alone.
        elif not cut.is_whole or cut.meets_edge or cut.lost:
            late.append(number)
        elif place in chunk.unproved or not cut.is_settled:
            apart.append(number)
        elif cut.finding is not None:
            found.outcomes[number] = Outcome(job, 0, cut.finding)
        else:
            write_target(job.target, cut.data)
            found.outcomes[number] = Outcome(job, cut.pages)
    found.alone, found.apart = tuple(late), tuple(apart)
    return found


def _failed_proof(chunk: Chunk, outcomes: dict[int, Outcome]) -> str | None:
    """Why the letters of a chunk cannot be taken from its joined document; None when they can."""
    whole = outcomes[chunk.item.number]
    if chunk.item.reason:
        return chunk.item.reason
    if whole.finding is not None and whole.finding.code == "convert-timeout":
        return "LibreOffice terlalu lama mengerjakan dokumen gabungannya"
    if whole.finding is not None or len(chunk.item.cuts) != len(chunk.jobs):
        return "LibreOffice tidak menyelesaikan dokumen gabungannya"
    reason, proved = None, False
    for place, probe in chunk.probes.items():
        cut, alone = chunk.item.cuts[place], outcomes[probe.number]
        if not alone.ok:
            if cut.finding is None:
                return "surat contohnya gagal bila sendiri"
            proved = True  # it fails either way
            continue
        difference = differs(cut.as_converted, probe.job.target.read_bytes())
        if difference is None:
            proved = True
            continue
        reason = f"bila digabung, {difference} (surat {chunk.jobs[place].source.name})"
        # At the edge of a page it may differ; it is taken from where it is alone.
        if cut.is_whole and not cut.meets_edge:
            return reason
    return None if proved else reason
