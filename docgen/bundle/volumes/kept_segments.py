"""Segments of a bundle as they are kept: of one changed letter a segment is written anew."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from docgen.bundle.marks.free_places import Room
from docgen.bundle.marks.stamp import Frame
from docgen.bundle.pdf.kept_pieces import KeptPieces
from docgen.bundle.volumes.admit import House
from docgen.bundle.volumes.notice import Faces
from docgen.bundle.volumes.parts import Beside, Part, Reason
from docgen.bundle.volumes.segment_writer import Known, Laid, SegmentWriter
from docgen.findings import Finding


@dataclass(frozen=True, slots=True)
class KeptSegments:
    """The segments among the pieces of a bundle; ``about`` is what all of them are made with."""

    pieces: KeptPieces
    about: tuple[object, ...]

    @classmethod
    def of(
        cls, pieces: KeptPieces, title: str, faces: Faces, house: House, *, dividers: bool
    ) -> KeptSegments:
        """Those of a bundle with this title, these faces and these rules of the door."""
        fonts = [hashlib.sha256(face.program).hexdigest() for face in (faces.regular, faces.bold)]
        second = house.second.name if house.second else ""
        return cls(pieces, ("jilid", title, fonts, second, house.pictures, dividers))

    def key(self, parts: Sequence[Part], writer: SegmentWriter) -> str:
        """What a segment of these parts is made of; "" when a file of it cannot be read."""
        try:
            made_of = [self._of_part(part) for part in parts]
        except OSError:
            return ""
        return self.pieces.key([self.about, writer.state(parts), made_of])

    def _of_part(self, part: Part) -> list[object]:
        sha256 = self.pieces.sha256
        return [
            part.id, part.title, part.group, part.number, part.date, part.kept_as, part.follows,
            str(part.origin), part.signatures, sha256(part.path),
            # What is found in it names its place.
            str(part.path) if part.origin.is_outside else "",
            [[each.name, each.is_data, sha256(each.path)] for each in part.attachments],
        ]  # fmt: skip

    def recall(self, key: str, parts: Sequence[Part]) -> Known | None:
        """The segment of this key; None when it is not kept, or damaged."""
        found = self.pieces.recall(key) if key else None
        if found is not None:
            with suppress(ValueError, TypeError, KeyError):
                known = _in_full(*found)
                if len(known.laid) == len(parts) and known.is_whole:
                    return known
        return None

    def learn(self, key: str, known: Known) -> None:
        """Keep a segment."""
        head = {
            "bagian": [
                [
                    each.opens,
                    each.pages,
                    each.beside
                    and [str(each.beside.reason), each.beside.sha256, each.beside.pages],
                    [finding.as_json() for finding in each.findings],
                ]
                for each in known.laid
            ],
            "bingkai": frames_told(known.frames),
            "tempat": rooms_told(known.rooms),
        }
        self.pieces.learn(key, head, known.pdf)


def _plain(beside: Beside | None) -> list[object] | None:
    return [str(beside.reason), beside.sha256, beside.pages] if beside else None


def _in_full(head: Any, pdf: bytes) -> Known:
    """Raises ValueError, TypeError or KeyError for what is none."""
    return Known(
        laid=tuple(
            Laid(
                bool(opens),
                int(pages),
                Beside(Reason(beside[0]), str(beside[1]), int(beside[2])) if beside else None,
                tuple(map(Finding.of_json, findings)),
            )
            for opens, pages, beside, findings in head["bagian"]
        ),
        frames=frames_in(head["bingkai"]),
        rooms=rooms_in(head["tempat"]),
        pdf=pdf,
    )


def frames_told(frames: Iterable[Frame]) -> list[list[object]]:
    """Frames as plain values."""
    return [[each.width, each.height, each.matrix] for each in frames]


def frames_in(said: Any) -> tuple[Frame, ...]:
    """Those that were told so. Raises ValueError or TypeError for what is none."""
    return tuple(Frame(width, height, tuple(matrix)) for width, height, matrix in said)


def rooms_told(rooms: Iterable[Room]) -> list[list[object]]:
    """Rooms as plain values."""
    return [[each.place, each.free] for each in rooms]


def rooms_in(said: Any) -> tuple[Room, ...]:
    """Those that were told so. Raises ValueError or TypeError for what is none."""
    return tuple(Room(int(place), bool(free)) for place, free in said)
