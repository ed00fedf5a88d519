"""PDFs that are read before anybody knows which will be asked for: those that stand there.

While one process still loads workbooks and makes the plan, others would have nothing to do.
What is never asked for is thrown away; what changed since it was read is not taken.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Container, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from itertools import islice
from pathlib import Path

from docgen.check.pdf.copies import CopyReader, Recognise
from docgen.check.pdf.reading import ReadPdf
from docgen.limits import MEGABYTE, MOST_VOLUME, PDF, Stopped
from docgen.outside.files import read_bytes
from docgen.workers.ahead import Ahead, Task
from docgen.workers.copies import quick_workers
from docgen.workers.protocol import Workers

# So many PDFs, or pages of a volume, are read in about the time that a process takes to start.
WORTHWHILE = 400
# PDFs that a worker is given at a time.
PORTION = 30
# What may wait for each worker's results to be asked for: some seconds' work, some megabytes.
_MOST = 1_600
# A larger file is no letter; what is read of it would have to be kept.
_LARGEST = MEGABYTE

# Of this process: copies of a letter are read one after another.
_READER = CopyReader()

# What was read, None when it cannot be opened, and the SHA-256 of the bytes that were.
Hashed = tuple[ReadPdf | None, str]
_Mark = tuple[int, int, int, int]
_Marked = tuple[_Mark, Hashed]


@dataclass(slots=True)
class Begun:
    """What was begun with, each to be taken once; and the workers, for all that comes later."""

    workers: Workers
    _reads: Ahead[Path, Path, _Marked | None] | None = None
    _places: dict[Path, int] = field(default_factory=dict)

    def has(self, path: Path) -> bool:
        """Whether a file is among them."""
        return path in self._places

    def take(self, path: Path) -> Hashed | None:
        """What was read of a file, None when nobody has read it as it stands there now."""
        place = self._places.pop(path, None)
        found = None if place is None or self._reads is None else self._reads.take(place)
        if not found or isinstance(found, Stopped):
            return None
        mark, read = found
        with suppress(OSError):
            return read if mark == _mark(path) else None
        return None


@contextmanager
def beginning(
    folder: Path | None,
    depth: int = 0,
    besides: Container[str] = (),
    recognise: Recognise | None = None,
) -> Iterator[Begun]:
    """Read the PDFs that stand so many folders below one, in a block after which no worker is
    left; not those below folders of certain names. Few are not worth it."""
    with quick_workers() as workers:
        found = _papers(folder, depth, besides) if folder is not None else iter(())
        with beginning_with(found, workers, recognise) as begun:
            yield begun


@contextmanager
def beginning_with(
    paths: Iterable[Path], workers: Workers, recognise: Recognise | None = None
) -> Iterator[Begun]:
    """The same for the first of these files, but not for large ones."""
    many = _MOST * workers.count if workers.count > 1 else 0
    first = [*islice(filter(_is_small, paths), many)]
    if len(first) < WORTHWHILE:
        yield Begun(workers)
        return
    task: Task[Path, Path, _Marked | None] = Task(
        work=partial(_marked, recognise=recognise),
        packed=lambda path: path,
        alone=_left,
        limits=PDF,
        portion=PORTION,
        worthwhile=1,
        ahead=_MOST,
    )
    with Ahead(workers, task, first) as reads:
        yield Begun(workers, reads, {path: place for place, path in enumerate(first)})


def hashed(path: Path, recognise: Recognise | None = None) -> Hashed:
    """A PDF as it was read, None when it cannot be opened, and its SHA-256, "" when there is no
    file."""
    try:
        data = read_bytes(path, MOST_VOLUME)
    except OSError:
        return None, ""
    return _READER.read(data, recognise), hashlib.sha256(data).hexdigest()


def _marked(path: Path, recognise: Recognise | None) -> _Marked | None:
    try:
        mark = _mark(path)  # before it is read: what is written meanwhile has another
    except OSError:
        return None
    return mark, hashed(path, recognise)


def _mark(path: Path) -> _Mark:
    about = path.stat()
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino


def _left(_path: Path) -> Stopped:
    """Whoever asks for the file reads it."""
    return Stopped("rusak")


def _papers(folder: Path, depth: int, besides: Container[str]) -> Iterator[Path]:
    """Found one after another: there may be a hundred thousand folders."""
    found = [each for each in _entries(folder) if each.name not in besides]
    if depth == 0:
        # By their names the archive copy comes first, and then what is likened to it.
        papers = sorted(each.name for each in found if _is_paper(each))
        yield from (folder / name for name in papers)
        return
    for each in found:
        if each.is_dir(follow_symlinks=False):
            yield from _papers(folder / each.name, depth - 1, besides)


def _entries(folder: Path) -> Iterable[os.DirEntry[str]]:
    """In the order in which most tables number their rows."""
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(entries, key=lambda entry: (len(entry.name), entry.name))
    return ()


def _is_paper(entry: os.DirEntry[str]) -> bool:
    with suppress(OSError):
        return entry.name.endswith(".pdf") and entry.is_file(follow_symlinks=False)
    return False


def _is_small(path: Path) -> bool:
    with suppress(OSError):
        return path.stat().st_size <= _LARGEST
    return False
