"""Files read ahead, by other workers: a workspace may have thousands of copies."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from docgen.check.pdf.begun import PORTION, WORTHWHILE, Begun, Hashed, hashed
from docgen.check.pdf.copies import Recognise
from docgen.check.pdf.reading import (
    Facts,
    Pages,
    ReadPdf,
    facts_of,
    page_count,
    pages_of,
    put_together,
)
from docgen.guard import Guard, guarded_once
from docgen.limits import MEGABYTE, PDF, Limits, Stopped, pdf_limits
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried
from docgen.workers.forked import Forked
from docgen.workers.here import nearby
from docgen.workers.protocol import Workers

Read = Callable[[Path], ReadPdf | Stopped | None]
# A function of a module that is given a path; what it returns is such as pickle knows.
Reader = Callable[[Path], Any]
# Pages of a volume that a worker is given at a time.
PAGES = 150
# A file of so many bytes, such as a bundle, may take more time and memory than a copy.
LARGE = 8 * MEGABYTE
# What of volumes and lists may wait for each worker till it is asked for.
_LATE_AHEAD = 16


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked of a file: who reads it, and what of it if that is a part."""

    reader: Callable[..., Any]
    path: Path
    part: tuple[Any, ...] = ()

    def answer(self) -> Any:
        """What the reader says, here and now."""
        return self.reader(self.path, *self.part)


@dataclass(slots=True)
class Reads:
    """What was announced, taken from whoever read it ahead; the rest is read at once.

    ``hashes`` are the SHA-256 of files whose bytes a worker had in its hands.
    """

    _recognise: Recognise | None
    _alone: Callable[[Asked], Any]
    _pdfs: Ahead[Path, Carried | None, Hashed]
    _late: _Begun
    _places: dict[Path, int]
    _late_places: dict[Asked, int]
    _parts: dict[Path, Sequence[Asked]]
    _begun: Begun | None = None
    hashes: dict[Path, str] = field(default_factory=dict)

    def __call__(self, path: Path) -> ReadPdf | Stopped | None:
        """See :func:`~docgen.check.pdf.reading.read_pdf`."""
        if parts := self._parts.pop(path, ()):
            facts, *pages = [self._take(part) for part in parts]
            if isinstance(facts, Facts) and all(isinstance(each, Pages) for each in pages):
                return put_together(facts, pages)
        place = self._places.pop(path, None)
        found: Any = self._begun.take(path) if self._begun else None
        if found is None:
            asked = Asked(hashed, path, (self._recognise,))
            found = self._alone(asked) if place is None else self._pdfs.take(place)
        if not isinstance(found, tuple):
            return found if isinstance(found, Stopped) else None
        read, sha256 = found
        if sha256:
            self.hashes[path] = sha256
        return read if isinstance(read, ReadPdf) else None

    def ask(self, reader: Reader, path: Path) -> Any:
        """What a reader says of a file, a Stopped if that asks for too much."""
        return self._take(Asked(reader, path))

    def _take(self, asked: Asked) -> Any:
        place = self._late_places.pop(asked, None)
        return self._alone(asked) if place is None else self._late.take(place)


@contextmanager
def reading_ahead(
    paths: Sequence[Path],
    workers: Workers,
    volumes: Sequence[Path] = (),
    late: Sequence[tuple[Reader, Path]] = (),
    begun: Begun | None = None,
    recognise: Recognise | None = None,
) -> Iterator[Reads]:
    """``read_pdf`` for files that will be asked for in about this order, then for ``volumes``,
    which may have thousands of pages, and what else will be asked ``late``, each of one file.

    Others, and those asked for again, are read at once, by a child that may not ask for too much;
    so are all when there are no workers. Few files are not worth any. Volumes and lists are read
    on this machine. What was ``begun`` with before is taken from there. Of many, ``recognise``
    tells which are copies to the byte as they are made.
    """
    count = len(paths)
    if count < WORTHWHILE:
        recognise = None  # they are read before the maker of copies is loaded
    paths = [path for path in dict.fromkeys(paths) if not (begun and begun.has(path))]
    with Guard(Asked.answer, PDF) as guard, ExitStack() as stack:

        def alone(asked: Asked) -> Any:
            size = asked.path.stat().st_size if asked.path.exists() else 0
            if size < LARGE:
                return guard(asked)
            return guarded_once(Asked.answer, asked, pdf_limits(size))

        here = stack.enter_context(nearby(workers))
        parts = {path: _parted(path, guard) for path in volumes} if here.count > 1 else {}
        pages = sum(each[-1].part[1] for each in parts.values() if each)
        is_much = count + pages >= WORTHWHILE
        if not is_much:
            parts = {}
        behind = [part for each in parts.values() for part in each]
        behind += [Asked(*each) for each in late] if is_much else []
        # What comes last is begun first: at the end nobody else would have anything to do.
        waiting = stack.enter_context(_begun(behind, alone, here, is_alone=count < WORTHWHILE))
        task: Task[Path, Carried | None, Hashed] = Task(
            work=partial(_read, recognise=recognise),
            packed=lambda path: workers.carry(path) if path.is_file() else None,
            alone=lambda path: alone(Asked(hashed, path, (recognise,))),
            limits=PDF,
            portion=PORTION,
            worthwhile=1 if is_much else WORTHWHILE,
        )
        pdfs = stack.enter_context(Ahead(workers, task, paths))
        yield Reads(
            recognise,
            alone,
            pdfs,
            waiting,
            {path: place for place, path in enumerate(paths)},
            {each: place for place, each in enumerate(behind)},
            parts,
            begun,
        )


_Begun = Ahead[Asked, Any, Any] | Forked[Asked, Any]


def _begun(
    items: Sequence[Asked], alone: Callable[[Asked], Any], here: Workers, *, is_alone: bool
) -> AbstractContextManager[_Begun]:
    """The items on their way: to copies of this process when nobody else needs processes."""
    if is_alone:
        return Forked(Asked.answer, items, alone, _limits_of(items), here.count)
    return Ahead(here, _late_task(alone, items), items)


def _late_task(alone: Callable[[Asked], Any], items: Sequence[Asked]) -> Task[Asked, Any, Any]:
    return Task(
        work=Asked.answer,
        packed=lambda asked: asked,
        alone=alone,
        limits=_limits_of(items),
        portion=1,
        worthwhile=1,
        ahead=_LATE_AHEAD,
    )


def _limits_of(items: Sequence[Asked]) -> Limits:
    sizes = (each.path.stat().st_size for each in items if each.path.is_file())
    return pdf_limits(max(sizes, default=0))


def _parted(path: Path, guard: Guard[Asked, Any]) -> Sequence[Asked]:
    """What of a volume is read by itself; nothing of one that cannot be opened."""
    pages = guard(Asked(page_count, path)) if path.is_file() else None
    if not isinstance(pages, int):
        return ()
    spans = itertools.pairwise((*range(0, pages, PAGES), pages))
    return [Asked(facts_of, path), *(Asked(pages_of, path, span) for span in spans)]


def _read(carried: Carried | None, recognise: Recognise | None) -> Hashed:
    if carried is None:
        return None, ""
    with carried.file() as path:
        return hashed(path, recognise)
