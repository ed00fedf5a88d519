"""A build that has nothing to do reads nothing; whatever else may have changed, it notices."""

from __future__ import annotations

import datetime as dt
import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.convert import find_engine
from docgen.pipeline.build import build
from docgen.pipeline.options import Options
from docgen.workspace.report import Report
from docgen.workspace.runs.last_build import RECORD, marks_of
from tests.support.office import Office, letter

OFFICE = (
    Office()
    .table("ubah_pdf", mesin="embedded")
    .letters("keluar", letter("a", hal="Undangan"), letter("b"))
)
TODAY = dt.date(2025, 1, 6)
DATA, COPY = "data/surat.xlsx", "output/letters/keluar/a/a.arsip.pdf"
OPTIONS = Options(today=TODAY, engine=find_engine("embedded", {}))


def run(root: Path, options: Options = OPTIONS) -> tuple[Report, list[int]]:
    stages: list[int] = []
    return build(root, options, stages.append), stages


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = OFFICE.write(tmp_path_factory.mktemp("kantor"))
    run(root)
    assert (root / RECORD).is_file()
    return root


@pytest.fixture
def office(built: Path) -> Path:
    """The built workspace itself: a copy would have other inodes."""
    report, _stages = run(built, replace(OPTIONS, thorough=True))
    assert report.exit_code == 0
    return built


def test_nothing_changed_and_nothing_is_read(office: Path) -> None:
    whole, _stages = run(office, replace(OPTIONS, thorough=True))
    report, stages = run(office)
    assert report.unchanged and not stages and not report.written
    assert report.findings == whole.findings
    assert report.bundles == whole.bundles


def test_a_file_that_was_only_touched(office: Path) -> None:
    os.utime(office / DATA)
    assert run(office)[0].unchanged
    record = json.loads((office / RECORD).read_bytes())
    assert record["isi"]["masukan"][DATA][2] == (office / DATA).stat().st_mtime_ns


def rewrite(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Another content of the same size, with the time that the file had."""
    about = path.stat()
    data = change(path.read_bytes())
    path.write_bytes(data)
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


def backwards(data: bytes) -> bytes:
    return data[:-8] + data[:-9:-1]


CHANGES: dict[str, Callable[[Path], object]] = {
    "a source with an old time": lambda root: rewrite(root / DATA, lambda data: data + b"\0"),
    "an output of the same size": lambda root: rewrite(root / COPY, backwards),
    "an output that is gone": lambda root: (root / COPY).unlink(),
    "the records of outputs": lambda root: (root / "output/.docgen.db").unlink(),
    "a new file among the data": lambda root: (root / "data/lain.xlsx").write_bytes(b""),
    "a new folder": lambda root: (root / "output/letters/keluar/c").mkdir(),
    "the register": lambda root: (root / "register/agenda.db.bak").unlink(),
    "a record that was changed": lambda root: rewrite(
        root / RECORD, lambda data: data.replace(b"engine-preview", b"engine-changed")
    ),
    "a record that was cut": lambda root: rewrite(root / RECORD, lambda data: data[:99]),
    "a record of something else": lambda root: (root / RECORD).write_text('{"isi": []}'),
    "a link to a folder": lambda root: (root / "lain").symlink_to(root / "data"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changed_is_noticed(name: str, tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    run(root)
    assert run(root)[0].unchanged
    CHANGES[name](root)
    try:
        report, stages = run(root)
    except Exception as problem:  # what it says of the change is tested elsewhere
        assert "temuan" in str(problem)
        return
    assert not report.unchanged and stages == [1, 2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    "options",
    [
        replace(OPTIONS, today=TODAY + dt.timedelta(1)),
        replace(OPTIONS, environ={"DOCGEN_FONTS": "/tmp"}),
        replace(OPTIONS, accept_changes=True),
        replace(OPTIONS, names=("letters.keluar",)),
        replace(OPTIONS, force=True),
        replace(OPTIONS, dry_run=True),
        replace(OPTIONS, thorough=True),
        replace(OPTIONS, last_stage=4),
    ],
)
def test_another_build_than_the_last(office: Path, options: Options) -> None:
    report, stages = run(office, options)
    assert not report.unchanged and stages


def test_a_file_that_is_saved_while_docgen_works(tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)

    def save(stage: int) -> None:
        if stage == 6:
            OFFICE.rewrite(root, keluar=[letter("a", hal="Rapat"), letter("b")])

    build(root, OPTIONS, save)
    assert not (root / RECORD).exists()
    report, _stages = run(root)
    assert "output/letters/keluar/a/a.docx" in report.written


def test_a_build_with_errors_is_not_kept(tmp_path: Path) -> None:
    root = OFFICE.write(tmp_path)
    run(root)
    rewrite(root / COPY, backwards)
    with pytest.raises(Exception, match="temuan"):
        run(root)
    assert not run(root, replace(OPTIONS, force=True))[0].unchanged
    assert not run(root)[0].unchanged


def test_hidden_folders_and_open_files_do_not_count(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data/surat.xlsx").write_bytes(b"1")
    before = marks_of(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git/index").write_bytes(b"1")
    (tmp_path / "data/~$surat.xlsx").write_bytes(b"1")
    (tmp_path / "data/.~lock.surat.xlsx#").write_bytes(b"1")
    assert marks_of(tmp_path) == before
    assert before is not None and list(before) == ["data/", "data/surat.xlsx"]


def test_a_clock_of_whole_seconds_tells_nothing(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"1")
    os.utime(tmp_path / "a", (5, 5))
    assert marks_of(tmp_path) is None


def test_what_leads_out_of_the_workspace_is_not_kept(tmp_path: Path) -> None:
    office = OFFICE.write(tmp_path / "kantor")
    shutil.move(office / DATA, tmp_path / "surat.xlsx")
    config = office / "docgen.toml"
    config.write_text(config.read_text().replace(DATA, "../surat.xlsx"), encoding="utf-8")
    report, _stages = run(office)
    assert report.written and not (office / RECORD).exists()
