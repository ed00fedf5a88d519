"""The lock beside the register: one writer, and a dead one never for ever."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.errors import FindingsError, OutputError
from docgen.numbering import Register, lock, register
from docgen.numbering.lock import Lock, Owner
from tests.numbering.desk import entries, letter, number

DEAD = 2**22 + 1  # more than Linux gives (PID_MAX_LIMIT)


def leave(path: Path, host: str, pid: int) -> Path:
    """A lock that somebody left behind."""
    left = path.with_name(path.name + lock.SUFFIX)
    left.parent.mkdir(exist_ok=True)
    left.write_text(json.dumps({"komputer": host, "proses": pid}), encoding="utf-8")
    return left


def test_held_while_open_and_gone_after(path: Path) -> None:
    with Register(path) as book:
        left = path.with_name("agenda.db.lock")
        assert json.loads(left.read_text())["proses"] == os.getpid()
        book.commit()
        assert not left.exists()
    assert not left.exists()


def test_gone_after_an_error(path: Path) -> None:
    with pytest.raises(ZeroDivisionError), Register(path):
        raise ZeroDivisionError
    path.write_bytes(b"bukan basis data" * 99)
    with pytest.raises(FindingsError):
        Register(path)
    assert [file.name for file in path.parent.iterdir()] == ["agenda.db"]


def test_a_dead_process_of_this_machine_is_taken_over(path: Path) -> None:
    leave(path, Owner.me().host, DEAD)
    assert number(path, letter("a"))[0] == {"a": "800/1/BADAN/2025"}


def test_a_killed_program_that_had_the_number_of_this_process(path: Path) -> None:
    leave(path, Owner.me().host, os.getpid())
    assert number(path, letter("a"))[0] == {"a": "800/1/BADAN/2025"}


def test_a_live_process_of_this_machine_is_waited_for(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    leave(path, Owner.me().host, os.getppid())
    with pytest.raises(OutputError, match=str(os.getppid())):
        Register(path)


def test_another_machine_is_named_and_how_to_go_on(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    left = leave(path, "pc-tata-usaha", DEAD)
    old = left.stat().st_mtime - 3 * 3600 - 65
    os.utime(left, (old, old))
    with pytest.raises(OutputError) as problem:
        Register(path)
    assert "pc-tata-usaha" in problem.value.message
    assert "sejak 3 jam 1 menit" in problem.value.message
    assert "register/agenda.db.lock" in problem.value.advice
    assert left.exists()
    assert {file.name for file in path.parent.iterdir()} == {"agenda.db.lock"}
    left.unlink()
    assert number(path, letter("a"))[0]["a"]


def test_the_age_does_not_ask_the_local_clock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    monkeypatch.setattr("time.time", lambda: 0.0)
    leave(path, "pc-lain", 1)
    with pytest.raises(OutputError, match="kurang dari satu menit"):
        Register(path)


@pytest.mark.parametrize("content", ["", "{", "[]", '{"komputer": "x"}'])
def test_a_lock_that_says_nothing_is_waited_for(
    content: str, path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written this very moment."""
    monkeypatch.setattr(register, "PATIENCE", 0.1)
    leave(path, "x", 1).write_text(content, encoding="utf-8")
    with pytest.raises(OutputError, match="program lain"):
        Register(path)


def test_release_leaves_the_lock_of_another(path: Path) -> None:
    path.parent.mkdir()
    own = Lock(path)
    own.take(0.1)
    left = leave(path, "pc-lain", 1)
    own.release()
    assert left.exists()


def test_readers_do_not_need_it(path: Path) -> None:
    number(path, letter("a"))
    leave(path, "pc-lain", 1)
    assert len(entries(path)) == 1


def test_a_killed_process(path: Path) -> None:
    """Killed between the number and the commit: nothing was given, the next one goes on."""
    code = (
        "import os, sys; from pathlib import Path; from docgen.numbering import Register\n"
        "from tests.numbering.desk import *\n"
        "book = Register(Path(sys.argv[1]))\n"
        "book.number([letter('a')], desk(), TODAY)\n"
        "os.kill(os.getpid(), 9)"
    )
    command = [sys.executable, "-c", code, str(path)]
    assert subprocess.run(command, check=False, timeout=60).returncode == -9
    assert path.with_name("agenda.db.lock").exists()
    assert number(path, letter("b"))[0] == {"b": "800/1/BADAN/2025"}


def test_a_full_disk_leaves_no_lock(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_words: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(lock.json, "dump", full)
        with pytest.raises(OutputError) as told:
            Register(path)
    assert "disk penuh" in told.value.message and "cadangan" not in told.value.advice
    assert not path.with_name("agenda.db.lock").exists()
    assert number(path, letter("a"))[0] == {"a": "800/1/BADAN/2025"}
