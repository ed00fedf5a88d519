"""Copies of this process: nobody waits to be rid of a message, and only what broke one is lost."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from docgen.workers import copies as module
from docgen.workers.copies import Copies
from docgen.workers.protocol import LostError

LARGE = 3_000_000  # more than a pipe takes


@pytest.fixture
def copies() -> Iterator[Copies]:
    with Copies(2) as workers:
        yield workers


def twice(text: str) -> str:
    return text * 2


def pid() -> int:
    return os.getpid()


def dies() -> None:
    os._exit(9)


def fails() -> None:
    raise ArithmeticError("sengaja")


def large(folder: Path, name: str) -> bytes:
    (folder / name).touch()
    return bytes(LARGE)


def test_results_come_in_any_order(copies: Copies) -> None:
    pending = [copies.submit(twice, str(number)) for number in range(50)]
    assert [each.result() for each in reversed(pending)] == [f"{n}{n}" for n in reversed(range(50))]
    assert pending[3].result() == "33"


def meets(folder: Path, name: str) -> int:
    """Who ends only when two have begun."""
    (folder / name).touch()
    deadline = time.monotonic() + 60
    while len([*folder.iterdir()]) < 2 and time.monotonic() < deadline:
        time.sleep(0.005)
    return os.getpid()


def test_both_work_and_neither_is_this_process(copies: Copies, tmp_path: Path) -> None:
    pending = [copies.submit(meets, tmp_path, name) for name in "ab"]
    assert len({each.result() for each in pending} - {os.getpid()}) == 2


def test_work_goes_on_while_nobody_takes_what_came_of_it(copies: Copies, tmp_path: Path) -> None:
    pending = [copies.submit(large, tmp_path, str(number)) for number in range(6)]
    deadline = time.monotonic() + 60
    while len([*tmp_path.iterdir()]) < 6 and time.monotonic() < deadline:
        time.sleep(0.01)
    assert len([*tmp_path.iterdir()]) == 6
    assert [each.result() for each in pending] == [bytes(LARGE)] * 6


def test_what_is_asked_may_be_larger_than_a_pipe(copies: Copies) -> None:
    pending = [copies.submit(twice, letter * LARGE) for letter in "abcd"]
    assert [each.result() for each in pending] == [letter * 2 * LARGE for letter in "abcd"]


def test_what_the_work_raises_is_raised(copies: Copies) -> None:
    with pytest.raises(ArithmeticError):
        copies.submit(fails).result()
    assert copies.submit(twice, "a").result() == "aa"


def test_only_what_broke_a_copy_is_lost(copies: Copies) -> None:
    pending = [copies.submit(twice, "a"), copies.submit(dies), copies.submit(twice, "b")]
    pending += [copies.submit(twice, "c"), copies.submit(twice, "d")]
    with pytest.raises(LostError):
        pending[1].result()
    assert [pending[n].result() for n in (0, 2, 3, 4)] == ["aa", "bb", "cc", "dd"]


def test_one_that_was_killed_is_replaced(copies: Copies) -> None:
    victim = copies.submit(pid).result()
    os.kill(victim, signal.SIGKILL)
    deadline = time.monotonic() + 60
    found = victim
    while found == victim and time.monotonic() < deadline:
        try:
            found = copies.submit(pid).result()
        except LostError:
            continue
    assert found != victim


def test_there_is_an_end_to_new_copies(copies: Copies, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST_LOSSES", 3)
    lost = 0
    for _time in range(20):
        try:
            copies.submit(dies).result()
        except LostError:
            lost += 1
    assert lost == 20 and copies._losses == 4


def test_none_is_left_and_what_they_were_at_is_lost(copies: Copies) -> None:
    found = copies.submit(pid).result()
    pending = copies.submit(time.sleep, 60)
    copies.close()
    with pytest.raises(LostError):
        pending.result()
    with pytest.raises(ProcessLookupError):
        os.kill(found, 0)
    assert copies.submit(twice, "a").result() == "aa"  # others begin with new work
