"""Items worked off by copies of this process."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from docgen.limits import PDF, Stopped
from docgen.workers.forked import Forked

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork")


def answer(number: int) -> tuple[int, int]:
    if number == 3:
        os._exit(1)
    return number * number, os.getpid()


def alone(number: int) -> tuple[int, int] | Stopped:
    return (-number, os.getpid())


def test_every_item_comes_whatever_order_it_is_asked_for_in() -> None:
    with Forked(answer, range(8), alone, PDF, 2) as forked:
        found = {place: forked.take(place) for place in (7, 0, 3, 1, 2, 6, 5, 4)}
    results = [found[place] for place in range(8)]
    assert all(isinstance(each, tuple) for each in results)
    assert [each[0] for each in results if isinstance(each, tuple)] == [0, 1, 4, -3, 16, 25, 36, 49]
    here = [
        n for n, each in enumerate(results) if isinstance(each, tuple) and each[1] == os.getpid()
    ]
    assert here == [3]  # too much for a copy, so it was done here


def test_nothing_runs_on_when_nobody_asks(tmp_path: Path) -> None:
    def sleep(name: str) -> None:
        written = tmp_path / f"{name}.new"
        written.write_text(str(os.getpid()), encoding="ascii")
        written.rename(tmp_path / name)
        time.sleep(60)

    with Forked(sleep, ["a", "b"], lambda _name: None, PDF, 2):
        while not all((tmp_path / name).is_file() for name in "ab"):
            time.sleep(0.01)
    for name in "ab":
        pid = int((tmp_path / name).read_text(encoding="ascii"))
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_no_items_need_no_copy() -> None:
    with Forked(answer, [], alone, PDF, 2):
        pass
