"""Changed files given to every reader of docgen, for some seconds.

    python -m tests.fuzz.run --seconds 60 [--seed 7] [--only PDF] [--case 12]

The same seed gives the same files. What a case did wrong is printed with the words that repeat it,
and its file is kept.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.guard import Guard
from docgen.limits import Limits, Stopped
from tests.fuzz.targets import Target, changed, restore, targets

# One case: every command that reads its file, each with children that have limits of their own.
LIMITS = Limits(seconds=45.0, memory=2_000_000_000)
ALLOWED = ("output", "register", ".docgen")
State = dict[str, tuple[int, int]]


@dataclass(frozen=True)
class Fault:
    """What went wrong with a case of a reader, and the file that did it."""

    name: str
    number: int
    words: str
    data: bytes


class Reader:
    """A reader under test, in a folder of its own."""

    def __init__(self, name: str, target: Target, place: Path, seed: int) -> None:
        self.name, self._target, self._seed = name, target, seed
        self._made, self._root = place / "asal", place / "kantor"
        self._temporary = place / "tmp"
        self._temporary.mkdir(parents=True)
        self._data = target.prepare(self._made)
        restore(self._made, self._root)
        self._before = state(self._root)
        self._guard = Guard(self._read, LIMITS)

    def case(self, number: int) -> Fault | None:
        """Let it read the ``number``-th change of its file."""
        data = changed(self._target, self._data, self.name, self._seed, number)
        said = self._guard(data)
        words = f"too much: {said.why}" if isinstance(said, Stopped) else wrong(said)
        words = words or self._written()
        return Fault(self.name, number, words, data) if words else None

    def close(self) -> None:
        """End its child."""
        self._guard.close()

    def _read(self, data: bytes) -> str:
        tempfile.tempdir = str(self._temporary)
        try:
            return self._target.read(self._root, data)
        except BaseException:
            return traceback.format_exc()

    def _written(self) -> str:
        """What stands where docgen may not write; the office is made anew where it wrote."""
        now = state(self._root)
        mine = self._target.place
        other = {path for path in now.keys() | self._before.keys() if path != mine
                 and now.get(path) != self._before.get(path)}  # fmt: skip
        left = sorted(path.name for path in self._temporary.iterdir())
        beside = {path.name for path in self._root.parent.iterdir()} - {"asal", "kantor", "tmp"}
        if other:
            restore(self._made, self._root)
            self._before = state(self._root)
        outside = sorted(path for path in other if path.split("/")[0] not in ALLOWED)
        return f"written: {outside or left or sorted(beside)}" if outside or left or beside else ""


def state(root: Path) -> State:
    """Size and time of every file under a folder."""
    found = {}
    for path in root.rglob("*"):
        about = path.lstat()
        if not path.is_dir():
            found[path.relative_to(root).as_posix()] = about.st_size, about.st_mtime_ns
    return found


def wrong(said: str) -> str:
    """The part of an output that nobody should see; "" for words."""
    for sign in ("Traceback", "kesalahan di dalam docgen"):
        if sign in said:
            return said[-3000:]
    return ""


def fuzz(
    seconds: float, seed: int, only: str = "", case: int | None = None, most: int | None = None
) -> Iterator[Fault | int]:
    """The faults as they are found, and at the end how many cases there were.

    Readers take turns, until so many seconds are over, or each has read ``most`` files.
    """
    count, end = 0, time.monotonic() + seconds
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        readers = [
            Reader(name, target, Path(folder, f"{place}"), seed)
            for place, (name, target) in enumerate(targets().items())
            if only in name
        ]
        numbers = iter([case]) if case is not None else iter(range(most or sys.maxsize))
        try:
            for number in numbers:
                for reader in readers:
                    if time.monotonic() > end:
                        break
                    count += 1
                    fault = reader.case(number)
                    if fault:
                        yield fault
                if time.monotonic() > end:
                    break
        finally:
            for reader in readers:
                reader.close()
    yield count


def main() -> int:
    """Print faults as they are found; 1 when there was any."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=None)
    parser.add_argument("--only", default="")
    parser.add_argument("--case", type=int, default=None)
    given = parser.parse_args()
    seed = given.seed if given.seed is not None else random.SystemRandom().randrange(10**6)
    print(f"seed {seed}", flush=True)
    faults = 0
    for found in fuzz(given.seconds, seed, given.only, given.case):
        if isinstance(found, int):
            print(f"{found} cases, {faults} faults")
            continue
        faults += 1
        kept = Path(tempfile.mkdtemp(prefix="fuzz-fault-"), "masukan")
        kept.write_bytes(found.data)
        again = f"--seed {seed} --only '{found.name}' --case {found.number}"
        print(f"FAULT {found.name}: {found.words}\n  {kept}\n  again: {again}", flush=True)
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())
