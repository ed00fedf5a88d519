"""The pages of a bundle, gathered into segments on disk and parted into volumes.

Only one segment is in memory at a time, and of its sources what is copied: ten thousand documents
need no more than two hundred. Where each part came to stand is known afterwards, so the front
matter, which says so, is made last.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Object, Page, Pdf

from docgen.bundle.marks.font import load_font, rare_letters, regular_of
from docgen.bundle.marks.free_places import Room, free_places
from docgen.bundle.marks.page_stamp import HEIGHT, widest
from docgen.bundle.marks.stamp import Frame, frame_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.dedupe import share_streams
from docgen.bundle.volumes.admit import PLAIN_HOUSE, Admitted, House, admit
from docgen.bundle.volumes.attachments import file_spec
from docgen.bundle.volumes.kept_beside import kept_beside
from docgen.bundle.volumes.notice import Faces, Notices
from docgen.bundle.volumes.parts import NO_LIMITS, Attachment, Limits, Part, Placed
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.progress import followed

# A segment is full at so many parts, each of which is an open file, or bytes of sources.
PARTS = 200
BYTES = 48_000_000
# What a volume holds besides streams, bytes: front matter; a part's bookmark and line of the
# index; a page's dictionary and stamp.
FRONT_SIZE, PART_SIZE, PAGE_SIZE = 150_000, 500, 600


@dataclass(frozen=True, slots=True)
class Segment:
    """Some pages as a file, with the frame of each and the room for its stamp."""

    path: Path
    frames: tuple[Frame, ...]
    rooms: tuple[Room, ...]


@dataclass(slots=True, kw_only=True)
class Volume:
    """One file of a bundle: its number (from 1), what stands where in it, and its pages."""

    number: int
    placed: list[Placed] = field(default_factory=list)
    dividers: dict[str, int] = field(default_factory=dict)  # group -> page of its divider
    segments: list[Segment] = field(default_factory=list)
    pages: int = 0
    size: int = FRONT_SIZE


def write_segments(
    parts: Sequence[Part],
    folder: Path,
    font: Path,
    *,
    title: str,
    dividers: bool = False,
    limits: Limits = NO_LIMITS,
    house: House = PLAIN_HOUSE,
) -> tuple[Volume, ...]:
    """Write the pages of all parts into ``folder``, in order; where each stands.

    An electronically signed part is never merged: a page stands for it that says where it is kept.
    With ``dividers`` a page opens each group. ``font`` is from
    :func:`~docgen.bundle.marks.font.find_font`; ``house`` has the rules of the door.

    Raises:
        FindingsError: Files are no PDFs that can be read (``bundle-not-a-pdf``); all of them.
    """
    writer = SegmentWriter(
        folder, faces_of(parts, title, font), title, limits, _counts(parts), dividers
    )
    copies = (folder / f"bersih-{number}.pdf" for number in itertools.count())
    refused: list[Finding] = []
    for unit in followed("menyatukan berkas arsip", list(_units(parts))):
        admitted: list[Admitted] = []
        for part in unit:
            try:
                admitted.append(admit(part, next(copies), writer.width, house))
            except FindingsError as problem:
                refused += problem.findings
        if not refused:
            writer.take(admitted)
    if refused:
        raise FindingsError(refused)
    return writer.finish()


def faces_of(parts: Iterable[Part], title: str, font: Path) -> Faces:
    """The faces of all that a bundle draws, the same in each of its segments."""
    texts = {text for p in parts for text in (p.title, p.group, p.number, p.date, p.kept_as)}
    rare = rare_letters("".join(sorted(texts)) + title)
    return Faces(load_font(regular_of(font), rare), load_font(font, rare))


def _units(parts: Sequence[Part]) -> Iterator[list[Part]]:
    """Parts with what follows them."""
    numbers = itertools.accumulate(0 if part.follows else 1 for part in parts)
    pairs = zip(numbers, parts, strict=True)
    for _number, unit in itertools.groupby(pairs, key=lambda pair: pair[0]):
        yield [part for _number, part in unit]


def _counts(parts: Iterable[Part]) -> Mapping[str, int]:
    """How many documents each group has, enclosures among them, as cover and lists count them."""
    return Counter(part.group for part in parts)


class SegmentWriter:
    """The volume and the segment that are being filled."""

    def __init__(
        self, folder: Path, faces: Faces, title: str, limits: Limits, counts: Mapping[str, int],
        dividers: bool,
    ) -> None:  # fmt: skip
        self._folder, self._faces, self._limits = folder, faces, limits
        self._counts, self._dividers = counts, dividers
        self.width = widest(title, faces.regular)  # of the widest stamp, points
        self._frames: dict[bytes, Frame] = {}
        self._seen: set[str] = set()  # groups that an earlier volume has
        self._attached: set[str] = set()
        self._volumes = [Volume(number=1)]
        self._weighed: set[bytes] = set()  # streams of the volume
        self._open()

    def take(self, unit: Sequence[Admitted]) -> None:
        """Lay down a part and what follows it, in a new volume if this one would be too large."""
        pages = sum(each.pages for each in unit)
        size = sum(each.size + self._attached_size(each.part) + PART_SIZE for each in unit)
        if self._volume.placed and self._is_full(pages + self._opens(unit[0].part), size):
            self._close_volume()
        for each in unit:
            self._lay(each)
        self._volume.size += PART_SIZE * len(unit) + PAGE_SIZE * pages
        if len(self._sources) >= PARTS or self._bytes >= BYTES:
            self._flush()

    def finish(self) -> tuple[Volume, ...]:
        """The last of the pages written."""
        self._flush()
        self._pdf.close()
        return tuple(self._volumes)

    @property
    def _volume(self) -> Volume:
        return self._volumes[-1]

    def _opens(self, part: Part) -> int:
        """How many dividers go before the part."""
        placed = self._volume.placed
        new = not placed or placed[-1].part.group != part.group
        return int(self._dividers and bool(part.group) and new)

    def _is_full(self, pages: int, size: int) -> bool:
        if self._limits.pages and self._volume.pages + pages > self._limits.pages:
            return True
        return bool(self._limits.size) and self._volume.size + size > self._limits.size

    def _lay(self, each: Admitted) -> None:
        part = each.part
        if self._opens(part):
            self._volume.dividers[part.group] = self._volume.pages + 1
            self._put([self._notices.divider(part.group, self._about(part.group))])
        self._volume.placed.append(
            Placed(
                part=part,
                volume=self._volume.number,
                page=self._volume.pages + 1,
                pages=each.pages,
                beside=each.beside,
                findings=each.findings,
            )
        )
        if each.beside is not None:
            words = kept_beside(part, each.beside)
            self._put([self._notices.notice(*words, link=part.kept_as)])
        if each.pdf is not None:
            self._sources.append(each.pdf)
            self._copies += [each.copy] if each.copy else []
            pages = [page.obj for page in each.pdf.pages]
            before = self._shared.size
            self._put(self._shared.adopt(each.pdf, pages), each.rooms)
            self._volume.size += self._shared.size - before
        self._bytes += each.size
        for attachment in part.attachments:
            self._attach(attachment)

    def _about(self, group: str) -> list[str]:
        count = self._counts[group]
        lines = [f"{count} dokumen"]
        if self._limits != NO_LIMITS:  # the cover of a volume counts what is in it
            lines = [f"{count} dokumen di semua jilid"]
        if group in self._seen:
            lines.append("lanjutan dari jilid sebelumnya")
        return lines

    def _put(self, pages: Sequence[Object], rooms: Sequence[Room] = ()) -> None:
        self._pages += pages
        self._rooms += rooms or [None] * len(pages)
        self._volume.pages += len(pages)

    def _attach(self, attachment: Attachment) -> None:
        """Once in all volumes: a workbook is the source of many letters."""
        if attachment.name not in self._attached:
            self._attached.add(attachment.name)
            self._files.append(file_spec(self._pdf, attachment))
            size = attachment.path.stat().st_size
            self._bytes += size
            self._volume.size += size

    def _attached_size(self, part: Part) -> int:
        new = (each for each in part.attachments if each.name not in self._attached)
        return sum(each.path.stat().st_size for each in new)

    def _open(self) -> None:
        self._pdf = Pdf.new()
        self._shared = SharedObjects(self._pdf, self._weighed)
        self._notices = Notices(self._pdf, self._faces)
        self._pages: list[Object] = []
        self._rooms: list[Room | None] = []
        self._files: list[Object] = []
        self._sources: list[Pdf] = []
        self._copies: list[Path] = []
        self._bytes = 0

    def _close_volume(self) -> None:
        self._flush()
        self._seen.update(each.part.group for each in self._volume.placed)
        self._volumes.append(Volume(number=len(self._volumes) + 1))
        self._weighed.clear()

    def _flush(self) -> None:
        """Write the segment, and see where its pages have room."""
        if not self._pages:
            return
        grow_tree(self._pdf, self._pages)
        frames = tuple(self._frame(page) for page in self._pages)
        if self._files:
            self._pdf.Root.Files = Array(self._files)
        share_streams(self._pdf)
        count = sum(len(volume.segments) for volume in self._volumes)
        path = self._folder / f"{count:05}.pdf"
        self._pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        for source in (*self._sources, self._pdf):
            source.close()
        for copy in self._copies:
            copy.unlink()
        rooms = free_places(path, frames, self.width, HEIGHT, self._rooms)
        self._volume.segments.append(Segment(path, frames, tuple(rooms)))
        self._open()

    def _frame(self, page: Object) -> Frame:
        """The frame of a page; pages of one size share it."""
        boxes = (page.get(key) for key in ("/MediaBox", "/CropBox", "/Rotate"))
        key = repr([box.unparse() if isinstance(box, Object) else box for box in boxes]).encode()
        if key not in self._frames:
            self._frames[key] = frame_of(Page(page))
        return self._frames[key]
