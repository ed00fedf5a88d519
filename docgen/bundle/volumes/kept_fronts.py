"""Cover and index as a volume takes them in, kept by their content: one changed letter leaves them
as they are, more often than not."""

from __future__ import annotations

import io
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Pdf

from docgen.bundle.marks.free_places import Room, free_places
from docgen.bundle.marks.page_stamp import HEIGHT
from docgen.bundle.marks.stamp import Frame, frame_of
from docgen.bundle.pdf.adopt import SharedObjects, grow_tree
from docgen.bundle.pdf.kept_pieces import KeptPieces
from docgen.bundle.pdf.signed import read_pdf
from docgen.bundle.volumes.index_links import FrontLink, take_links
from docgen.bundle.volumes.kept_segments import frames_in, frames_told, rooms_in, rooms_told
from docgen.temporary import working_folder


@dataclass(frozen=True, slots=True, kw_only=True)
class SlimFront:
    """The pages of a file alone, with the frame of each, the room for its stamp and the links that
    were taken off them (pages from 0)."""

    frames: tuple[Frame, ...]
    rooms: tuple[Room, ...]
    links: tuple[FrontLink, ...]
    pdf: bytes


def slim_front(path: Path, width: float, kept: KeptPieces | None) -> SlimFront:
    """A PDF of the front matter for stamps of at most this ``width`` (points), from what is
    ``kept`` if it is there.

    Raises FindingsError (``bundle-not-a-pdf``).
    """
    read_pdf(path)
    if kept is None:
        return _slim(path, width)
    key = kept.key(["depan", kept.sha256(path), width])
    found = kept.recall(key)
    if found is not None:
        with suppress(ValueError, TypeError, KeyError):
            return _in_full(*found)
    front = _slim(path, width)
    head = {
        "bingkai": frames_told(front.frames),
        "tempat": rooms_told(front.rooms),
        "tautan": [[each.page, each.box, each.words, each.id] for each in front.links],
    }
    kept.learn(key, head, front.pdf)
    return front


def _slim(path: Path, width: float) -> SlimFront:
    """The tags of a long index would take half a gigabyte of memory."""
    # LibreOffice's pages inherit nothing; looking for it takes time in a long file.
    with pikepdf.open(path, inherit_page_attributes=False) as source, Pdf.new() as pdf:
        frames = tuple(frame_of(page) for page in source.pages)
        links = tuple(take_links((page.obj for page in source.pages), 0))
        grow_tree(pdf, SharedObjects(pdf).adopt(source, [page.obj for page in source.pages]))
        target = io.BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return SlimFront(
        frames=frames,
        rooms=tuple(_rooms(target.getvalue(), frames, width)),
        links=links,
        pdf=target.getvalue(),
    )


def _rooms(data: bytes, frames: Sequence[Frame], width: float) -> Sequence[Room]:
    with working_folder() as folder:
        path = folder / "depan.pdf"
        path.write_bytes(data)
        return free_places(path, frames, width, HEIGHT)


def _in_full(head: Any, pdf: bytes) -> SlimFront:
    """Raises ValueError, TypeError or KeyError for what is none."""
    front = SlimFront(
        frames=frames_in(head["bingkai"]),
        rooms=rooms_in(head["tempat"]),
        links=tuple(
            FrontLink(int(page), tuple(map(float, box)), str(words), str(name))
            for page, box, words, name in head["tautan"]
        ),
        pdf=pdf,
    )
    if len(front.frames) != len(front.rooms):
        raise ValueError(head)
    return front
