"""Letters of one template as one document: which go together, and whether it comes out the same.

A letter is the same beside any others, or beside none (:mod:`~docgen.convert.joined.specimen`): so
what is stale alone is converted, and gives the bytes of a full build.

Every chunk is put to the proof with letters that are converted alone as well: its longest, in the
first also the shortest, and the longest of each structure. What such a sample cannot prove is not
taken from the joined document. A letter that ends at the edge of a page, or whose marks do not
account for its pages, is converted as it is. One with other typefaces or another structure than
the samples is *apart*: a joined document of one letter, which is its own proof.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from docgen.convert.files import copy_working, write_working
from docgen.convert.inspect.documents.document import shown_in
from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.words import texts_of
from docgen.convert.jobs import Job, Kind, Outcome
from docgen.convert.joined.build import join
from docgen.convert.joined.edges import Edge, edge_of
from docgen.convert.joined.letter import Letter, SharedObjects, read_letter
from docgen.convert.joined.names import NotJoinableError
from docgen.convert.joined.sections import heads_of
from docgen.convert.joined.specimen import typefaces_of
from docgen.convert.joined.split import Cut, split
from docgen.convert.libreoffice.item import Item
from docgen.convert.unseen.cleaned import cleaned
from docgen.findings import Finding, Where, hint
from docgen.outside.files import read_bytes

# So many letters of a joined document may take as long as one file alone.
_LETTERS_A_LIMIT = 25
# Letters of a chunk that are converted alone as well, and with the chunk itself its items.
_MOST_PROBES = 4
ITEMS_A_CHUNK = 1 + _MOST_PROBES
_DAMAGED = (OSError, zipfile.BadZipFile, zlib.error, EOFError, etree.XMLSyntaxError, RuntimeError)


@dataclass(slots=True, kw_only=True)
class JoinedItem(Item):
    """A joined document on its way; ``cuts`` are its letters once it has come back whole.

    ``reason`` says why they cannot be told apart though it has. Letters at the places of
    ``samples`` are converted alone as well.
    """

    letters: tuple[Job, ...] = ()
    samples: tuple[int, ...] = ()
    shown: tuple[Shown, ...] = ()
    edges: tuple[Edge, ...] = ()
    cuts: tuple[Cut, ...] = ()
    reason: str = ""

    @property
    def weight(self) -> int:
        """As many as its letters."""
        return len(self.letters)

    @property
    def patience(self) -> int:
        """By the number of its letters."""
        return 1 + len(self.letters) // _LETTERS_A_LIMIT

    def copy_into(self, folder: Path) -> Path:
        """A working copy of what was made to be converted."""
        copy = folder / f"{self.stem}{self.kind.suffix}"
        copy_working(self.job.source, copy)
        return copy

    def settle(self, written: Path) -> Outcome | None:
        """Keep the letters of a whole PDF; None when it is worth another try."""
        try:
            cuts = split(written, self.letters, self.shown, self.edges, self.samples)
        except NotJoinableError as reason:
            self.reason, cuts = str(reason), ()
        if cuts is None:
            return None
        self.cuts = cuts
        return Outcome(self.job, sum(cut.pages for cut in cuts))


@dataclass(slots=True, kw_only=True)
class Sample(Item):
    """A letter of a joined document that is converted alone as well, to be held against what it is
    there; what it must show is looked for there only."""

    bare: bool = True

    def settle(self, written: Path) -> Outcome | None:
        """Keep a PDF that PDFium reads; None when it is worth another try."""
        try:
            data = read_bytes(written)
        except OSError:
            return None
        texts = texts_of(data)
        if not texts or not data.rstrip().endswith(b"%%EOF"):
            return None
        write_working(self.job.target, data)
        return Outcome(self.job, len(texts))


@dataclass(slots=True)
class Chunk:
    """Letters that are converted together: their numbers among all jobs, and jobs."""

    numbers: tuple[int, ...]
    jobs: tuple[Job, ...]
    item: JoinedItem
    probes: dict[int, Sample]  # by place in the chunk
    unproved: frozenset[int]  # places of letters with a structure that no probe has

    @property
    def items(self) -> tuple[Item, ...]:
        """The joined document and what proves it, in the order in which they are converted."""
        return self.item, *self.probes.values()


@dataclass(frozen=True, slots=True)
class Ready:
    """A batch made ready: the chunk of those that go together, the numbers of those that go apart,
    and why others are converted as they are."""

    chunk: Chunk | None = None
    apart: tuple[int, ...] = ()
    hint: Finding | None = None


def prepare(numbered: Sequence[tuple[int, Job]], folder: Path, first_number: int) -> Ready:
    """A chunk, in ``folder``, of the letters that are most alike.

    Damaged letters are in none of it: whoever converts them as they are says what is wrong with
    them. Items are numbered from ``first_number``, ``ITEMS_A_CHUNK`` at most. Raises OutputError.
    """
    shelf = SharedObjects()
    groups: dict[tuple[object, ...], list[tuple[int, Job, Letter]]] = {}
    hint: Finding | None = None
    for number, job in numbered:
        try:
            letter = read_letter(job.source, shelf)
            groups.setdefault(_look(letter), []).append((number, job, letter))
        except NotJoinableError as reason:
            hint = hint or not_joined(job, str(reason))
        except _DAMAGED:
            continue
    if not groups:
        return Ready(None, (), hint)
    look, alike = max(groups.items(), key=lambda group: len(group[1]))
    apart = tuple(n for key, group in groups.items() if key != look for n, _job, _letter in group)
    try:
        chunk = _chunk(alike, folder, first_number, numbered[0][1].batch.endswith("#0"))
    except NotJoinableError as reason:
        numbers = [number for number, _job, _letter in alike]
        if len(numbers) > 1:
            return Ready(None, (*numbers, *apart), hint)
        return Ready(None, apart, hint or not_joined(alike[0][1], str(reason)))
    return Ready(chunk, apart, hint)


def _look(letter: Letter) -> tuple[object, ...]:
    """What letters must have in common to be joined. Raises NotJoinableError."""
    return *letter.frame, heads_of(letter), typefaces_of(letter)


def _chunk(
    alike: Sequence[tuple[int, Job, Letter]],
    folder: Path,
    first_number: int,
    is_first: bool,
) -> Chunk:
    """Raises NotJoinableError."""
    letters = [letter for _number, _job, letter in alike]
    jobs = tuple(job for _number, job, _letter in alike)
    places, unproved = _samples(letters, is_first=is_first)
    shown = tuple(shown_in(each.document, each.root, each.parts.get) for each in letters)
    edges = tuple(map(edge_of, letters))
    source = folder / f"{first_number:06}-gabungan.docx"
    joined = join(letters)
    write_working(source, cleaned(joined, pictures=False) or joined)
    item = JoinedItem(
        first_number, Job(source, source.with_suffix(".pdf"), ""), Kind.WRITER,
        bare=True, letters=jobs, samples=tuple(places), shown=shown, edges=edges,
    )  # fmt: skip
    probes = {
        place: Sample(
            number=first_number + 1 + n,
            job=Job(
                jobs[place].source, folder / f"{first_number + 1 + n:06}-contoh.pdf",
                jobs[place].title, jobs[place].allowed,
            ),
            kind=Kind.WRITER,
        )
        for n, place in enumerate(places)
    }  # fmt: skip
    return Chunk(tuple(n for n, _job, _letter in alike), jobs, item, probes, unproved)


def _samples(letters: Sequence[Letter], *, is_first: bool) -> tuple[list[int], frozenset[int]]:
    """The places of the letters to prove a chunk with, and of those that they do not prove.

    Every chunk is a sample of the same template: after the first, the shortest letter is spared.
    """
    sizes = [len(letter.parts[letter.document]) for letter in letters]
    by_structure: dict[frozenset[str], list[int]] = {}
    for place in sorted(range(len(letters)), key=lambda each: -sizes[each]):
        by_structure.setdefault(letters[place].structure, []).append(place)
    alike = sorted(by_structure.values(), key=lambda each: -len(each))
    chosen = [sizes.index(max(sizes))]
    if is_first:
        chosen.append(sizes.index(min(sizes)))
    for group in alike:
        if len(set(chosen)) < _MOST_PROBES and not set(group) & set(chosen):
            chosen.append(group[0])
    proved = set(chosen)
    unproved = (place for group in alike if not set(group) & proved for place in group)
    return sorted(proved), frozenset(unproved)


def not_joined(job: Job, reason: str) -> Finding:
    """The hint that a batch went letter by letter."""
    name = job.batch.partition("#")[0]
    return hint(
        "convert-not-joined",
        Where(str(job.source)),
        f"Surat-surat «{name}» dijadikan PDF satu per satu, yang lebih lambat, karena {reason}. "
        "Hasilnya tetap benar.",
    )
