"""Files as whoever works gets them: by their paths, or on another machine by their bytes."""

from __future__ import annotations

import hashlib
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from docgen.outside.files import read_bytes
from docgen.temporary import working_folder

# What this worker was given once, by name, and where it stands.
_SHELF: dict[str, bytes] = {}
_PLACES: dict[str, Path] = {}
_FOLDERS: list[tempfile.TemporaryDirectory[str]] = []  # gone with this process


class NotKeptError(Exception):
    """A worker was asked for a file that nobody has brought it: it has begun anew since."""


@dataclass(frozen=True, slots=True)
class Carried:
    """A file for one piece of work; ``data`` when it cannot be read under its path."""

    path: Path
    data: bytes | None = None

    @contextmanager
    def file(self) -> Iterator[Path]:
        """Where it can be read, for the time of a block; under its own name."""
        if self.data is None:
            yield self.path
            return
        with working_folder() as folder:
            target = folder / self.path.name
            target.write_bytes(self.data)
            yield target

    def read(self) -> bytes:
        """Its bytes. Raises OSError."""
        return read_bytes(self.path) if self.data is None else self.data


@dataclass(frozen=True, slots=True)
class Kept:
    """A file that each worker was given once: its ``path`` or its ``data`` on the machine where it
    is, else the ``name`` it is known by."""

    name: str
    path: Path | None = None
    data: bytes | None = None

    def file(self) -> Path:
        """Where it can be read. Raises NotKeptError."""
        if self.path is not None:
            return self.path
        if self.name not in _PLACES:
            data = _brought(self.name)
            folder = tempfile.TemporaryDirectory(prefix="docgen-simpan-")
            _FOLDERS.append(folder)
            _PLACES[self.name] = Path(folder.name, self.name)
            _PLACES[self.name].write_bytes(data)
        return _PLACES[self.name]

    def read(self) -> bytes:
        """Its bytes. Raises OSError, NotKeptError."""
        if self.data is not None:
            return self.data
        return read_bytes(self.path) if self.path is not None else _brought(self.name)


def _brought(name: str) -> bytes:
    if name not in _SHELF:
        raise NotKeptError(name)
    return _SHELF[name]


def name_of(data: bytes, suffix: str) -> str:
    """What a file is known by among all workers."""
    return hashlib.sha256(data).hexdigest() + suffix


def put_on_shelf(files: Mapping[str, bytes]) -> None:
    """Keep these files in this process, by their names."""
    _SHELF.update(files)
