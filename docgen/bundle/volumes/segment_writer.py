"""What gathers the parts of a bundle: the volume and the segment that are being filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pikepdf
from pikepdf import Array, Object, Page, Pdf

from docgen.bundle.marks.free_places import Room, free_places
from docgen.bundle.marks.page_stamp import HEIGHT, widest
from docgen.bundle.marks.stamp import Frame, frame_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.dedupe import share_streams
from docgen.bundle.volumes.admit import Admitted
from docgen.bundle.volumes.attachments import file_spec
from docgen.bundle.volumes.kept_beside import kept_beside
from docgen.bundle.volumes.notice import Faces, Notices
from docgen.bundle.volumes.parts import NO_LIMITS, Attachment, Beside, Limits, Part, Placed
from docgen.findings import Finding

# What a volume holds besides streams, bytes: front matter; a part's bookmark and line of the
# index; a page's dictionary and stamp.
FRONT_SIZE, PART_SIZE, PAGE_SIZE = 150_000, 500, 600


@dataclass(frozen=True, slots=True)
class Segment:
    """Some pages as a file, with the frame of each and the room for its stamp."""

    path: Path
    frames: tuple[Frame, ...]
    rooms: tuple[Room, ...]


@dataclass(frozen=True, slots=True)
class Laid:
    """How a part was laid down: whether a divider ``opens`` its group before it; how many pages it
    has there, why it is beside the bundle, what was found (as in :class:`Placed`)."""

    opens: bool
    pages: int
    beside: Beside | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """A segment as a file, and how each of its parts is laid down in it."""

    laid: tuple[Laid, ...]
    frames: tuple[Frame, ...]
    rooms: tuple[Room, ...]
    pdf: bytes

    @property
    def is_whole(self) -> bool:
        """Whether each of its pages has a frame and a room."""
        pages = sum(each.opens + each.pages for each in self.laid)
        return pages == len(self.frames) == len(self.rooms)


@dataclass(slots=True, kw_only=True)
class Volume:
    """One file of a bundle: its number (from 1), what stands where in it, and its pages."""

    number: int
    placed: list[Placed] = field(default_factory=list)
    dividers: dict[str, int] = field(default_factory=dict)  # group -> page of its divider
    segments: list[Segment] = field(default_factory=list)
    pages: int = 0
    size: int = FRONT_SIZE


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
        if self.volume.placed and self._is_full(pages + self._opens(unit[0].part), size):
            self._close_volume()
        for each in unit:
            self._lay(each)
        self.volume.size += PART_SIZE * len(unit) + PAGE_SIZE * pages

    def take_known(self, parts: Sequence[Part], known: Known) -> bool:
        """Lay down a segment that was written before, as its own ``parts`` stand in it; False when
        it would have to be parted. Nothing may wait to be written."""
        volume = self.volume
        if self._limits.pages and volume.pages + len(known.frames) > self._limits.pages:
            return False
        for part, each in zip(parts, known.laid, strict=True):
            if each.opens:
                volume.dividers[part.group] = volume.pages + 1
                volume.pages += 1
            self._place(part, each)
            volume.pages += each.pages
            self._attached.update(attachment.name for attachment in part.attachments)
        path = self._next_path()
        path.write_bytes(known.pdf)
        volume.segments.append(Segment(path, known.frames, known.rooms))
        return True

    def state(self, parts: Sequence[Part]) -> list[object]:
        """What of that which was laid down before decides how these parts are laid (plain values):
        the group that is open, what dividers tell, what need not be attached again."""
        placed = self.volume.placed
        groups = sorted({part.group for part in parts})
        names = {each.name for part in parts for each in part.attachments}
        return [
            placed[-1].part.group if placed else None,
            [self._about(group) for group in groups] if self._dividers else [],
            sorted(names & self._attached),
        ]

    def finish(self) -> tuple[Volume, ...]:
        """The last of the pages written."""
        self.flush()
        self._pdf.close()
        return tuple(self._volumes)

    @property
    def volume(self) -> Volume:
        """The one that is being filled."""
        return self._volumes[-1]

    def _opens(self, part: Part) -> int:
        """How many dividers go before the part."""
        placed = self.volume.placed
        new = not placed or placed[-1].part.group != part.group
        return int(self._dividers and bool(part.group) and new)

    def _is_full(self, pages: int, size: int) -> bool:
        if self._limits.pages and self.volume.pages + pages > self._limits.pages:
            return True
        return bool(self._limits.size) and self.volume.size + size > self._limits.size

    def _lay(self, each: Admitted) -> None:
        part = each.part
        if self._opens(part):
            self.volume.dividers[part.group] = self.volume.pages + 1
            self._put([self._notices.divider(part.group, self._about(part.group))])
        self._place(part, each)
        if each.beside is not None:
            words = kept_beside(part, each.beside)
            self._put([self._notices.notice(*words, link=part.kept_as)])
        if each.pdf is not None:
            self._sources.append(each.pdf)
            self._copies += [each.copy] if each.copy else []
            pages = [page.obj for page in each.pdf.pages]
            before = self._shared.size
            self._put(self._shared.adopt(each.pdf, pages), each.rooms)
            self.volume.size += self._shared.size - before
        self._bytes += each.size
        for attachment in part.attachments:
            self._attach(attachment)

    def _place(self, part: Part, each: Admitted | Laid) -> None:
        """Note that a part begins on the next page."""
        self.volume.placed.append(
            Placed(
                part=part,
                volume=self.volume.number,
                page=self.volume.pages + 1,
                pages=each.pages,
                beside=each.beside,
                findings=each.findings,
            )
        )

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
        self.volume.pages += len(pages)

    def _attach(self, attachment: Attachment) -> None:
        """Once in all volumes: a workbook is the source of many letters."""
        if attachment.name not in self._attached:
            self._attached.add(attachment.name)
            self._files.append(file_spec(self._pdf, attachment))
            size = attachment.path.stat().st_size
            self._bytes += size
            self.volume.size += size

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
        self.flush()
        self._seen.update(each.part.group for each in self.volume.placed)
        self._volumes.append(Volume(number=len(self._volumes) + 1))
        self._weighed.clear()

    def flush(self) -> None:
        """Write the segment, and see where its pages have room."""
        if not self._pages:
            return
        grow_tree(self._pdf, self._pages)
        frames = tuple(self._frame(page) for page in self._pages)
        if self._files:
            self._pdf.Root.Files = Array(self._files)
        share_streams(self._pdf)
        path = self._next_path()
        self._pdf.save(path, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        for source in (*self._sources, self._pdf):
            source.close()
        for copy in self._copies:
            copy.unlink()
        rooms = free_places(path, frames, self.width, HEIGHT, self._rooms)
        self.volume.segments.append(Segment(path, frames, tuple(rooms)))
        self._open()

    def _next_path(self) -> Path:
        count = sum(len(volume.segments) for volume in self._volumes)
        return self._folder / f"{count:05}.pdf"

    def _frame(self, page: Object) -> Frame:
        """The frame of a page; pages of one size share it."""
        boxes = (page.get(key) for key in ("/MediaBox", "/CropBox", "/Rotate"))
        key = repr([box.unparse() if isinstance(box, Object) else box for box in boxes]).encode()
        if key not in self._frames:
            self._frames[key] = frame_of(Page(page))
        return self._frames[key]
