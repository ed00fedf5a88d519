"""Chunks of what is printed, as they are kept: one changed letter makes one anew."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docgen.bundle.pdf.kept_pieces import KeptPieces


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


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptChunk:
    """A chunk: the bookmarks of its letters and copies with their pages from 0, the size of its
    last page (points), and the file."""

    starts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    size: tuple[float, float]
    pdf: bytes


@dataclass(frozen=True, slots=True)
class KeptChunks:
    """The chunks among the pieces of one ``cetak.pdf``."""

    pieces: KeptPieces

    def key(self, batches: Sequence[Batch], *about: str) -> str:
        """What a chunk is made of; "" when a file of it cannot be read."""
        sha256 = self.pieces.sha256
        try:
            made_of = [
                [batch.title, [[each.title, *map(sha256, (each.copy, *each.enclosures))]
                               for each in batch.copies]]
                for batch in batches
            ]  # fmt: skip
        except OSError:
            return ""
        return self.pieces.key(["cetak", about, made_of])

    def holds(self, key: str) -> bool:
        """Whether there is such a chunk, damaged or not."""
        return bool(key) and self.pieces.holds(key)

    def recall(self, key: str) -> KeptChunk | None:
        """The chunk of this key; None when it is not kept, or damaged."""
        if found := self.pieces.recall(key):
            with suppress(ValueError, TypeError, KeyError):
                return _in_full(*found)
        return None

    def learn(self, key: str, chunk: KeptChunk) -> None:
        """Keep a chunk."""
        head = {"mulai": chunk.starts, "ukuran": chunk.size}
        self.pieces.learn(key, head, chunk.pdf)


def _in_full(head: Any, pdf: bytes) -> KeptChunk:
    """Raises ValueError, TypeError or KeyError for what is none."""
    width, height = head["ukuran"]
    return KeptChunk(
        starts=tuple(
            (str(title), tuple((str(name), int(page)) for name, page in copies))
            for title, copies in head["mulai"]
        ),
        size=(float(width), float(height)),
        pdf=pdf,
    )
