"""Pieces of a large PDF, kept by what they are made of: one that changed is made anew, no other.

Each file begins with the hash of its key and of the rest: one that was cut short, changed or put in
another's place is not used. What nobody asked for in a run goes.
"""

from __future__ import annotations

import hashlib
import json
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, TypeVar

from docgen import __version__
from docgen.outside.damaged import proved, with_proof
from docgen.outside.files import json_of, read_bytes

SUFFIX = ".pdf-potongan"
# Raised when the same files make another piece.
_EDITION = "2"

T = TypeVar("T")


def cut_at_names(
    items: Iterable[T], name: Callable[[T], str], *, usual: int, most: int
) -> Iterator[list[T]]:
    """The items in runs of about ``usual``, at most ``most``, that begin where names say so: an
    item more or less changes the run that it stands in, and none behind it."""
    run: list[T] = []
    for item in items:
        if run and (len(run) == most or zlib.crc32(name(item).encode()) % usual == 0):
            yield run
            run = []
        run.append(item)
    if run:
        yield run


@dataclass(slots=True)
class KeptPieces:
    """The pieces in a folder. ``sha256`` tells the content of a file, and raises OSError; unless it
    ``reads`` them, all are made anew."""

    folder: Path
    sha256: Callable[[Path], str]
    reads: bool = True
    _used: set[str] = field(default_factory=set)

    def key(self, made_of: object) -> str:
        """The key of a piece that is made of this (plain values)."""
        return hashlib.sha256(json.dumps([_program(), made_of]).encode()).hexdigest()

    def holds(self, key: str) -> bool:
        """Whether there is a piece of this key, damaged or not."""
        self._used.add(key)
        return self.reads and self._path(key).is_file()

    def recall(self, key: str) -> tuple[Any, bytes] | None:
        """What was learnt of the piece of this key; None when it is not kept, or damaged."""
        self._used.add(key)
        if not self.reads:
            return None
        with suppress(OSError, ValueError, TypeError, KeyError):
            body = proved(key, read_bytes(self._path(key)))
            if body is not None:
                head, _, pdf = body.partition(b"\n")
                return json_of(head.decode()), pdf
        return None

    def learn(self, key: str, head: object, pdf: bytes) -> None:
        """Keep a piece, and what is to be known of it (plain values); where that cannot be, it is
        made again the next time."""
        body = json.dumps(head).encode() + b"\n" + pdf
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self._path(key).with_suffix(".tmp")
            temporary.write_bytes(with_proof(key, body))
            temporary.replace(self._path(key))

    def prune(self) -> None:
        """Drop what nobody asked for, what a killed run left half written among it."""
        used = set(map(self._path, self._used))
        for path in self.folder.glob("*"):
            if path not in used:
                with suppress(OSError):
                    path.unlink()

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}{SUFFIX}"


@cache
def _program() -> tuple[str, ...]:
    # PDFium tells where a page has room for a stamp.
    return _EDITION, __version__, version("pikepdf"), version("pypdfium2")
