"""Letters of one template as one document: which go together, and whether it comes out the same.

Which letters share a document depends on the batch alone, never on what is stale or how many
workers there are: so a rebuild of one chunk gives the bytes of a full build. Every chunk is put
to the proof with its longest letter (the first also with its shortest), converted alone as well.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lxml import etree

from docgen.convert.files import write_target, write_working
from docgen.convert.inspect.document import shown_in
from docgen.convert.inspect.passages import Shown
from docgen.convert.jobs import Job, Kind, Outcome
from docgen.convert.joined.build import join
from docgen.convert.joined.letter import Letter, SharedObjects, read_letter
from docgen.convert.joined.names import NotJoinableError
from docgen.convert.joined.probe import differs
from docgen.convert.joined.split import Cut, split
from docgen.convert.libreoffice.pool import LETTERS_A_LIMIT, Item
from docgen.findings import Finding, Where, hint

# Letters in a document. LibreOffice takes 11 ms a letter of 20 together, 14 of 40, 16 of 150; the
# fewer, the more proofs there are to make and fonts to store.
CHUNK = 40
# Fewer are done alone in the time that the proof would take.
LEAST = 8
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, RuntimeError)


def batch_names(name: str, count: int) -> tuple[str, ...]:
    """For ``count`` letters of one template, in order, the batch of each; "" for those alone."""
    names = []
    for start in range(0, count, CHUNK):
        size = min(CHUNK, count - start)
        names += [f"{name}#{start // CHUNK}" if size >= LEAST else ""] * size
    return tuple(names)


@dataclass(slots=True)
class JoinedItem(Item):
    """A joined document on its way; ``cuts`` are its letters once it has come back whole."""

    letters: tuple[Job, ...] = ()
    shown: tuple[Shown, ...] = ()
    cuts: tuple[Cut, ...] = ()

    @property
    def weight(self) -> int:
        """As many as its letters."""
        return len(self.letters)

    @property
    def patience(self) -> int:
        """By the number of its letters."""
        return 1 + len(self.letters) // LETTERS_A_LIMIT

    def settle(self, written: Path) -> Outcome | None:
        """Keep the letters of a whole PDF; None when it is worth another try."""
        cuts = split(written, self.letters, self.shown, self.job.source.parent)
        if cuts is None:
            return None
        self.cuts = cuts
        return Outcome(self.job, sum(cut.pages for cut in cuts))


@dataclass(slots=True)
class Chunk:
    """Letters that are converted together: their numbers among all jobs, and jobs."""

    numbers: tuple[int, ...]
    jobs: tuple[Job, ...]
    item: JoinedItem
    probes: dict[int, Item]  # by place in the chunk
    counted: frozenset[int]


@dataclass(slots=True)
class Settled:
    """What became of a chunk: outcomes by number, the numbers to be done alone, and why."""

    outcomes: dict[int, Outcome] = field(default_factory=dict)
    alone: tuple[int, ...] = ()
    hint: Finding | None = None


def prepare(
    numbered: Sequence[tuple[int, Job]], folder: Path, first_number: int
) -> tuple[Chunk | None, Finding | None]:
    """A chunk of all letters that can be read, in ``folder``; or why they go alone.

    Damaged letters are left out: whoever converts them alone says what is wrong with them. Items
    are numbered from ``first_number``, three at most. Raises OutputError.
    """
    shelf = SharedObjects()
    letters: list[Letter] = []
    taken: list[tuple[int, Job]] = []
    for number, job in numbered:
        try:
            letters.append(read_letter(job.source, shelf))
            taken.append((number, job))
        except NotJoinableError as reason:
            return None, not_joined(job, str(reason))
        except _DAMAGED:
            continue
    if len(letters) < LEAST:
        return None, None
    # Every chunk is a sample of the same template: after the first, one letter of it will do.
    sizes = [len(letter.parts[letter.document]) for letter in letters]
    is_first = numbered[0][1].batch.endswith("#0")
    shown = tuple(shown_in(each.document, each.root, each.parts.get) for each in letters)
    least = min(sizes) if is_first else max(sizes)
    try:
        joined = join(letters)
    except NotJoinableError as reason:
        return None, not_joined(taken[0][1], str(reason))
    source = folder / f"{first_number:06}-gabungan.docx"
    write_working(source, joined.data)
    jobs = tuple(job for _number, job in taken)
    item = JoinedItem(
        first_number, Job(source, source.with_suffix(".pdf"), ""), Kind.WRITER,
        letters=jobs, shown=shown,
    )  # fmt: skip
    probes = {
        place: Item(
            first_number + 1 + n,
            Job(
                jobs[place].source, folder / f"{first_number + 1 + n:06}-contoh.pdf",
                jobs[place].title, jobs[place].allowed,
            ),
            Kind.WRITER,
        )
        for n, place in enumerate(sorted({sizes.index(max(sizes)), sizes.index(least)}))
    }  # fmt: skip
    return Chunk(tuple(n for n, _job in taken), jobs, item, probes, joined.counted), None


def settle(chunk: Chunk, outcomes: dict[int, Outcome]) -> Settled:
    """Write the letters of a chunk that stood the proof; ``outcomes`` are those of all items."""
    reason = _failed_proof(chunk, outcomes)
    if reason is not None:
        return Settled(alone=chunk.numbers, hint=not_joined(chunk.jobs[0], reason))
    found = Settled()
    late = []
    for place, (number, job, cut) in enumerate(
        zip(chunk.numbers, chunk.jobs, chunk.item.cuts, strict=True)
    ):
        if place in chunk.counted and not cut.says_last_page:
            late.append(number)  # its last paragraph goes over the page: the count would be wrong
        elif cut.lost:
            late.append(number)  # a word of its source is not on its pages: see what it is alone
        elif cut.finding is not None:
            found.outcomes[number] = Outcome(job, 0, cut.finding)
        else:
            write_target(job.target, cut.path.read_bytes())
            found.outcomes[number] = Outcome(job, cut.pages)
    found.alone = tuple(late)
    return found


def _failed_proof(chunk: Chunk, outcomes: dict[int, Outcome]) -> str | None:
    if not outcomes[chunk.item.number].ok or len(chunk.item.cuts) != len(chunk.jobs):
        return "LibreOffice tidak menyelesaikan dokumen gabungannya"
    for place, probe in chunk.probes.items():
        cut, alone = chunk.item.cuts[place], outcomes[probe.number]
        if place in chunk.counted and not cut.says_last_page:
            continue
        if not alone.ok:
            if cut.finding is None:
                return "surat contohnya gagal bila sendiri"
            continue
        if (
            difference := differs(cut.path.read_bytes(), probe.job.target.read_bytes())
        ) is not None:
            return f"bila digabung, {difference} (surat {chunk.jobs[place].source.name})"
    return None


def not_joined(job: Job, reason: str) -> Finding:
    """The hint that a batch went letter by letter."""
    name = job.batch.partition("#")[0]
    return hint(
        "convert-not-joined",
        Where(str(job.source)),
        f"Surat-surat «{name}» dijadikan PDF satu per satu, yang lebih lambat, karena {reason}. "
        "Hasilnya tetap benar.",
    )
