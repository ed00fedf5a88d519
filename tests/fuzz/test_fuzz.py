"""Every reader bears files that chance has changed; and what does not bear them is seen."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from tests.fuzz import run
from tests.fuzz.mutate import of_bytes, of_database, of_package, of_pdf, of_text
from tests.fuzz.run import Fault, Reader, fuzz
from tests.fuzz.targets import Target, changed, targets

SEED = 20250106

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no limits without fork(2)")


def found(seconds: float, most: int) -> list[Fault]:
    return [each for each in fuzz(seconds, SEED, most=most) if isinstance(each, Fault)]


def test_each_reader_bears_a_changed_file() -> None:
    assert found(600, most=1) == []


@pytest.mark.full
def test_each_reader_bears_many() -> None:
    assert found(1200, most=40) == []


def test_each_kind_of_file_is_changed_the_same_way_each_time(tmp_path: Path) -> None:
    kinds = {target.mutate for target in targets().values()}
    assert kinds == {of_text, of_package, of_pdf, of_database}
    data = b"%PDF-1.7\n1 0 obj <</Count 3 /Kids 2 0 R>> endobj\nnama: nilai\n" * 9
    for mutate in (*kinds, of_bytes):
        target = Target(lambda _root: None, "x", mutate, ())
        first = [changed(target, data, "x", SEED, number) for number in range(9)]
        assert first == [changed(target, data, "x", SEED, number) for number in range(9)]
        assert len(set(first)) > 1


@dataclass(frozen=True)
class Faulty(Target):
    """A reader that does what no reader may."""

    do: Callable[[Path], object] = lambda _root: None

    def read(self, root: Path, data: bytes) -> str:
        return str(self.do(root))


def endless(_root: Path) -> None:
    while True:
        pass


@pytest.mark.parametrize(
    ("do", "words"),
    [
        (lambda _root: 1 // 0, "ZeroDivisionError"),
        (lambda _root: "docgen: kesalahan di dalam docgen: x", "kesalahan di dalam docgen"),
        (lambda root: (root.parent / "luar").touch(), "written"),
        (lambda root: (root / "data.txt").touch(), "written"),
        (lambda root: (root.parent / "tmp/docgen-x").mkdir(), "written"),
        (lambda _root: len(bytearray(600_000_000)), "too much: memori"),
        (endless, "too much: waktu"),
        (lambda _root: os.abort(), "too much: rusak"),
        (lambda root: (root / "output").mkdir(), ""),
    ],
)  # fmt: skip
def test_what_a_reader_may_not_do_is_seen(
    do: Callable[[Path], object], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "LIMITS", replace(run.LIMITS, seconds=0.3, memory=300_000_000))
    target = Faulty(lambda root: make(root), "masukan", of_bytes, (), do)
    reader = Reader("x", target, tmp_path / "x", SEED)
    fault = reader.case(0)
    reader.close()
    assert words in fault.words if fault and words else (fault is None) == (not words)


def make(root: Path) -> None:
    root.mkdir(parents=True)
    (root / "masukan").write_bytes(b"isi")
