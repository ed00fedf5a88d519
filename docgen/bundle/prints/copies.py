"""One PDF that is printed as it is: all copies of a batch of letters, sorted for the table.

The copies of a letter share nearly everything, letters their fonts and logos; so letters are
merged in chunks whose equal streams are shared before the chunks are, which keeps memory low.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, OutlineItem, Page, Pdf

from docgen.bundle.marks.stamp import frame_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.new_pdfa import new_pdfa, show_bookmarks
from docgen.bundle.pdf.pdfa_identification import claims_pdfa, remove_pdfa_identification
from docgen.bundle.pdf.save import destination, save
from docgen.bundle.pdf.signed import open_unsealed, read_pdf
from docgen.bundle.prints.kept_chunks import Batch, KeptChunk, KeptChunks, Sheets
from docgen.errors import FindingsError

# Letters in memory as single files at a time. It changes no byte of what a page shows.
CHUNK = 20


@dataclass(frozen=True, slots=True)
class Prints:
    """The finished PDF (None when nothing is to be printed) and the signed files left out.

    ``stopped`` are the files that cannot be opened, each of which keeps its letter out.
    """

    pdf: bytes | None
    left_out: tuple[Path, ...]
    pages: int
    stopped: tuple[Path, ...] = ()


@dataclass(slots=True, kw_only=True)
class _Run:
    duplex: bool
    left_out: list[Path] = field(default_factory=list)
    stopped: list[Path] = field(default_factory=list)
    starts: list[tuple[str, list[tuple[str, int]]]] = field(default_factory=list)
    pages: int = 0
    is_archival: bool = True  # as long as each file says that it is
    size: tuple[float, float] = (0.0, 0.0)  # of the last page: a blank one takes the same tray


def print_copies(
    batches: Iterable[Batch],
    *,
    title: str,
    duplex: bool = False,
    kept: KeptChunks | None = None,
) -> Prints:
    """All copies, each with its enclosures, in the order given; bookmarks letter -> copy.

    With ``duplex`` a blank page goes before each copy that would start on a back side. A signed
    PDF cannot be merged without breaking its seal and is left out; with it, as the letter itself,
    goes the whole pile. A file that cannot be opened keeps its letter out, and no other. It says
    PDF/A only when all of them do. The same files always give the same bytes. Chunks that are
    ``kept`` are not made again.
    """
    run = _Run(duplex=duplex)
    chunks = [_kept_chunk(part, run, kept) for part in _chunks(batches)]
    if not run.pages:
        return Prints(None, tuple(run.left_out), 0, tuple(run.stopped))
    with new_pdfa(title) as pdf:
        pile = _Pile(pdf)
        for data in chunks:
            if data:
                pile.lay(pikepdf.open(io.BytesIO(data)))
        grow_tree(pdf, pile.pages)
        _outline(pdf, pile.pages, run.starts)
        show_bookmarks(pdf)
        if not run.is_archival:
            remove_pdfa_identification(pdf)
        result = save(pdf)
    return Prints(result, tuple(run.left_out), run.pages, tuple(run.stopped))


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


def _chunks(batches: Iterable[Batch]) -> Iterator[Sequence[Batch]]:
    iterator = iter(batches)
    while chunk := tuple(itertools.islice(iterator, CHUNK)):
        yield chunk


def _kept_chunk(batches: Sequence[Batch], run: _Run, kept: KeptChunks | None) -> bytes | None:
    """The same as :func:`_chunk`. What a chunk does to the run follows from its files, and from
    where on a sheet it begins; only one that holds all its files is kept."""
    key = kept.key(batches, str(run.pages % 2 if run.duplex else 0), str(run.size)) if kept else ""
    found = kept.recall(key) if kept and key else None
    if found is not None:
        run.starts += [
            (title, [(mark, run.pages + page) for mark, page in copies])
            for title, copies in found.starts
        ]
        run.pages += found.pages
        run.size = found.size
        return found.pdf
    first, told = run.pages, len(run.starts)
    lacking = len(run.left_out) + len(run.stopped)
    was_archival, run.is_archival = run.is_archival, True
    pdf = _chunk(batches, run)
    is_whole = lacking == len(run.left_out) + len(run.stopped) and run.is_archival
    if kept and key and pdf is not None and is_whole:
        starts = tuple(
            (title, tuple((mark, page - first) for mark, page in copies))
            for title, copies in run.starts[told:]
        )
        pages = run.pages - first
        kept.learn(key, KeptChunk(starts=starts, pages=pages, size=run.size, pdf=pdf))
    run.is_archival &= was_archival
    return pdf


def _chunk(batches: Sequence[Batch], run: _Run) -> bytes | None:
    """Some letters as one PDF, with shared streams; None when all are left out."""
    with pikepdf.new() as pdf:
        pile, before = _Pile(pdf), run.pages
        for batch in batches:
            _letter(pile, batch, before, run)
        if not pile.pages:
            return None
        grow_tree(pdf, pile.pages)
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return target.getvalue()


def _letter(pile: _Pile, batch: Batch, before: int, run: _Run) -> None:
    starts: list[tuple[str, int]] = []
    opened = _opened(batch, run)
    for sheets, copy, enclosures in opened:
        if run.duplex and run.pages % 2:
            pile.lay_blank(run.size)
            run.pages += 1
        starts.append((sheets.title, run.pages))
        pile.lay(copy)
        for enclosure in enclosures:
            pile.lay(enclosure)
        run.pages = before + len(pile.pages)
        last = frame_of(Page(pile.pages[-1]))
        run.size = (last.width, last.height)
    if starts:
        run.starts.append((batch.title, starts))


def _opened(batch: Batch, run: _Run) -> list[tuple[Sheets, Pdf, list[Pdf]]]:
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
                run.stopped.append(path)
                return []
            if source is not None:
                opened.append(source)
                continue
            signed.append(path)
            if path == sheets.copy:
                break
        if opened:
            found.append((sheets, opened[0], opened[1:]))
    run.left_out += signed
    run.is_archival &= all(claims_pdfa(pdf) for _, copy, others in found for pdf in (copy, *others))
    return found


def _outline(
    pdf: Pdf, pages: Sequence[Object], starts: Sequence[tuple[str, Sequence[tuple[str, int]]]]
) -> None:
    with pdf.open_outline() as outline:
        for letter, copies in starts:
            heading = OutlineItem(letter, destination(Page(pages[copies[0][1]])))
            heading.children += [
                OutlineItem(copy, destination(Page(pages[page]))) for copy, page in copies
            ]
            heading.is_closed = True
            outline.root.append(heading)
