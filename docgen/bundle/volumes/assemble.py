"""One volume of an archive bundle: its front matter before the pages that were gathered for it.

Links of the index lead to the page where a part begins, or into another file where it stands in
another volume.
"""

from __future__ import annotations

import io
import itertools
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pikepdf
from pikepdf import Array, Dictionary, Name, NumberTree, Object, Pdf

from docgen.bundle.marks.font import MarkFont
from docgen.bundle.marks.free_places import Room
from docgen.bundle.marks.page_stamp import PageStamp, stamp_text, widest
from docgen.bundle.marks.stamp import Frame, top_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.kept_pieces import KeptPieces
from docgen.bundle.pdf.new_pdfa import new_pdfa, number_volume, show_bookmarks
from docgen.bundle.pdf.outline import Bookmark, write_outline
from docgen.bundle.pdf.save import save_to
from docgen.bundle.pdf.signed import open_pdf, read_pdf
from docgen.bundle.pdf.xmp import PLAIN, WITH_FILES, declare
from docgen.bundle.volumes.attachments import list_files
from docgen.bundle.volumes.index_links import FrontLink, lay_links
from docgen.bundle.volumes.kept_fronts import slim_front
from docgen.bundle.volumes.parts import Placed
from docgen.bundle.volumes.segment_writer import Volume
from docgen.bundle.volumes.segments import faces_of
from docgen.model.writing.numerals import roman

COVER_TITLE = "Sampul"
INDEX_TITLE = "Daftar Isi"


def volume_name(number: int, of: int) -> str:
    """``jilid 2``; blank in a bundle of one file."""
    return f"jilid {number}" if of > 1 else ""


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of a volume, as PDFs, and the name of the file that the volume will be.

    ``ahead`` are parts that stand between cover and index, as ``write_segments`` gives them.
    """

    cover: Path
    index: tuple[Path, ...]
    file_name: str = ""
    ahead: tuple[Volume, ...] = ()

    @property
    def placed(self) -> list[Placed]:
        """The parts between cover and index."""
        return [placed for volume in self.ahead for placed in volume.placed]


@dataclass(slots=True)
class _Leaves:
    """The pages of a volume, each with its frame and the room for its stamp."""

    pages: list[Object] = field(default_factory=list)
    frames: list[Frame] = field(default_factory=list)
    rooms: list[Room] = field(default_factory=list)
    links: list[FrontLink] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.pages)


def page_count(path: Path) -> int:
    """How many pages a PDF has. Raises FindingsError (``bundle-not-a-pdf``)."""
    with open_pdf(read_pdf(path), path) as pdf:
        return len(pdf.pages)


def assemble(
    volumes: Sequence[Volume],
    number: int,
    fronts: Sequence[Front],
    target: Path,
    *,
    title: str,
    font: Path,
    kept: KeptPieces | None = None,
) -> int:
    """Write one volume to ``target``; returns its pages. The same arguments give the same bytes.

    Outline in two levels, page labels (i, ii, … for cover and index, 1, 2, … after them), a linked
    index, a stamp on each page, and what was attached to its parts. PDF/A-2b; with attachments,
    PDF/A-3b.

    Args:
        volumes: All volumes, from :func:`~docgen.bundle.volumes.segments.write_segments`.
        number: Which of them, from 1.
        fronts: The front matter of each.
        target: Where to write.
        title: Of the bundle.
        font: As for ``write_segments``.
        kept: Front matter that was taken in before, which is not looked through again.

    Raises:
        FindingsError: The front matter is no PDF (``bundle-not-a-pdf``).
        OutputError: A link names an id that no part has.
    """
    volume, front_matter = volumes[number - 1], fronts[number - 1]
    placed = [*front_matter.placed, *(placed for each in volumes for placed in each.placed)]
    parts = (each.part for each in placed)
    face = faces_of(parts, title, font).regular
    with new_pdfa(title) as pdf:
        leaves = _Leaves()
        opened: list[Pdf] = []  # streams are read when the volume is saved
        shared = SharedObjects(pdf)
        width, files = widest(title, face), []
        _take_front(shared, leaves, (front_matter.cover,), opened, width, kept)
        ahead = leaves.count
        for each in front_matter.ahead:
            files += _take_segments(shared, leaves, each, opened)
        index_start = leaves.count
        _take_front(shared, leaves, front_matter.index, opened, width, kept)
        front = leaves.count
        files += _take_segments(shared, leaves, volume, opened)
        grow_tree(pdf, leaves.pages)
        targets = _targets(pdf, volumes, number, fronts, leaves, front)
        lay_links(pdf, leaves.pages, leaves.links, targets)
        _stamp(pdf, leaves, front, face, title, volume_name(number, len(volumes)))
        _label(pdf, front, leaves.count)
        starts = (ahead, index_start, front)
        write_outline(pdf, _bookmarks(leaves, starts, front_matter, volume))
        if files:
            list_files(pdf, files)
        number_volume(pdf, number, len(volumes))
        show_bookmarks(pdf)
        declare(pdf, WITH_FILES if files else PLAIN)
        save_to(pdf, target)
        return leaves.count


def _take_front(
    shared: SharedObjects,
    leaves: _Leaves,
    paths: Sequence[Path],
    opened: list[Pdf],
    width: float,
    kept: KeptPieces | None,
) -> None:
    """Put the pages of cover or index behind what is there."""
    for path in paths:
        front = slim_front(path, width, kept)
        leaves.links += [replace(link, page=link.page + leaves.count) for link in front.links]
        source = pikepdf.open(io.BytesIO(front.pdf), inherit_page_attributes=False)
        opened.append(source)
        leaves.pages += shared.adopt(source, [page.obj for page in source.pages])
        leaves.frames += front.frames
        leaves.rooms += front.rooms


def _take_segments(
    shared: SharedObjects, leaves: _Leaves, volume: Volume, opened: list[Pdf]
) -> list[Object]:
    """Put the pages of the parts behind; returns the files attached to them."""
    files: list[Object] = []
    for segment in volume.segments:
        source = pikepdf.open(segment.path, inherit_page_attributes=False)
        opened.append(source)
        leaves.pages += shared.adopt(source, [page.obj for page in source.pages], contents=False)
        leaves.frames += segment.frames
        leaves.rooms += segment.rooms
        if "/Files" in source.Root:
            files += list(shared.pdf.copy_foreign(source.make_indirect(source.Root.Files)))
    return files


def _targets(
    pdf: Pdf,
    volumes: Sequence[Volume],
    number: int,
    fronts: Sequence[Front],
    leaves: _Leaves,
    front: int,
) -> Mapping[str, Object]:
    """The action for each part of every volume."""
    found: dict[str, Object] = {}
    for volume, other in zip(volumes, fronts, strict=True):
        if volume.number == number:
            for placed in volume.placed:
                at = front + placed.page - 1
                where = top_of(leaves.pages[at], leaves.frames[at])
                found[placed.part.id] = pdf.make_indirect(Dictionary(S=Name.GoTo, D=where))
            continue
        ahead = sum(page_count(path) for path in (other.cover, *other.index))
        ahead += sum(each.pages for each in other.ahead)
        name = pikepdf.String(other.file_name)
        for placed in volume.placed:
            there = Array([ahead + placed.page - 1, Name.Fit])
            found[placed.part.id] = pdf.make_indirect(Dictionary(S=Name.GoToR, F=name, D=there))
    return found


def _stamp(pdf: Pdf, leaves: _Leaves, front: int, face: MarkFont, title: str, volume: str) -> None:
    """The stamp on each page, numbered as its label is."""
    stamp = PageStamp(pdf, face, title)
    ends = roman(front), str(leaves.count - front)
    places = zip(leaves.pages, leaves.frames, leaves.rooms, strict=True)
    for at, (page, frame, room) in enumerate(places):
        label, end = (roman(at + 1), ends[0]) if at < front else (str(at - front + 1), ends[1])
        stamp.put(page, stamp_text(title, volume, label, end), frame, room)


def _label(pdf: Pdf, front: int, count: int) -> None:
    """Lower-case roman numbers for cover and index, 1, 2, … for the parts."""
    labels = NumberTree.new(pdf)
    labels[0] = Dictionary(S=Name.r, St=1)
    if front < count:
        labels[front] = Dictionary(S=Name.D, St=1)
    pdf.Root.PageLabels = labels.obj


def _bookmarks(
    leaves: _Leaves, starts: tuple[int, int, int], matter: Front, volume: Volume
) -> list[Bookmark]:
    """Sampul, what stands ahead of the index, Daftar Isi, then each run of parts of one group below
    the group's name. ``starts`` are the pages (from 0) where those after the cover begin."""
    ahead, index_start, front = starts

    def mark(title: str, at: int, below: Sequence[Bookmark] = ()) -> Bookmark:
        return Bookmark(title, top_of(leaves.pages[at], leaves.frames[at]), below)

    found = [mark(COVER_TITLE, 0)]
    found += [mark(each.part.title, ahead + each.page - 1) for each in matter.placed]
    found.append(mark(INDEX_TITLE, index_start))
    for group, run in itertools.groupby(volume.placed, key=lambda placed: placed.part.group):
        members = list(run)
        entries = [mark(each.part.title, front + each.page - 1) for each in members]
        if group:
            page = volume.dividers.get(group, members[0].page)
            found.append(mark(group, front + page - 1, entries))
        else:
            found += entries
    return found
