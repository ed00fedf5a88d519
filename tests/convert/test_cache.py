"""PDFs kept by content: an unchanged file never reaches the engine again."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

import pytest

from docgen.convert import Cached, Job, Outcome
from docgen.convert.cache import SUFFIX
from docgen.findings import Where, error, warning


@dataclass
class Copying:
    """An engine whose PDF is the source, upside down; it counts what it was asked to do."""

    version: str = "Penyalin 1"
    asked: list[str] = field(default_factory=list)
    name: Literal["libreoffice"] = "libreoffice"
    is_archival: bool = True

    def describe(self) -> str:
        return self.version

    def at_quality(self, jpeg: int) -> Copying:
        del jpeg
        return self

    def convert(self, jobs: Sequence[Job]) -> tuple[Outcome, ...]:
        outcomes = []
        for job in jobs:
            self.asked.append(job.source.name)
            text = job.source.read_text()
            where = Where(str(job.source))
            if text == "rusak":
                outcomes.append(Outcome(job, 0, error("convert-failed", where, "gagal")))
                continue
            job.target.write_text(text[::-1])
            note = warning("convert-words-missing", where, "?") if text == "ragu" else None
            outcomes.append(Outcome(job, 1, note=note))
        return tuple(outcomes)


@pytest.fixture
def jobs(tmp_path: Path) -> list[Job]:
    """Three letters of one batch and a document alone."""
    (tmp_path / "pdf").mkdir()
    found = []
    for name, batch in (("a", "s#0"), ("b", "s#0"), ("c", "s#0"), ("d", "")):
        (tmp_path / f"{name}.docx").write_text(f"isi {name}")
        found.append(
            Job(tmp_path / f"{name}.docx", tmp_path / f"pdf/{name}.pdf", name, batch=batch)
        )
    return found


def written(jobs: Sequence[Job]) -> list[str]:
    return [job.target.read_text() for job in jobs if job.target.exists()]


def again(cached: Cached, jobs: Sequence[Job]) -> list[str]:
    """Convert anew; what reached the engine."""
    engine = cached.engine
    assert isinstance(engine, Copying)
    engine.asked.clear()
    for job in jobs:
        job.target.unlink(missing_ok=True)
    outcomes = cached.convert(jobs)
    assert [outcome.job for outcome in outcomes] == list(jobs)
    return list(engine.asked)


def test_what_is_unchanged_is_not_converted_again(jobs, tmp_path: Path) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    assert again(cached, jobs) == ["a.docx", "b.docx", "c.docx", "d.docx"]
    first = written(jobs)
    assert again(cached, jobs) == []
    assert written(jobs) == first == ["a isi", "b isi", "c isi", "d isi"]


def test_a_changed_letter_leaves_its_neighbours_alone(jobs, tmp_path: Path) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    again(cached, jobs)
    jobs[1].source.write_text("lain")
    assert again(cached, jobs) == ["b.docx"]
    assert written(jobs) == ["a isi", "nial", "c isi", "d isi"]
    jobs[3].source.write_text("lain")
    assert again(cached, jobs) == ["d.docx"]


@pytest.mark.parametrize("change", ["title", "allowed", "engine"])
def test_what_else_makes_another_pdf(jobs, tmp_path: Path, change: str) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    again(cached, jobs[3:])
    match change:
        case "title":
            assert again(cached, [replace(jobs[3], title="lain")]) == ["d.docx"]
        case "allowed":
            assert again(cached, [replace(jobs[3], allowed=frozenset(["{{"]))]) == ["d.docx"]
        case "engine":
            assert again(replace(cached, engine=Copying("Penyalin 2")), jobs[3:]) == ["d.docx"]


def test_a_letter_that_may_be_joined_is_another_than_as_it_is(jobs, tmp_path: Path) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    again(cached, jobs)
    assert again(cached, [replace(jobs[0], batch="s#7")]) == []
    assert again(cached, [replace(jobs[0], batch="")]) == ["a.docx"]


@pytest.mark.parametrize("text", ["rusak", "ragu"])
def test_what_there_is_to_say_of_is_not_kept(jobs, tmp_path: Path, text: str) -> None:
    jobs[3].source.write_text(text)
    cached = Cached(Copying(), tmp_path / "simpan")
    assert again(cached, jobs[3:]) == again(cached, jobs[3:]) == ["d.docx"]


@pytest.mark.parametrize("damage", [b"", b"x", b"0" * 64 + b"\n1\npalsu"])
def test_a_damaged_file_is_not_used(jobs, tmp_path: Path, damage: bytes) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    again(cached, jobs[3:])
    (kept,) = (tmp_path / "simpan").iterdir()
    kept.write_bytes(damage)
    assert again(cached, jobs[3:]) == ["d.docx"]
    assert written(jobs[3:]) == ["d isi"]


def test_what_was_not_used_for_longest_goes_first(jobs, tmp_path: Path) -> None:
    folder = tmp_path / "simpan"
    every = [replace(job, batch="") for job in jobs]
    roomy = Cached(Copying(), folder)
    for job in every:
        again(roomy, [job])
    (size,) = {path.stat().st_size for path in folder.iterdir()}
    for path in folder.iterdir():
        os.utime(path, (1, 1))
    again(roomy, every[:1])  # used again
    tight = replace(roomy, most_bytes=2 * size)
    new = tmp_path / "e.docx"
    new.write_text("isi e")
    again(tight, [Job(new, tmp_path / "pdf/e.pdf", "e")])
    assert len(list(folder.glob(f"*{SUFFIX}"))) == 2
    assert again(tight, every[:1]) == []


def test_a_folder_that_cannot_be_written_does_no_harm(jobs, tmp_path: Path) -> None:
    (tmp_path / "simpan").write_text("sebuah berkas")
    cached = Cached(Copying(), tmp_path / "simpan")
    assert len(again(cached, jobs)) == 4
    assert len(written(jobs)) == 4


def test_one_that_was_put_in_the_place_of_another_is_not_used(jobs, tmp_path: Path) -> None:
    cached = Cached(Copying(), tmp_path / "simpan")
    again(cached, jobs[3:])
    (mine,) = (tmp_path / "simpan").glob(f"*{SUFFIX}")
    before = mine.read_bytes()
    other = replace(jobs[3], source=tmp_path / "lain.docx")
    other.source.write_text("surat rahasia")
    again(cached, [other])
    (theirs,) = set((tmp_path / "simpan").glob(f"*{SUFFIX}")) - {mine}
    mine.write_bytes(theirs.read_bytes())
    assert again(cached, jobs[3:]) == ["d.docx"]
    assert written(jobs[3:]) == ["d isi"]
    assert mine.read_bytes() == before  # made good


def test_who_does_not_read_still_keeps(jobs, tmp_path: Path) -> None:
    cached = Cached(Copying(), tmp_path / "simpan", reads=False)
    assert again(cached, jobs[3:]) == again(cached, jobs[3:]) == ["d.docx"]
    assert again(replace(cached, reads=True), jobs[3:]) == []
