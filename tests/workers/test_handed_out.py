"""What is handed out comes back whole, in order, whatever becomes of whoever works on it."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from docgen.limits import Limits, Stopped
from docgen.workers.ahead import Ahead, Task
from docgen.workers.carried import Carried, Kept, NotKeptError, name_of, put_on_shelf
from docgen.workers.copies import Copies
from docgen.workers.here import Processes
from docgen.workers.protocol import LostError, Pending

DIES, SLOW, RAISES, BIG = -1, -2, -3, -4


def doubled(number: int) -> int:
    """The work; negative numbers are hostile."""
    if number == DIES:
        os._exit(9)
    if number == SLOW:
        while True:
            pass
    if number == RAISES:
        raise ArithmeticError(number)
    if number == BIG:
        raise MemoryError
    return 2 * number


def alone(number: int) -> str:
    return f"alone {number}"


def task(portion: int = 3) -> Task[int, int, object]:
    return Task(
        work=doubled, packed=lambda number: number, alone=alone, limits=Limits(seconds=0.3),
        portion=portion, worthwhile=1,
    )  # fmt: skip


def worked_off(items: Sequence[int], portion: int = 3) -> list[object]:
    with Processes(2) as workers, Ahead(workers, task(portion), items) as ahead:
        return [result for _item, result in ahead.results()]


def test_all_in_order() -> None:
    assert worked_off(range(40)) == [2 * number for number in range(40)]


@pytest.mark.parametrize("hostile", [DIES, SLOW, BIG])
def test_one_that_ends_its_process_is_done_here_and_no_other_is_lost(hostile: int) -> None:
    items = [*range(7), hostile, *range(7, 30)]
    found = worked_off(items)
    assert found[7] == alone(hostile)
    assert [each for each in found if isinstance(each, int)] == [
        2 * number for number, result in zip(items, found, strict=True) if isinstance(result, int)
    ]
    assert all(
        result in (2 * number, alone(number)) for number, result in zip(items, found, strict=True)
    )
    # Of what went with it only its own portion is done here.
    assert sum(isinstance(each, str) for each in found) <= 6


def test_what_the_work_raises_is_raised() -> None:
    with pytest.raises(ArithmeticError):
        worked_off([1, 2, RAISES, 4])


class Faulty:
    """Workers that lose what the test says."""

    is_elsewhere = True
    count = 2

    def __init__(self, loses: Callable[[int], bool], *, all_lost: bool = False) -> None:
        self.loses, self.all_lost = loses, all_lost
        self.calls = 0

    def submit(self, work: Callable[..., object], /, *given: object, limits: object) -> Pending:
        number, self.calls = self.calls, self.calls + 1
        if self.loses(number):
            return _Done(None, LostError(all_lost=self.all_lost))
        return _Done(work(*given), None)

    def carry(self, path: Path) -> Carried:
        return Carried(path)

    def keep(self, path: Path, data: bytes | None = None) -> Kept:
        return Kept(path.name, path, data)

    def close(self) -> None:
        pass


class _Done:
    def __init__(self, value: object, problem: Exception | None) -> None:
        self.value, self.problem = value, problem

    def result(self) -> object:
        if self.problem:
            raise self.problem
        return self.value

    def cancel(self) -> None:
        pass


@pytest.mark.parametrize("loses", [lambda n: n % 2, lambda n: True, lambda n: n == 0])
@pytest.mark.parametrize("all_lost", [True, False])
def test_whatever_is_lost_is_made_good(loses: Callable[[int], bool], all_lost: bool) -> None:
    with Ahead(Faulty(loses, all_lost=all_lost), task(), range(50)) as ahead:
        found = [result for _item, result in ahead.results()]
    assert all(found[n] in (2 * n, alone(n)) for n in range(50))


@pytest.mark.parametrize("hostile", [5, DIES, SLOW, BIG])
def test_copies_of_this_process_do_the_same(hostile: int, capfd: pytest.CaptureFixture) -> None:
    items = [*range(7), hostile, *range(7, 20)]
    with Copies(2) as workers, Ahead(workers, task(), items) as ahead:
        found = [result for _item, result in ahead.results()]
    assert all(each in (2 * n, alone(n)) for n, each in zip(items, found, strict=True))
    assert sum(isinstance(each, str) for each in found) <= 6
    assert capfd.readouterr() == ("", "")


def test_those_elsewhere_do_it_in_a_child_that_may_die() -> None:
    with Ahead(Faulty(lambda _n: False), task(), [1, DIES, 3, SLOW, 5]) as ahead:
        found = [result for _item, result in ahead.results()]
    assert found == [2, alone(DIES), 6, alone(SLOW), 10]


def test_few_items_start_no_process() -> None:
    few = Task(work=doubled, packed=lambda n: n, alone=alone, portion=3, worthwhile=10)
    with Processes(2) as workers, Ahead(workers, few, [1, 2]) as ahead:
        assert [result for _item, result in ahead.results()] == [alone(1), alone(2)]
        assert workers._pool is None


def test_the_work_itself_may_say_that_it_is_too_much() -> None:
    said = Task(
        work=_refuses, packed=lambda n: n, alone=alone, portion=2, worthwhile=1
    )  # fmt: skip
    with Ahead(Faulty(lambda _n: False), said, [1, 2, 3]) as ahead:
        assert [result for _item, result in ahead.results()] == [alone(n) for n in (1, 2, 3)]


def _refuses(number: int) -> Stopped:
    return Stopped("rusak")


def test_more_work_is_on_its_way_than_workers_and_never_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    workers = Faulty(lambda _n: False)
    with Ahead(workers, task(1), range(1000)) as ahead:
        assert 2 < workers.calls < 20
        ahead.take(0)
        assert workers.calls < 21


def test_files_travel_by_their_bytes_or_their_path(tmp_path: Path) -> None:
    path = tmp_path / "surat.pdf"
    path.write_bytes(b"isi")
    for carried in (Carried(path), Carried(Path("/lain/surat.pdf"), b"isi")):
        with carried.file() as file:
            assert (file.name, file.read_bytes(), carried.read()) == ("surat.pdf", b"isi", b"isi")


def test_what_is_kept_is_brought_once(tmp_path: Path) -> None:
    kept = Kept(name_of(b"huruf", ".ttf"))
    with pytest.raises(NotKeptError):
        kept.file()
    put_on_shelf({kept.name: b"huruf"})
    assert kept.file().read_bytes() == kept.read() == b"huruf"
    assert kept.file() == kept.file()


def test_processes_begin_anew_after_they_ended() -> None:
    with Processes(1) as workers:
        assert workers.submit(doubled, 2).result() == 4
        with pytest.raises(LostError):
            workers.submit(doubled, DIES).result()
        time.sleep(0.1)
        assert workers.submit(doubled, 3).result() == 6
        workers.close()
        assert workers.submit(doubled, 4).result() == 8
