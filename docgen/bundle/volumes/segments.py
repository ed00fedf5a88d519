"""The pages of a bundle, gathered into segments on disk and parted into volumes.

Only one segment is in memory at a time, and of its sources what is copied: ten thousand documents
need no more than two hundred. Where each part came to stand is known afterwards, so the front
matter, which says so, is made last.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from docgen.bundle.marks.font import load_font, rare_letters, regular_of
from docgen.bundle.pdf.kept_pieces import KeptPieces, cut_at_names
from docgen.bundle.volumes.admit import PLAIN_HOUSE, Admitted, Door, House
from docgen.bundle.volumes.kept_segments import KeptSegments
from docgen.bundle.volumes.notice import Faces
from docgen.bundle.volumes.parts import NO_LIMITS, Limits, Part
from docgen.bundle.volumes.segment_writer import Known, Laid, SegmentWriter, Volume
from docgen.errors import FindingsError
from docgen.findings import Finding
from docgen.progress import step

# A segment has about so many documents; it is full at so many parts, each of which is an open file,
# or bytes of sources.
USUAL = 50
PARTS = 200
BYTES = 48_000_000


def write_segments(
    parts: Sequence[Part],
    folder: Path,
    font: Path,
    *,
    title: str,
    dividers: bool = False,
    limits: Limits = NO_LIMITS,
    house: House = PLAIN_HOUSE,
    kept: KeptPieces | None = None,
) -> tuple[Volume, ...]:
    """Write the pages of all parts into ``folder``, in order; where each stands.

    An electronically signed part is never merged: a page stands for it that says where it is kept.
    With ``dividers`` a page opens each group. ``font`` is from
    :func:`~docgen.bundle.marks.font.find_font`; ``house`` has the rules of the door. Segments that
    are ``kept`` are not made again, nor are their parts looked at.

    Raises:
        FindingsError: Files are no PDFs that can be read (``bundle-not-a-pdf``); all of them.
    """
    faces = faces_of(parts, title, font)
    writer = SegmentWriter(folder, faces, title, limits, _counts(parts), dividers)
    memory = None
    if kept and not limits.size:  # else each stream must be weighed
        memory = KeptSegments.of(kept, title, faces, house, dividers=dividers)
    door = Door(folder, writer.width, house)
    refused: list[Finding] = []
    with step("menyatukan berkas arsip", len(parts)) as done:
        for units in _runs(parts):
            members = list(itertools.chain.from_iterable(units))
            key = memory.key(members, writer) if memory else ""
            known = memory.recall(key, members) if memory else None
            if known is None or not writer.take_known(members, known):
                before = _Before(writer)
                door.announce(members)
                for unit in units:
                    refused += _take(unit, writer, door, is_kept=not refused)
                if not refused:
                    writer.flush()
                    if memory and key and (new := before.segment_since(writer)):
                        memory.learn(key, new)
            done.advance(len(members))
    if refused:
        raise FindingsError(refused)
    return writer.finish()


def _take(
    unit: Sequence[Part], writer: SegmentWriter, door: Door, *, is_kept: bool
) -> list[Finding]:
    """Let a unit in, and lay it down unless anything was refused; what is said of files that are
    no PDFs."""
    refused: list[Finding] = []
    admitted: list[Admitted] = []
    for part in unit:
        try:
            admitted.append(door.admit(part))
        except FindingsError as problem:
            refused += problem.findings
    if is_kept and not refused:
        writer.take(admitted)
    return refused


class _Before:
    """How far a volume was filled, to tell what one segment added to it."""

    def __init__(self, writer: SegmentWriter) -> None:
        self._number = writer.volume.number
        self._placed = len(writer.volume.placed)
        self._segments = len(writer.volume.segments)
        self._page = writer.volume.pages + 1

    def segment_since(self, writer: SegmentWriter) -> Known | None:
        """None when it is not one segment of this volume."""
        volume = writer.volume
        segments = volume.segments[self._segments :]
        if volume.number != self._number or len(segments) != 1:
            return None
        laid, page = [], self._page
        for each in volume.placed[self._placed :]:
            laid.append(Laid(each.page > page, each.pages, each.beside, each.findings))
            page = each.page + each.pages
        (segment,) = segments
        return Known(
            laid=tuple(laid),
            frames=segment.frames,
            rooms=segment.rooms,
            pdf=segment.path.read_bytes(),
        )


def _runs(parts: Sequence[Part]) -> Iterator[list[list[Part]]]:
    """The units that stand in one segment each."""
    attached: set[str] = set()  # once in all: a workbook is the source of many letters
    for run in cut_at_names(_units(parts), lambda unit: unit[0].id, usual=USUAL, most=PARTS):
        units: list[list[Part]] = []
        count = size = 0
        for unit in run:
            if count >= PARTS or size >= BYTES:
                yield units
                units, count, size = [], 0, 0
            units.append(unit)
            count += len(unit)
            size += sum(_size(part, attached) for part in unit)
        yield units


def _size(part: Part, attached: set[str]) -> int:
    """Of all its files but those ``attached`` already, bytes; one that is not there is told of at
    the door."""
    new = [each for each in part.attachments if each.name not in attached]
    attached.update(each.name for each in new)
    paths = (part.path, *(each.path for each in new))
    return sum(path.stat().st_size for path in paths if path.is_file())


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
