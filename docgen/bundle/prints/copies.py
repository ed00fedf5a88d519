"""One PDF that is printed as it is: all copies of a batch of letters, sorted for the table.

The copies of a letter share nearly everything, letters their fonts and logos; so letters are
merged in chunks whose equal streams are shared before the chunks are, which keeps memory low.
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Page, Pdf

from docgen.bundle.marks.stamp import frame_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.kept_pieces import cut_at_names
from docgen.bundle.pdf.new_pdfa import new_pdfa, show_bookmarks
from docgen.bundle.pdf.outline import Bookmark, write_outline
from docgen.bundle.pdf.pdfa_identification import claims_pdfa, remove_pdfa_identification
from docgen.bundle.pdf.save import destination, save
from docgen.bundle.pdf.signed import open_unsealed, read_pdf
from docgen.bundle.prints.kept_chunks import Batch, KeptChunk, KeptChunks, Sheets
from docgen.errors import FindingsError
from docgen.limits import PDF
from docgen.progress import step
from docgen.workers.ahead import Ahead, Task
from docgen.workers.here import Processes
from docgen.workers.protocol import Workers

# About so many letters are in memory as single files at a time, at most twice as many. It changes
# no byte of what a page shows.
CHUNK = 20
# So many chunks are made in about the time that a process takes to start.
WORTHWHILE = 10
# A letter with the pages (from 0) at which its copies begin.
_Start = tuple[str, tuple[tuple[str, int], ...]]


@dataclass(frozen=True, slots=True)
class Prints:
    """The finished PDF (None when nothing is to be printed) and the signed files left out.

    ``stopped`` are the files that cannot be opened, each of which keeps its letter out.
    """

    pdf: bytes | None
    left_out: tuple[Path, ...]
    pages: int
    stopped: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Order:
    """The letters of a chunk; with ``duplex`` each copy starts on a front side, as the chunk
    itself does."""

    batches: tuple[Batch, ...]
    duplex: bool


@dataclass(slots=True, kw_only=True)
class _Made:
    """A chunk (None when all is left out), which files of it are left out or cannot be opened, and
    whether all the others say that they are PDF/A."""

    chunk: KeptChunk | None = None
    left_out: list[Path] = field(default_factory=list)
    stopped: list[Path] = field(default_factory=list)
    is_archival: bool = True

    @property
    def is_whole(self) -> bool:
        return self.is_archival and not (self.left_out or self.stopped)


def print_copies(
    batches: Iterable[Batch],
    *,
    title: str,
    duplex: bool = False,
    kept: KeptChunks | None = None,
    workers: Workers | None = None,
) -> Prints:
    """All copies, each with its enclosures, in the order given; bookmarks letter -> copy.

    With ``duplex`` a blank page goes before each copy that would start on a back side. A signed
    PDF cannot be merged without breaking its seal and is left out; with it, as the letter itself,
    goes the whole pile. A file that cannot be opened keeps its letter out, and no other. It says
    PDF/A only when all of them do. The same files always give the same bytes. Chunks that are
    ``kept`` are not made again, the others by ``workers`` of this machine if they are many.
    """
    left_out, stopped = list[Path](), list[Path]()
    starts: list[_Start] = []
    is_archival, size = True, (0.0, 0.0)
    with new_pdfa(title) as pdf:
        pile = _Pile(pdf)
        for made in _made(list(_chunks(batches, duplex=duplex)), kept, workers):
            left_out += made.left_out
            stopped += made.stopped
            is_archival &= made.is_archival
            if made.chunk is None:
                continue
            if duplex and len(pile.pages) % 2:
                pile.lay_blank(size)
            first, size = len(pile.pages), made.chunk.size
            for letter, copies in made.chunk.starts:
                starts.append((letter, tuple((copy, first + page) for copy, page in copies)))
            pile.lay(pikepdf.open(io.BytesIO(made.chunk.pdf)))
        if not pile.pages:
            return Prints(None, tuple(left_out), 0, tuple(stopped))
        grow_tree(pdf, pile.pages)
        write_outline(pdf, list(_bookmarks(pile.pages, starts)))
        show_bookmarks(pdf)
        if not is_archival:
            remove_pdfa_identification(pdf)
        return Prints(save(pdf), tuple(left_out), len(pile.pages), tuple(stopped))


class _Pile:
    """The pages that a PDF is to have, and their sources, which stay open till it is saved."""

    def __init__(self, pdf: Pdf) -> None:
        self._pdf, self._shared = pdf, SharedObjects(pdf)
        self._sources: list[Pdf] = []
        self.pages: list[Object] = []

    def lay(self, source: Pdf) -> None:
        """All pages of a file."""
        self._sources.append(source)
        self.pages += self._shared.adopt(source, [page.obj for page in source.pages])

    def lay_blank(self, size: tuple[float, float]) -> None:
        """An empty page, width and height in points."""
        blank = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, *size]), Resources=Dictionary())
        self.pages.append(self._pdf.make_indirect(blank))


def _chunks(batches: Iterable[Batch], *, duplex: bool) -> Iterator[_Order]:
    for chunk in cut_at_names(batches, lambda batch: batch.title, usual=CHUNK, most=2 * CHUNK):
        yield _Order(batches=tuple(chunk), duplex=duplex)


def _made(
    orders: Sequence[_Order], kept: KeptChunks | None, workers: Workers | None
) -> Iterator[_Made]:
    """All chunks, in order. What a chunk is follows from its files, and one that holds them all is
    kept."""
    keys = [kept.key(order.batches, str(order.duplex)) if kept else "" for order in orders]
    places = {n: place for place, n in enumerate(
        number for number, key in enumerate(keys) if not (kept and kept.holds(key))
    )}  # fmt: skip
    task: Task[_Order, _Order, _Made] = Task(
        work=printed_chunk,
        packed=lambda order: order,
        alone=printed_chunk,
        limits=PDF,
        portion=1,
        worthwhile=WORTHWHILE,
    )
    with (
        Ahead(workers or Processes(1), task, [orders[number] for number in places]) as ahead,
        step("menyusun berkas cetak", sum(len(order.batches) for order in orders)) as done,
    ):
        for number, (order, key) in enumerate(zip(orders, keys, strict=True)):
            recalled = kept.recall(key) if kept and number not in places else None
            if recalled:
                made = _Made(chunk=recalled)
            else:
                found = ahead.take(places[number]) if number in places else printed_chunk(order)
                assert isinstance(found, _Made)  # one that was too much was made here
                made = found
                if kept and key and made.chunk and made.is_whole:
                    kept.learn(key, made.chunk)
            done.advance(len(order.batches))
            yield made


def printed_chunk(order: _Order) -> _Made:
    """Some letters as one PDF, with shared streams, wherever it is made."""
    made = _Made()
    starts: list[_Start] = []
    size = (0.0, 0.0)
    with pikepdf.new() as pdf:
        pile = _Pile(pdf)
        for batch in order.batches:
            copies: list[tuple[str, int]] = []
            for sheets, copy, enclosures in _opened(batch, made):
                if order.duplex and len(pile.pages) % 2:
                    pile.lay_blank(size)
                copies.append((sheets.title, len(pile.pages)))
                pile.lay(copy)
                for enclosure in enclosures:
                    pile.lay(enclosure)
                last = frame_of(Page(pile.pages[-1]))
                size = (last.width, last.height)
            if copies:
                starts.append((batch.title, tuple(copies)))
        if not pile.pages:
            return made
        grow_tree(pdf, pile.pages)
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    made.chunk = KeptChunk(starts=tuple(starts), size=size, pdf=target.getvalue())
    return made


def _opened(batch: Batch, made: _Made) -> list[tuple[Sheets, Pdf, list[Pdf]]]:
    """All files of a letter, before any of them is laid; none when one cannot be opened.

    What is signed is left out: an enclosure, or a copy with its whole pile.
    """
    found: list[tuple[Sheets, Pdf, list[Pdf]]] = []
    signed: list[Path] = []
    for sheets in batch.copies:
        opened: list[Pdf] = []
        for path in (sheets.copy, *sheets.enclosures):
            try:
                source = open_unsealed(read_pdf(path), path)
            except FindingsError:
                made.stopped.append(path)
                return []
            if source is not None:
                opened.append(source)
                continue
            signed.append(path)
            if path == sheets.copy:
                break
        if opened:
            found.append((sheets, opened[0], opened[1:]))
    made.left_out += signed
    made.is_archival &= all(
        claims_pdfa(pdf) for _, copy, others in found for pdf in (copy, *others)
    )
    return found


def _bookmarks(pages: Sequence[Object], starts: Iterable[_Start]) -> Iterator[Bookmark]:
    for letter, copies in starts:
        places = [(copy, destination(Page(pages[page]))) for copy, page in copies]
        yield Bookmark(letter, places[0][1], [Bookmark(*place) for place in places])
