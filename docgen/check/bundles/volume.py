"""A volume of a bundle as it is read: pages, stamps, bookmarks, and the lines of its index."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from pypdf import PdfReader
from pypdfium2 import PdfDocument

from docgen.check.bundles.index import Lines, index_lines
from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.reading import bare, is_archival, is_drawn
from docgen.findings import Finding, Where, error

if TYPE_CHECKING:  # whoever only reads need not load what the check expects
    from docgen.check.expectations import ExpectedBundle
    from docgen.check.files import Files


@dataclass(slots=True, kw_only=True)
class Volume:
    """A file of the bundle as it was read; page numbers count from 0."""

    where: Where
    path: Path
    texts: list[str]
    sizes: tuple[tuple[int, int], ...]
    drawn: tuple[bytes, ...]
    starts: frozenset[tuple[str, int | None]]  # title and page of every bookmark
    front: int  # pages before the first document
    labels: tuple[str, ...]
    says: Mapping[str, str]
    is_archival: bool
    lines: Lines  # of its index
    number: int = 1

    @property
    def name(self) -> str:
        """How links call its file."""
        return PurePosixPath(self.where.file).name

    def stamp(self, title: str, volumes: int, page: int) -> str:
        """What a page must say about itself, without white space."""
        last = self.front if page < self.front else len(self.labels)
        volume = f", jilid {self.number}" if volumes > 1 else ""
        return bare(f"{title}{volume} - halaman {self.labels[page]} dari {self.labels[last - 1]}")

    def is_divider(self, page: int, group: str) -> bool:
        """Whether a page is the one that opens a group."""
        due = bare(group)
        return page < len(self.texts) and is_drawn(self.texts[page][: len(due)], due)


def volume_names(files: Files, expected: ExpectedBundle) -> Iterator[str]:
    """The volumes that are there, without a gap."""
    name, number = expected.pdf, 1
    while files.has(name):
        yield name
        number += 1
        name = f"{expected.volumes}{number}.pdf"


@dataclass(frozen=True, slots=True, kw_only=True)
class Structure:
    """What leads to the pages of a volume; see :class:`Volume`."""

    starts: frozenset[tuple[str, int | None]]
    front: int
    labels: tuple[str, ...]
    is_archival: bool
    lines: Lines


def structure_of(path: Path) -> Structure | None:
    """What leads to the pages of a volume, None when it cannot be opened."""
    try:
        is_whole = is_archival(PdfReader(path))
        with PdfDocument(path) as document:
            labels = tuple(document.get_page_label(number) for number in range(len(document)))
            starts = frozenset(_bookmarks(document))
    except DAMAGE:
        return None
    front = next((n for n, label in enumerate(labels) if label.isdigit()), len(labels))
    return Structure(
        starts=starts,
        front=front,
        labels=labels,
        is_archival=is_whole,
        lines=index_lines(path, front),
    )


def read_volume(files: Files, name: str, number: int) -> Volume | None:
    """A volume, None when it cannot be opened."""
    read = files.pdf(name)
    structure = None if read is None else files.ask(structure_of, name)
    if read is None or not isinstance(structure, Structure):
        return None
    return Volume(
        where=Where(name),
        path=files.path(name),
        texts=list(read.pages),
        sizes=read.sizes,
        drawn=read.drawn,
        starts=structure.starts,
        front=structure.front,
        labels=structure.labels,
        says=read.properties,
        is_archival=structure.is_archival,
        lines=structure.lines,
        number=number,
    )


def check_stamps(volume: Volume, title: str, volumes: int) -> Iterator[Finding]:
    """The stamp of each page; taken off, so that the document's own words remain."""
    for page, text in enumerate(volume.texts):
        stamp = volume.stamp(title, volumes, page)
        length = len(stamp)
        if is_drawn(text[-length:], stamp):
            volume.texts[page] = text[:-length]
        elif is_drawn(text[:length], stamp):
            volume.texts[page] = text[length:]
        else:
            message = f"cap «{title}» tidak ada di halaman {volume.labels[page]}"
            yield error("bundle-stamp-missing", volume.where, message)


def part_starts(path: Path) -> tuple[list[tuple[str, int]], list[str]]:
    """The bookmarks of a volume in order (titles without white space, pages from 0), and the label
    of each page; nothing of one that cannot be read."""
    try:
        with PdfDocument(path) as document:
            labels = [document.get_page_label(number) for number in range(len(document))]
            return [
                (title, page) for title, page in _bookmarks(document) if page is not None
            ], labels
    except DAMAGE:
        return [], []


def _bookmarks(document: PdfDocument) -> Iterator[tuple[str, int | None]]:
    """Title, without white space, and page number (from 0) of every bookmark."""
    for bookmark in document.get_toc():
        target = bookmark.get_dest()
        yield bare(bookmark.get_title()), target.get_index() if target else None
