"""The marked copies of letters by one process and by two, handed out as ``docgen build`` does.

The same 1,000 PDFs, four copies each; the two begin anew each time, so their start is counted.
"""

from __future__ import annotations

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from benchmarks.letters import LEAN, contexts
from benchmarks.measure import print_ratio
from docgen.bundle import Copied, Order, Written, copied, find_font
from docgen.convert import Job, batch_names, convert_all, find_soffice
from docgen.limits import PDF
from docgen.load.shipped import shipped
from docgen.model.copies import Copy, Role
from docgen.render.template import Template
from docgen.workers.ahead import Ahead, Task
from docgen.workers.copies import Copies

LETTERS, RUNS = 1_000, 5
COPIES = (
    Copy(letter="surat", role=Role.ASLI, recipient="Kepala Dinas", number=1),
    Copy(letter="surat", role=Role.TEMBUSAN, recipient="Walikota", number=1),
    Copy(letter="surat", role=Role.TEMBUSAN, recipient="Sekretaris Daerah", number=2),
    Copy(letter="surat", role=Role.ARSIP, recipient="Arsip", number=1),
)


def make_letters(folder: Path) -> list[Path]:
    """The PDFs of letters."""
    soffice = find_soffice(os.environ)
    if soffice is None:
        sys.exit("LibreOffice is not installed")
    template = Template(shipped(LEAN.file).read_bytes(), LEAN)
    jobs = []
    for number, name in enumerate(batch_names("bench", LETTERS)):
        source = folder / f"{number:04}.docx"
        jobs.append(Job(source, source.with_suffix(".pdf"), source.stem, batch=name))
    for job, context in zip(jobs, contexts(LETTERS), strict=True):
        job.source.write_bytes(template.render(context))
    for outcome in convert_all(jobs, soffice):
        if not outcome.ok:
            raise RuntimeError(str(outcome.finding))
    return [job.target for job in jobs]


def make_copies(paths: list[Path], processes: int, folder: Path) -> float:
    """How long it takes to make all copies and write them, seconds."""
    font = find_font(os.environ)
    start = time.perf_counter()
    with Copies(processes) as workers:
        kept = workers.keep(font)

        def packed(path: Path) -> Order:
            targets = tuple(folder / f"{path.stem}.{copy.file_name}" for copy in COPIES)
            return Order(
                source=workers.carry(path), copies=COPIES, version="0" * 8, font=kept,
                foreign=False, targets=targets,
            )  # fmt: skip

        task: Task[Path, Order, Copied] = Task(
            work=copied, packed=packed, alone=lambda path: copied(packed(path)), limits=PDF,
            worthwhile=1,
        )  # fmt: skip
        with Ahead(workers, task, paths) as ahead:
            for _path, copies in ahead.results():
                assert isinstance(copies, dict)
                assert all(isinstance(each, Written) for each in copies.values())
    return time.perf_counter() - start


def main() -> None:
    """Print the ratio."""
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        paths = make_letters(folder)
        ratios = []
        for _run in range(RUNS):
            one, two = (make_copies(paths, processes, folder) for processes in (1, 2))
            print(f"one {one:.2f} s, two {two:.2f} s", file=sys.stderr)
            ratios.append(one / two)
        print_ratio("copies_2proc_over_1proc", statistics.median(ratios))


if __name__ == "__main__":
    main()
