"""Work that asks for too much is ended, said, and costs the others nothing."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from dataclasses import replace

import pytest

from docgen.errors import FindingsError
from docgen.findings import Where, error
from docgen.guard import Guard, guarded
from docgen.limits import Limits, Stopped

LIMITS = Limits(seconds=0.5, memory=200_000_000)


def work(item: str) -> object:
    if item == "selamanya":
        while True:
            pass
    if item == "bilangan":
        return len(str(10**10**8))  # inside C, where no signal handler runs
    if item == "memori":
        return len("x" * 10**10)
    if item == "sedikit demi sedikit":
        kept = []
        while True:
            kept.append("x" * 10**7 + str(len(kept)))
    if item == "abort":
        os.abort()
    if item == "dalam":
        sys.setrecursionlimit(10**9)
        return work_deeper(0)
    if item == "galat":
        raise ValueError("pesan")
    if item == "tak terkirim":
        return lambda: None
    return item.upper()


def work_deeper(depth: int) -> int:
    return work_deeper(depth + 1) + 1


@pytest.mark.parametrize(
    ("item", "why"),
    [
        ("selamanya", "waktu"),
        ("bilangan", "waktu"),
        ("memori", "memori"),
        ("sedikit demi sedikit", "memori"),
        ("abort", "rusak"),
    ],
)
def test_each_limit_is_named_and_the_others_go_on(item: str, why: str) -> None:
    items = ["a", item, "b", item, "c"]
    # On a busy machine time would be up before memory is.
    limits = LIMITS if why == "waktu" else replace(LIMITS, seconds=20)
    assert list(guarded(work, items, limits)) == [
        ("a", "A"), (item, Stopped(why)), ("b", "B"), (item, Stopped(why)), ("c", "C"),
    ]  # fmt: skip


def test_a_stack_without_end_is_not_ours() -> None:
    (_item, result), (_other, after) = guarded(work, ["dalam", "b"], LIMITS)
    assert isinstance(result, Stopped) and after == "B"


def test_an_error_is_raised_here() -> None:
    found = guarded(work, ["a", "galat", "b"], LIMITS)
    assert next(found) == ("a", "A")
    with pytest.raises(ValueError, match="pesan"):
        next(found)
    with pytest.raises((AttributeError, RuntimeError)):
        list(guarded(work, ["tak terkirim"], LIMITS))


@pytest.fixture
def children(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The children that begin during the test."""
    begun: list[int] = []
    fork = os.fork

    def noted() -> int:
        begun.append(fork())
        return begun[-1]

    monkeypatch.setattr(os, "fork", noted)
    return begun


def assert_gone(children: Sequence[int]) -> None:
    for child in children:
        with pytest.raises(ChildProcessError):
            os.waitpid(child, os.WNOHANG)


def test_nothing_is_left_when_somebody_stops_early(children: list[int]) -> None:
    found = guarded(work, ["a", "selamanya"], Limits(seconds=600.0))
    assert next(found) == ("a", "A")
    found.close()
    assert len(children) == 1
    assert_gone(children)


def test_many_items_and_large_results() -> None:
    items = [str(number) * 5000 for number in range(300)]
    assert [result for _item, result in guarded(work, items, LIMITS)] == items


def test_a_guard_is_asked_for_one_after_another(children: list[int]) -> None:
    with Guard(work, LIMITS) as guard:
        found = [guard(item) for item in ("a", "abort", "b", "memori", "selamanya", "c")]
        assert found == ["A", Stopped("rusak"), "B", Stopped("memori"), Stopped("waktu"), "C"]
        with pytest.raises(ValueError, match="pesan"):
            guard("galat")
        assert guard("d") == "D"
    assert len(children) == 4
    assert_gone(children)


def test_findings_come_back_as_they_were() -> None:
    def refuse(item: str) -> None:
        raise FindingsError([error("x-y", Where(item), "salah")])

    with Guard(refuse, LIMITS) as guard, pytest.raises(FindingsError) as raised:
        guard("berkas")
    assert [(each.code, each.where.file) for each in raised.value.findings] == [("x-y", "berkas")]


def test_one_who_only_waits_is_ended_too() -> None:
    with Guard(time.sleep, Limits(seconds=0.1)) as guard:
        assert guard(600.0) == Stopped("waktu")
