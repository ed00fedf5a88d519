"""PDFs read ahead in other processes: the same as read here, whatever becomes of them."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import pikepdf
import pytest

from docgen.check.pdf import parallel_read as ahead
from docgen.check.pdf.copies import Recognise
from docgen.check.pdf.parallel_read import reading_ahead
from docgen.check.pdf.reading import ReadPdf, page_count, read_pdf
from docgen.workers import ahead as handed_out
from docgen.workers import here
from docgen.workers.carried import Carried
from docgen.workers.copies import Copies
from docgen.workers.here import Processes

Processor = type[Processes] | type[Copies]


@pytest.fixture
def eager(monkeypatch: pytest.MonkeyPatch) -> None:
    """However few files there are, and on one processor too."""
    monkeypatch.setattr(ahead, "WORTHWHILE", 1)
    monkeypatch.setattr(ahead, "PORTION", 3)
    monkeypatch.setattr(ahead, "PAGES", 4)
    monkeypatch.setattr(handed_out, "A_WORKER", 1)


@pytest.fixture
def papers(tmp_path: Path) -> list[Path]:
    """PDFs of 1 to 20 pages, a damaged one, and one that is not there."""
    paths = [tmp_path / f"{number}.pdf" for number in range(1, 21)]
    for number, path in enumerate(paths, 1):
        with pikepdf.new() as pdf:
            for _page in range(number):
                pdf.add_blank_page()
            pdf.save(path)
    paths[5].write_bytes(b"%PDF-1.7 rusak %%EOF")
    return [*paths, tmp_path / "tidak-ada.pdf"]


def sizes(found: Sequence[ReadPdf | None]) -> list[int]:
    return [len(each.pages) if each else 0 for each in found]


@pytest.mark.parametrize("processes", [Processes, Copies])
@pytest.mark.parametrize("order", ["as announced", "backwards", "every third", "twice"])
@pytest.mark.usefixtures("eager")
def test_each_file_is_what_it_is_when_read_here(
    papers: list[Path], order: str, processes: Processor
) -> None:
    asked = {"as announced": papers, "backwards": papers[::-1], "every third": papers[::3],
             "twice": papers * 2}[order]  # fmt: skip
    with processes(2) as workers, reading_ahead(papers, workers) as read:
        assert [read(path) for path in asked] == [read_pdf(path) for path in asked]


@pytest.mark.usefixtures("eager")
def test_what_was_not_announced_is_read_at_once(papers: list[Path]) -> None:
    with Processes(2) as workers, reading_ahead(papers[:4], workers) as read:
        assert sizes([read(path) for path in papers[6:9]]) == [7, 8, 9]


@pytest.mark.usefixtures("eager")
def test_most_files_are_read_elsewhere(papers: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ahead, "hashed", lambda path, *_: pytest.fail(f"{path} read here"))
    with Processes(2) as workers, reading_ahead(papers, workers) as read:
        assert sizes([read(path) for path in papers])[:5] == [1, 2, 3, 4, 5]


def _die(carried: Carried | None, recognise: Recognise | None) -> ReadPdf | None:
    os._exit(9)


@pytest.mark.parametrize("processes", [Processes, Copies])
@pytest.mark.usefixtures("eager")
def test_a_process_that_dies_is_done_without(
    papers: list[Path], monkeypatch: pytest.MonkeyPatch, processes: Processor
) -> None:
    monkeypatch.setattr(ahead, "_read", _die)
    with processes(2) as workers, reading_ahead(papers, workers) as read:
        assert [read(path) for path in papers] == [read_pdf(path) for path in papers]


def test_few_files_start_no_process(papers: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(here, "ProcessPoolExecutor", lambda *_: pytest.fail("a process"))
    late = [(page_count, path) for path in papers]
    with Processes(2) as workers, reading_ahead(papers, workers, papers[:9], late) as read:
        assert sizes([read(papers[2])]) == [3] and read.ask(page_count, papers[3]) == 4


@pytest.mark.usefixtures("eager")
def test_hashes_come_with_what_was_read(papers: list[Path]) -> None:
    with Processes(2) as workers, reading_ahead(papers[:9], workers) as read:
        for path in papers[:12]:
            read(path)
        assert read.hashes == {
            path: hashlib.sha256(path.read_bytes()).hexdigest() for path in papers[:12]
        }


@pytest.mark.usefixtures("eager")
def test_a_volume_is_read_in_parts_by_others(
    papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    large = [papers[19], papers[3], papers[5], papers[-1]]  # 20 and 4 pages, damaged, not there
    whole = [read_pdf(path) for path in large]
    late = [(page_count, path) for path in papers[:3]]
    with Processes(2) as workers, reading_ahead(papers[7:9], workers, large, late) as read:
        here: list[object] = []
        alone = read._alone
        monkeypatch.setattr(read, "_alone", lambda asked: here.append(asked) or alone(asked))
        assert [read(path) for path in large] == whole
        assert [read.ask(page_count, path) for path in papers[:4]] == [1, 2, 3, 4]
    # What cannot be opened, and what was not announced.
    assert [(each.reader, each.path) for each in here] == [
        (ahead.hashed, papers[5]), (ahead.hashed, papers[-1]), (page_count, papers[3]),
    ]  # fmt: skip


@pytest.mark.parametrize("part", ["facts_of", "pages_of"])
@pytest.mark.usefixtures("eager")
def test_a_volume_of_which_a_part_is_lost_is_read_here(
    papers: list[Path], monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(ahead, part, _nothing)
    with Processes(2) as workers, reading_ahead([], workers, papers[18:20]) as read:
        assert [read(path) for path in papers[18:20]] == [read_pdf(p) for p in papers[18:20]]


def _nothing(_path: Path, *_part: int) -> None:
    return None


PARENT = """\
import multiprocessing, sys, time
from pathlib import Path
from docgen.check.pdf import parallel_read as ahead
from docgen.workers.copies import Copies
from docgen.workers.here import Processes
# Without a guard: the processes must not run this again.
ahead.WORTHWHILE = 1
workers = Copies(2) if sys.argv[2] == "Copies" else Processes(2)
with workers, ahead.reading_ahead([Path(sys.argv[1])], workers) as read:
    read(Path(sys.argv[1]))
    children = workers._copies if sys.argv[2] == "Copies" else multiprocessing.active_children()
    print(*(child.pid for child in children), flush=True)
    time.sleep(60)
"""


@pytest.mark.parametrize("processes", [Processes, Copies])
@pytest.mark.skipif(not Path("/proc").is_dir(), reason="looks for processes in /proc")
def test_they_do_not_outlive_who_asked(
    papers: list[Path], tmp_path: Path, processes: Processor
) -> None:
    script = tmp_path / "induk.py"
    script.write_text(PARENT, encoding="utf-8")
    command = [sys.executable, str(script), str(papers[0]), processes.__name__]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        children = [Path("/proc", pid) for pid in parent.stdout.readline().split()]
        assert children
        parent.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + 20
    while any(map(_runs, children)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(_runs, children))


def _runs(process: Path) -> bool:
    """Whether it does; a dead one whose parent never asked for it is a zombie."""
    try:
        return "(python" in (status := (process / "stat").read_text()) and " Z " not in status
    except OSError:
        return False
