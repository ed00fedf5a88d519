"""How LibreOffice is started: once, with nothing but itself, and looked after while it runs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest

from docgen.convert import Job, convert_all, version
from docgen.convert.jobs import Kind
from docgen.convert.libreoffice import batch, pool, settling
from docgen.convert.libreoffice import soffice as program_of
from docgen.convert.libreoffice.processes import Processes
from tests.support.hard_letters import write_letter
from tests.support.workspaces import soffice


class Counting(Processes):
    """Counts how often a program is started."""

    starts = 0

    @contextmanager
    def run(self, command: Sequence[str | Path], env: dict[str, str]) -> Iterator[int]:
        self.starts += 1
        with super().run(command, env) as pid:
            yield pid


@pytest.mark.soffice
def test_a_new_profile_needs_no_start_of_its_own(make_docx, tmp_path: Path) -> None:
    program, processes = soffice(), Counting()
    profile = program_of.make_profile(program, tmp_path / "profile")
    source = make_docx("a.docx", "Isi surat")
    (tmp_path / "out").mkdir()
    assert program_of.convert(
        program, [source], Kind.WRITER, tmp_path / "out", profile, processes, 60.0, lambda: None
    )
    assert processes.starts == 1
    assert (tmp_path / "out" / "a.pdf").is_file()


@pytest.mark.parametrize(
    ("written", "build"),
    [
        ("[Version]\nAllLanguages=id\nbuildid=40(Build:2)\n", "40(Build:2)"),
        ("[Version]\r\nbuildid=abc\r\nVendor=x\r\n", "abc"),
        ("[Version]\nVendor=x\n", None),
        (None, None),
    ],
)
def test_a_profile_says_its_build(tmp_path: Path, written: str | None, build: str | None) -> None:
    program = tmp_path / "program" / "soffice.bin"
    program.parent.mkdir()
    if written is not None:
        program.with_name("versionrc").write_text(written, newline="")
    profile = program_of.make_profile(program, tmp_path / "profile")
    noted = profile / "user" / "extensions" / "buildid"
    assert (noted.read_text() if noted.exists() else None) == build


@pytest.mark.parametrize("name", ["soffice.bin", "soffice"])
def test_only_the_wrapper_finds_other_programs(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    program = tmp_path / name
    program.write_text(f"#!{sys.executable}\nimport os\nprint('PATH', os.environ['PATH'])\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    found = str(tmp_path) if name == "soffice.bin" else "/usr/bin:/bin"
    assert version(program) == f"PATH {found}"


@pytest.mark.soffice
def test_letters_are_settled_beside_the_next_conversion(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = []

    def settle(chunk: settling.Chunk, outcomes: dict[int, settling.Outcome]) -> settling.Settled:
        events.append(f"settled {chunk.jobs[0].batch}")
        return settled(chunk, outcomes)

    def cut(item: batch.JoinedItem, written: Path) -> settling.Outcome | None:
        events.append(f"cut {item.letters[0].batch}")
        return cut_up(item, written)

    def convert(*arguments: object, **options: object) -> bool:
        in_time = converted(*arguments, **options)
        events.append("ended")
        return in_time

    settled, converted = settling.settle, pool.program.convert
    cut_up = batch.JoinedItem.settle
    monkeypatch.setattr(batch.JoinedItem, "settle", cut)
    monkeypatch.setattr(settling, "settle", settle)
    monkeypatch.setattr(pool.program, "convert", convert)
    jobs = []
    for number in range(16):
        source = write_letter(tmp_path / f"{number}.docx", "surat_dinas", number)
        target = source.with_suffix(".pdf")
        jobs.append(Job(source, target, source.stem, batch=f"a#{number // 8}"))
    outcomes = convert_all(jobs, soffice(), workers=1)
    assert all(each.ok and each.hint is None for each in outcomes)
    assert events[:3] == ["cut a#0", "settled a#0", "cut a#1"]
    assert sorted(events[3:5]) == ["ended", "settled a#1"]
