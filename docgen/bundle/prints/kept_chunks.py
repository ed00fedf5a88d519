"""Chunks of what is printed, kept by what they are made of: one changed letter makes one anew.

Each file begins with the hash of its key and of the rest: one that was cut short, changed or put in
another's place is not used. What nobody asked for in a run goes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from docgen import __version__
from docgen.outside.damaged import proof_of
from docgen.outside.files import json_of, read_bytes

SUFFIX = ".cetak-simpanan"
# Raised when the same files make another chunk.
_EDITION = "1"


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
    """A chunk: the bookmarks of its letters and copies with their pages from 0, how many pages it
    has, the size of the last one (points), and the file."""

    starts: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    pages: int
    size: tuple[float, float]
    pdf: bytes


@dataclass(slots=True)
class KeptChunks:
    """The chunks in a folder. ``sha256`` tells the content of a file, and raises OSError; unless it
    ``reads`` them, all are made anew."""

    folder: Path
    sha256: Callable[[Path], str]
    reads: bool = True
    _used: set[str] = field(default_factory=set)

    def key(self, batches: Sequence[Batch], *about: str) -> str:
        """What a chunk is made of; "" when a file of it cannot be read."""
        try:
            made_of = [
                [batch.title, [[each.title, *map(self.sha256, (each.copy, *each.enclosures))]
                               for each in batch.copies]]
                for batch in batches
            ]  # fmt: skip
        except OSError:
            return ""
        return hashlib.sha256(json.dumps([_program(), about, made_of]).encode()).hexdigest()

    def recall(self, key: str) -> KeptChunk | None:
        """The chunk of this key; None when it is not kept, or damaged."""
        self._used.add(key)
        if not self.reads:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError):
            proof, _, body = read_bytes(self._path(key)).partition(b"\n")
            if proof == proof_of(key, body).encode():
                head, _, pdf = body.partition(b"\n")
                return _in_full(json_of(head.decode()), pdf)
        return None

    def learn(self, key: str, chunk: KeptChunk) -> None:
        """Keep a chunk; where that cannot be, it is made again the next time."""
        head = json.dumps({"mulai": chunk.starts, "halaman": chunk.pages, "ukuran": chunk.size})
        body = head.encode() + b"\n" + chunk.pdf
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self._path(key).with_suffix(".tmp")
            temporary.write_bytes(proof_of(key, body).encode() + b"\n" + body)
            temporary.replace(self._path(key))

    def prune(self) -> None:
        """Drop what nobody asked for."""
        for path in self.folder.glob(f"*{SUFFIX}"):
            if path.name.removesuffix(SUFFIX) not in self._used:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"


@cache
def _program() -> tuple[str, ...]:
    return _EDITION, __version__, version("pikepdf")


def _in_full(head: Any, pdf: bytes) -> KeptChunk:
    """Raises ValueError, TypeError or KeyError for what is none."""
    width, height = head["ukuran"]
    return KeptChunk(
        starts=tuple(
            (str(title), tuple((str(name), int(page)) for name, page in copies))
            for title, copies in head["mulai"]
        ),
        pages=int(head["halaman"]),
        size=(float(width), float(height)),
        pdf=pdf,
    )
