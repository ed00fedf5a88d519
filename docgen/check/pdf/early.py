"""Files that are read before the check asks for them, by copies of this process: while the last
outputs are written, the large ones are read already."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from docgen.check.pdf.parallel_read import LARGE, Asked, Reader
from docgen.guard import guarded_once
from docgen.limits import PDF, Limits, Stopped, pdf_limits
from docgen.workers.forked import Forked


class EarlyReads:
    """What was begun; a context, after which nothing of it runs on."""

    def __init__(self) -> None:
        self._begun: dict[Asked, tuple[Forked[Asked, Any], int]] = {}
        self._stack = ExitStack()

    def __enter__(self) -> EarlyReads:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._begun.clear()
        self._stack.close()

    def begin(self, readers: Iterable[tuple[Reader, Path]], count: int) -> None:
        """Have these files read, as they are now, by so many copies of this process."""
        new = [asked for each in readers if (asked := Asked(*each)) not in self._begun]
        if count < 2 or not new:
            return
        limits = pdf_limits(max(each.path.stat().st_size for each in new))
        forked = self._stack.enter_context(Forked(Asked.answer, new, _alone, limits, count))
        self._begun |= {asked: (forked, place) for place, asked in enumerate(new)}

    def knows(self, reader: Reader, path: Path) -> bool:
        """Whether this was begun and not yet taken."""
        return Asked(reader, path) in self._begun

    def take(self, reader: Reader, path: Path) -> Any:
        """What the reader says, once; a Stopped if that asks for too much."""
        forked, place = self._begun.pop(Asked(reader, path))
        return forked.take(place)


def _alone(asked: Asked) -> Any | Stopped:
    return guarded_once(Asked.answer, asked, _limits_of(asked.path))


def _limits_of(path: Path) -> Limits:
    size = path.stat().st_size if path.exists() else 0
    return PDF if size < LARGE else pdf_limits(size)
