"""PDFs read before anybody asks: what is taken of them is what stands there when asked for."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pytest

from docgen.check.pdf import begun as module
from docgen.check.pdf.begun import Begun, beginning, beginning_with, hashed
from docgen.check.pdf.parallel_read import reading_ahead
from docgen.check.pdf.reading import read_pdf
from docgen.pipeline import first_reads as first
from docgen.workers.copies import Copies, idle_workers


def paper(path: Path, pages: int) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    with pikepdf.new() as pdf:
        for _page in range(pages):
            pdf.add_blank_page()
        pdf.save(path)
    return path


@pytest.fixture
def papers(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Of six rows, one PDF damaged."""
    monkeypatch.setattr(module, "WORTHWHILE", 1)
    monkeypatch.setattr(module, "PORTION", 2)
    monkeypatch.setattr(module, "quick_workers", lambda: Copies(2))
    (tmp_path / "docgen.toml").touch()
    found = [
        paper(tmp_path / f"output/letters/keluar/{n}/{n}.{role}.pdf", n)
        for n in range(1, 4)
        for role in ("arsip", "asli-1")
    ]
    found[3].write_bytes(b"%PDF-1.7 rusak %%EOF")
    return found


@pytest.fixture
def begun(tmp_path: Path, papers: list[Path]) -> Iterator[Begun]:
    with beginning(tmp_path / "output", 3) as reads:
        yield reads


def settled(begun: Begun, papers: list[Path]) -> None:
    """All is read; what is changed from now on has another time."""
    assert begun._reads is not None
    for pending in begun._reads._working.values():
        pending.result()
    stamp = max(path.stat().st_ctime_ns for path in papers)
    while time.time_ns() < stamp + 20_000_000:
        time.sleep(0.005)


def test_each_is_what_it_is_when_read_here_and_is_taken_once(
    begun: Begun, papers: list[Path]
) -> None:
    assert [begun.take(path) for path in papers] == [hashed(path) for path in papers]
    assert [begun.take(path) for path in papers] == [None] * 6
    assert not begun.has(papers[0])


@pytest.mark.parametrize("change", ["other bytes", "same size and time", "exchanged", "gone"])
def test_what_changed_since_is_read_anew(begun: Begun, papers: list[Path], change: str) -> None:
    settled(begun, papers)
    path, before = papers[4], papers[4].stat()
    data = path.read_bytes()
    if change == "other bytes":
        paper(path, 9)
    elif change == "same size and time":
        path.write_bytes(data.replace(b"%PDF-1.", b"%PDF+1."))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    elif change == "exchanged":
        other = path.with_suffix(".tmp")
        other.write_bytes(data)
        other.replace(path)
    else:
        path.unlink()
    now = hashed(path)
    with reading_ahead(papers, begun.workers, begun=begun) as read:
        assert [read(each) for each in papers] == [read_pdf(each) for each in papers]
        assert read.hashes.get(path, "") == now[1]


def test_nobody_reads_again_what_is_taken(
    begun: Begun, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    settled(begun, papers)
    monkeypatch.setattr(begun.workers, "submit", lambda *_, **__: pytest.fail("work"))
    with reading_ahead(papers, begun.workers, begun=begun) as read:
        monkeypatch.setattr(read, "_alone", lambda asked: pytest.fail(str(asked)))
        assert [read(path) and len(read.hashes) for path in papers[:2]] == [1, 2]


def test_what_breaks_a_worker_is_left_to_whoever_asks(
    tmp_path: Path, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    reads = module.hashed
    monkeypatch.setattr(
        module, "hashed", lambda path, *by: os._exit(9) if path == papers[2] else reads(path, *by)
    )
    with beginning(tmp_path / "output", 3) as begun:
        found = [begun.take(path) for path in papers]
        assert found[2] is None
        assert [each for each in found if each is not None] == [
            reads(path) for path, each in zip(papers, found, strict=True) if each is not None
        ]
        assert found[4:] == [reads(path) for path in papers[4:]]


def test_no_more_is_begun_with_than_may_wait(
    tmp_path: Path, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_MOST", 2)
    with beginning(tmp_path / "output", 3) as begun:
        assert [begun.has(path) for path in papers] == [True] * 4 + [False] * 2


def test_neither_links_nor_what_is_large_is_begun_with(
    tmp_path: Path, papers: list[Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "_LARGEST", max(path.stat().st_size for path in papers[:4]))
    link, folder = papers[0].with_name("taut.pdf"), tmp_path / "output/letters/taut"
    link.symlink_to(papers[1])
    folder.symlink_to(papers[0].parent.parent)
    with beginning(tmp_path / "output", 3) as begun:
        assert not any(map(begun.has, (link, folder / "1/1.arsip.pdf", papers[4])))
        assert begun.has(papers[0])


@pytest.mark.parametrize(
    ("place", "due"),
    [
        ("", 6), ("output", 6), ("output/letters", 6), ("output/letters/keluar/2", 2),
        ("output/letters/keluar/2/2.arsip.pdf", 0), ("output/letters/lain", 0), ("data", 0),
        ("output/bundle", 0), ("output/bundle/arsip.asli/a", 0), ("../luar", 0),
    ],
)  # fmt: skip
def test_only_what_lies_at_the_place_is_begun_with(
    tmp_path: Path, papers: list[Path], place: str, due: int
) -> None:
    paper(tmp_path / "output/bundle/arsip.asli/a/b.pdf", 1)
    path = tmp_path / place
    with first.first_reads(path, path.resolve()) as begun:
        assert sum(map(begun.has, papers)) == due
        assert len(begun._places) == due


def test_few_are_not_worth_it(tmp_path: Path, papers: list[Path], monkeypatch) -> None:
    monkeypatch.setattr(module, "WORTHWHILE", 7)
    with beginning(tmp_path / "output", 3) as begun:
        assert not any(map(begun.has, papers)) and not begun.workers._copies


def test_what_a_build_has_made_is_read_in_idle_time(papers: list[Path]) -> None:
    with idle_workers() as workers:
        if isinstance(workers, Copies):
            workers.count = 2
            assert workers.submit(os.nice, 0).result() == 19
            with beginning_with(reversed(papers), workers) as begun:
                assert [begun.take(path) for path in papers] == [hashed(path) for path in papers]
    assert not (isinstance(workers, Copies) and workers._copies)
