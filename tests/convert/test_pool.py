"""The ways in which LibreOffice fails, played by fakes."""

from __future__ import annotations

import errno
import itertools
import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from docgen.convert import Job, batch_names, convert_all, files
from docgen.convert.batches import CHUNK, LEAST
from docgen.convert.libreoffice import soffice
from docgen.convert.libreoffice.places import find_soffice
from docgen.convert.libreoffice.processes import Processes
from docgen.errors import MissingProgramError, OutputError


@pytest.fixture
def jobs(make_docx, tmp_path: Path) -> list[Job]:
    """Nine files, the fifth of them bad, all with the same name."""
    return [
        Job(
            make_docx(f"{n}/surat.docx", "RUSAK" if n == 4 else "ok"),
            tmp_path / f"{n}/hasil/surat.pdf",
            f"Surat {n}",
        )
        for n in range(9)
    ]


def is_alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    # A killed orphan may wait for the machine's init to collect it; it runs no more.
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"


@pytest.mark.parametrize("name", ["exits_zero", "all_or_nothing", "truncates", "dies"])
def test_the_bad_file_is_named_and_the_others_finish(jobs, fake, name: str) -> None:
    outcomes = convert_all(jobs, fake(name))
    assert [outcome.job for outcome in outcomes] == jobs
    codes = [outcome.finding.code if outcome.finding else "" for outcome in outcomes]
    assert codes == [""] * 4 + ["convert-failed"] + [""] * 4
    assert [outcome.pages for outcome in outcomes] == [1, 1, 1, 1, 0, 1, 1, 1, 1]
    assert [job.target.exists() for job in jobs] == [outcome.ok for outcome in outcomes]
    assert outcomes[4].finding.where.file == str(jobs[4].source)
    assert not [path for path in jobs[0].target.parent.iterdir() if path != jobs[0].target]


def test_a_hang_is_killed_with_its_children(jobs, fake, tmp_path, monkeypatch) -> None:
    pids = tmp_path / "pids"
    monkeypatch.setenv("FAKE_PIDS", str(pids))
    monkeypatch.setattr(soffice, "START_SECONDS", 1.0)
    outcomes = convert_all(jobs, fake("hangs"), seconds_a_file=1.0)
    codes = [outcome.finding.code if outcome.finding else "" for outcome in outcomes]
    assert codes == [""] * 4 + ["convert-timeout"] + [""] * 4
    noted = [int(line) for line in pids.read_text().split()]
    assert len(noted) == 4  # twice a process with a child: the file gets a second try
    assert not any(is_alive(pid) for pid in noted)


def test_ctrl_c_leaves_nothing_running(jobs, fake, tmp_path, monkeypatch, request) -> None:
    pids = tmp_path / "pids"
    monkeypatch.setenv("FAKE_PIDS", str(pids))
    # Whoever runs the tests in the background may have Ctrl-C ignored.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    request.addfinalizer(lambda: signal.signal(signal.SIGINT, before))

    def press() -> None:
        while not pids.exists() or pids.read_text().count("\n") < 2:
            time.sleep(0.02)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=press).start()
    with pytest.raises(KeyboardInterrupt):
        convert_all(jobs, fake("hangs"))
    assert not any(is_alive(int(line)) for line in pids.read_text().split())


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_leaves_nothing_behind(jobs, fake, tmp_path, number: signal.Signals) -> None:
    pids, temporary = tmp_path / "pids", tmp_path / "sementara"
    temporary.mkdir()
    sources = [str(job.source) for job in jobs]
    script = (
        "import signal, sys; from pathlib import Path\n"
        "from docgen.convert import Job, convert_all\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "signal.signal(signal.SIGHUP, signal.SIG_DFL)\n"  # as a terminal has it, also under nohup
        "jobs = [Job(Path(p), Path(p).with_suffix('.pdf'), 'x') for p in sys.argv[2:]]\n"
        "convert_all(jobs, Path(sys.argv[1]))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script, str(fake("hangs")), *sources],
        env={**os.environ, "FAKE_PIDS": str(pids), "TMPDIR": str(temporary)},
        cwd=Path(__file__).parents[2],
        stderr=subprocess.DEVNULL,
    )
    while not pids.exists() or pids.read_text().count("\n") < 2:
        time.sleep(0.02)
    process.send_signal(number)
    code = process.wait(timeout=30)
    assert code in (-signal.SIGINT, 128 + number)
    assert not any(is_alive(int(line)) for line in pids.read_text().split())
    assert list(temporary.iterdir()) == []


@pytest.mark.parametrize("name", ["killed", "locked"])
def test_a_killed_or_locked_program_is_started_again(
    jobs, fake, tmp_path, monkeypatch, name: str
) -> None:
    monkeypatch.setenv("FAKE_SEEN", str(tmp_path / "seen"))
    assert all(outcome.ok for outcome in convert_all(jobs[:4], fake(name), workers=1))
    assert (tmp_path / "seen").exists()


def test_a_page_without_the_words_of_its_source_is_no_success(make_docx, fake, tmp_path) -> None:
    source = make_docx("surat.docx", "Dengan hormat kami sampaikan")
    (outcome,) = convert_all([Job(source, tmp_path / "a.pdf", "A")], fake("blank"))
    assert outcome.finding is not None
    assert outcome.finding.code == "convert-text-lost"
    assert not (tmp_path / "a.pdf").exists()


@pytest.mark.parametrize("what", ["copyfile", "write_bytes"])
def test_a_full_disk_stops_at_once_and_leaves_nothing(
    jobs, fake, tmp_path, monkeypatch, what: str
) -> None:
    def full(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(files.shutil if what == "copyfile" else Path, what, full)
    with pytest.raises(OutputError, match="disk penuh"):
        convert_all(jobs, fake("exits_zero"))
    assert not [path for path in tmp_path.rglob("*") if path.suffix in (".pdf", ".docgen-tmp")]


def test_a_source_that_cannot_be_read(jobs, fake, tmp_path) -> None:
    folder = tmp_path / "folder.docx"
    folder.mkdir()
    outcomes = convert_all([Job(folder, tmp_path / "f.pdf", "F"), jobs[0]], fake("exits_zero"))
    assert [outcome.ok for outcome in outcomes] == [False, True]
    assert outcomes[0].finding.code == "convert-not-a-document"


def test_a_broken_program_is_given_up_soon(jobs, fake, tmp_path, monkeypatch) -> None:
    monkeypatch.setenv("FAKE_CALLS", str(tmp_path / "calls"))
    outcomes = convert_all(jobs * 10, fake("always_fails"))
    assert {outcome.finding.code for outcome in outcomes} == {"convert-failed"}
    assert (tmp_path / "calls").read_text().count("call") < 40


def test_exit_81_means_start_again(jobs, fake) -> None:
    assert all(outcome.ok for outcome in convert_all(jobs[:4], fake("restarts"), workers=1))


def test_a_file_that_is_no_document_never_reaches_the_program(fake, tmp_path) -> None:
    path = tmp_path / "a.docx"
    path.write_text("halo")
    (outcome,) = convert_all([Job(path, tmp_path / "a.pdf", "A")], tmp_path / "no-program")
    assert outcome.finding is not None
    assert outcome.finding.code == "convert-not-a-document"


@pytest.mark.parametrize("name", ["exits_zero", "all_or_nothing", "truncates", "dies"])
def test_a_batch_that_cannot_be_joined_finishes_one_by_one(jobs, fake, name: str) -> None:
    """None of the fakes marks where letters begin, so no joined PDF of theirs is whole."""
    batched = [replace(job, batch="undangan#0") for job in jobs]
    outcomes = convert_all(batched, fake(name))
    assert [outcome.job for outcome in outcomes] == batched
    codes = [outcome.finding.code if outcome.finding else "" for outcome in outcomes]
    assert codes == [""] * 4 + ["convert-failed"] + [""] * 4
    assert [each.hint.code for each in outcomes if each.hint] == ["convert-not-joined"]
    assert "«undangan»" in outcomes[0].hint.message


def test_which_letters_share_a_batch() -> None:
    assert batch_names("a", 3) == ("", "", "")
    assert batch_names("a", 8) == ("a#0",) * 8
    assert batch_names("a", 39) == ("a#0",) * 39
    assert batch_names("a", 41) == (*("a#0",) * 21, *("a#1",) * 20)


@pytest.mark.parametrize("count", [8, 39, 40, 100, 101, 301, 1_000])
def test_batches_are_even_in_number_and_size(count: int) -> None:
    sizes = [len(list(names)) for _name, names in itertools.groupby(batch_names("a", count))]
    assert sum(sizes) == count
    assert LEAST <= min(sizes) <= max(sizes) <= min(CHUNK, min(sizes) + 1)
    assert len(sizes) == 1 or len(sizes) % 2 == 0


def test_a_failed_job_keeps_the_older_pdf(jobs, fake) -> None:
    jobs[4].target.parent.mkdir(parents=True)
    jobs[4].target.write_bytes(b"lama")
    convert_all(jobs, fake("exits_zero"))
    assert jobs[4].target.read_bytes() == b"lama"


def test_no_program(jobs, tmp_path) -> None:
    with pytest.raises(MissingProgramError):
        convert_all(jobs, tmp_path / "no-program")


def test_an_unwritable_target_raises(jobs, fake, tmp_path) -> None:
    (tmp_path / "file").touch()
    blocked = Job(jobs[0].source, tmp_path / "file" / "a.pdf", "A")
    with pytest.raises(OutputError):
        convert_all([blocked], fake("exits_zero"))


def test_no_jobs(tmp_path) -> None:
    assert convert_all([], tmp_path / "no-program") == ()


def test_find_soffice(tmp_path) -> None:
    program = tmp_path / "soffice"
    assert find_soffice({"DOCGEN_SOFFICE": str(program)}) is None
    program.touch()
    assert find_soffice({"DOCGEN_SOFFICE": str(program)}) == program


@pytest.mark.parametrize(
    ("place", "variable", "folder"),
    [
        ("usr/lib/libreoffice/program/soffice.bin", "", ""),
        ("opt/libreoffice24.8/program/soffice.bin", "", ""),
        ("Applications/LibreOffice.app/Contents/MacOS/soffice", "", ""),
        ("rumah/Applications/LibreOffice.app/Contents/MacOS/soffice", "HOME", "rumah"),
        ("Program Files/LibreOffice/program/soffice.exe", "PROGRAMFILES", "Program Files"),
        ("Program Files/LibreOffice 7/program/soffice.exe", "PROGRAMW6432", "Program Files"),
        ("x86/LibreOffice/program/soffice.exe", "PROGRAMFILES(X86)", "x86"),
    ],
)
def test_find_soffice_where_its_installers_put_it(
    place: str, variable: str, folder: str, tmp_path: Path
) -> None:
    environ = {"PATH": "", **({variable: str(tmp_path / folder)} if variable else {})}
    assert find_soffice(environ, tmp_path) is None
    program = tmp_path / place
    program.parent.mkdir(parents=True)
    program.touch()
    assert find_soffice(environ, tmp_path) == program


def test_the_newest_of_several_is_taken(tmp_path: Path) -> None:
    for version in ("7.6", "24.8"):
        program = tmp_path / f"opt/libreoffice{version}/program/soffice.bin"
        program.parent.mkdir(parents=True)
        program.touch()
    found = find_soffice({"PATH": ""}, tmp_path)
    assert found is not None and "24.8" in str(found)


def test_where_there_are_no_groups_of_processes_a_tree_is_ended(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delattr(os, "killpg")
    ended: list[object] = []
    monkeypatch.setattr(subprocess, "run", lambda command, **_how: ended.append(command))
    running = Processes()
    with running.run([sys.executable, "-c", "import time; time.sleep(60)"], dict(os.environ)):
        pass
    assert ended and ended[0][:3] == ["taskkill", "/F", "/T"]
