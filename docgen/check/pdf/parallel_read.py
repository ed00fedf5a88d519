"""PDFs read ahead, by other workers: a workspace may have thousands of copies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from docgen.check.pdf.reading import ReadPdf, read_pdf
from docgen.guard import Guard, guarded_once
from docgen.limits import MEGABYTE, PDF, Stopped, pdf_limits
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried
from docgen.workers.protocol import Workers

Read = Callable[[Path], ReadPdf | Stopped | None]
# So many are read in about the time that a process takes to start.
WORTHWHILE = 400
# PDFs that a worker is given at a time.
PORTION = 16
# A file of so many bytes, such as a bundle, may take more time and memory than a copy.
LARGE = 8 * MEGABYTE


@contextmanager
def reading_ahead(paths: Sequence[Path], workers: Workers) -> Iterator[Read]:
    """``read_pdf`` for files that will be asked for in about this order.

    Others, and those asked for again, are read at once, by a child that may not ask for too much;
    so are all when there are no workers. Few files are not worth any.
    """
    paths = list(dict.fromkeys(paths))
    places = {path: place for place, path in enumerate(paths)}
    with Guard(read_pdf, PDF) as guard:

        def alone(path: Path) -> ReadPdf | Stopped | None:
            size = path.stat().st_size if path.exists() else 0
            return guard(path) if size < LARGE else guarded_once(read_pdf, path, pdf_limits(size))

        task: Task[Path, Carried | None, ReadPdf | None] = Task(
            work=_read,
            packed=lambda path: workers.carry(path) if path.is_file() else None,
            alone=alone,
            limits=PDF,
            portion=PORTION,
            worthwhile=WORTHWHILE,
        )
        with Ahead(workers, task, paths) as ahead:

            def read(path: Path) -> ReadPdf | Stopped | None:
                place = places.pop(path, None)
                return alone(path) if place is None else ahead.take(place)

            yield read


def _read(carried: Carried | None) -> ReadPdf | None:
    if carried is None:
        return None
    with carried.file() as path:
        return read_pdf(path)
