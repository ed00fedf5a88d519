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
from pikepdf import OutlineItem, Pdf

from docgen.bundle.claim import claims_pdfa, renounce
from docgen.bundle.dedupe import share_streams
from docgen.bundle.fresh import fresh_pdf, show_bookmarks
from docgen.bundle.merge import append, destination, save, untag
from docgen.bundle.signed import holds_signature, read_pdf
from docgen.bundle.stamp import frame_of

# Letters in memory as single files at a time. It changes no byte of what a page shows.
CHUNK = 20


@dataclass(frozen=True, slots=True)
class Sheets:
    """What is laid on one pile: its bookmark, the copy, and the enclosures that follow it."""

    title: str
    copy: Path
    enclosures: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """The piles of one letter, in order, below its bookmark."""

    title: str
    copies: tuple[Sheets, ...]


@dataclass(frozen=True, slots=True)
class Prints:
    """The finished PDF (None when nothing is to be printed) and the signed files left out."""

    pdf: bytes | None
    left_out: tuple[Path, ...]
    pages: int


@dataclass(slots=True)
class _Run:
    duplex: bool
    left_out: list[Path] = field(default_factory=list)
    starts: list[tuple[str, list[tuple[str, int]]]] = field(default_factory=list)
    pages: int = 0
    is_archival: bool = True  # as long as each file says that it is
    size: tuple[float, float] = (0.0, 0.0)  # of the last page: a blank one takes the same tray


def print_copies(batches: Iterable[Batch], *, title: str, duplex: bool = False) -> Prints:
    """All copies, each with its enclosures, in the order given; bookmarks letter -> copy.

    With ``duplex`` a blank page goes before each copy that would start on a back side. A signed
    PDF cannot be merged without breaking its seal and is left out; with it, as the letter itself,
    goes the whole pile. It says PDF/A only when all of them do. The same files always give the same
    bytes.

    Raises:
        FindingsError: A file is no PDF that can be read (``bundle-not-a-pdf``).
    """
    run = _Run(duplex)
    chunks = [_chunk(part, run) for part in _chunks(batches)]
    if not run.pages:
        return Prints(None, tuple(run.left_out), 0)
    with fresh_pdf(title) as pdf:
        open_till_saved = [append(pdf, Path("cetak.pdf"), data) for data in chunks if data]
        untag(pdf)
        share_streams(pdf)
        _outline(pdf, run.starts)
        show_bookmarks(pdf)
        if not run.is_archival:
            renounce(pdf)
        result = save(pdf)
        del open_till_saved
    return Prints(result, tuple(run.left_out), run.pages)


def _chunks(batches: Iterable[Batch]) -> Iterator[Sequence[Batch]]:
    iterator = iter(batches)
    while chunk := tuple(itertools.islice(iterator, CHUNK)):
        yield chunk


def _chunk(batches: Sequence[Batch], run: _Run) -> bytes | None:
    """Some letters as one PDF, with shared streams; None when all are left out."""
    before = run.pages
    with pikepdf.new() as pdf:
        sources = [source for batch in batches for source in _letter(pdf, batch, before, run)]
        run.is_archival &= all(claims_pdfa(source) for source in sources)
        if run.pages == before:
            return None
        share_streams(pdf)
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        del sources
    return target.getvalue()


def _letter(pdf: Pdf, batch: Batch, before: int, run: _Run) -> Iterator[Pdf]:
    starts: list[tuple[str, int]] = []
    for sheets in batch.copies:
        data = read_pdf(sheets.copy)
        if holds_signature(data):
            run.left_out.append(sheets.copy)
            continue
        if run.duplex and run.pages % 2:
            pdf.add_blank_page(page_size=run.size)
            run.pages += 1
        starts.append((sheets.title, run.pages))
        yield append(pdf, sheets.copy, data)
        for path in sheets.enclosures:
            enclosure = read_pdf(path)
            if holds_signature(enclosure):
                run.left_out.append(path)
                continue
            yield append(pdf, path, enclosure)
        run.pages = before + len(pdf.pages)
        last = frame_of(pdf.pages[-1])
        run.size = (last.width, last.height)
    if starts:
        run.starts.append((batch.title, starts))


def _outline(pdf: Pdf, starts: Sequence[tuple[str, Sequence[tuple[str, int]]]]) -> None:
    pages = list(pdf.pages)
    with pdf.open_outline() as outline:
        for letter, copies in starts:
            heading = OutlineItem(letter, destination(pages[copies[0][1]]))
            heading.children += [
                OutlineItem(copy, destination(pages[page])) for copy, page in copies
            ]
            heading.is_closed = True
            outline.root.append(heading)
