"""100,000 letters as .docx and 5,000 as PDF in one process: nothing grows, nothing is lost."""

from __future__ import annotations

import gc
import hashlib
import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.letters import LEAN, contexts
from docgen.convert import Job, batch_names, convert_all, find_soffice
from docgen.load.shipped import shipped
from docgen.render.template import Template

pytestmark = [pytest.mark.full, pytest.mark.skipif(not Path("/proc/self").is_dir(), reason="Linux")]
LETTERS, AS_PDF, A_ROUND = 100_000, 5_000, 500
# What may come on top after the first round, bytes: Python's own lists and caches.
SLACK = 30_000_000


def memory() -> int:
    """What this process holds in memory now, bytes."""
    gc.collect()
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * os.sysconf("SC_PAGE_SIZE")


def handles() -> int:
    """The files that this process has open."""
    return sum(1 for _each in Path("/proc/self/fd").iterdir())


def children() -> list[str]:
    return Path(f"/proc/self/task/{os.getpid()}/children").read_text(encoding="ascii").split()


def jobs_of(folder: Path, numbers: range) -> Iterator[Job]:
    batches = batch_names(f"soak-{numbers.start}", len(numbers))
    for number, batch in zip(numbers, batches, strict=True):
        source = folder / f"{number}.docx"
        yield Job(source, source.with_suffix(".pdf"), source.stem, batch=batch)


@pytest.mark.soffice
def test_nothing_grows_and_nothing_is_lost(tmp_path: Path) -> None:
    soffice = find_soffice(os.environ)
    assert soffice is not None
    template = Template(shipped(LEAN.file).read_bytes(), LEAN)
    letters = contexts(LETTERS)
    seen: set[bytes] = set()
    held: list[int] = []
    opened: list[int] = []
    pdfs = 0
    every = LETTERS // (AS_PDF // A_ROUND)  # rounds of PDFs, spread over all letters
    folder = tmp_path / "surat"
    folder.mkdir()
    for number, context in enumerate(letters):
        path = folder / f"{number}.docx"
        path.write_bytes(template.render(context))
        assert path.stat().st_size > 1_000
        seen.add(hashlib.sha256(path.read_bytes()).digest()[:12])
        if number % every == A_ROUND - 1:
            chosen = range(number - A_ROUND + 1, number + 1)
            for outcome in convert_all(list(jobs_of(folder, chosen)), soffice):
                assert outcome.ok, outcome.finding
                pdfs += outcome.job.target.stat().st_size > 1_000
                outcome.job.target.unlink()
            held.append(memory())
            opened.append(handles())
            assert children() == []
        if number % A_ROUND == A_ROUND - 1:  # a folder of 100,000 files is the disk's matter
            for each in folder.iterdir():
                each.unlink()
    assert len(seen) == LETTERS  # each letter is its own
    assert pdfs == AS_PDF
    assert max(held[1:]) - held[0] < SLACK, held
    assert len(set(opened)) == 1, opened
