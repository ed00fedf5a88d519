"""Copies of this process (fork(2)): begun at once and with all that is loaded.

Nobody waits for anybody to take a message, and no thread is needed to carry one: what cannot be
sent yet waits where it is. So this process may be busy with other things for as long as it likes
while the copies work off what they were given, and may be copied at any time (see
:mod:`docgen.guard`).
"""

from __future__ import annotations

import contextlib
import faulthandler
import os
import pickle
import select
import signal
import sys
import warnings
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from docgen.guard import end_with_parent, limit_memory, result_of, roomy_pipe
from docgen.limits import MEGABYTE, PDF, Limits
from docgen.workers.here import Nearby, Processes
from docgen.workers.protocol import LostError

R = TypeVar("R")
# Bytes of the number that says how long a message is.
_HEAD = 8
# How much a process may give way (nice(2)).
_LAST = 19
# Copies that may break down until no other is made.
_MOST_LOSSES = 10


def quick_workers() -> Copies | Processes:
    """Copies of this process where the system can make them, else other processes."""
    return Copies() if sys.platform == "linux" else Processes()


def idle_workers() -> Copies | Processes:
    """Copies that take the time that nobody else wants; none where the system cannot make them."""
    return Copies(yields=True) if sys.platform == "linux" else Processes(1)


@dataclass(slots=True, eq=False)
class _Pending(Generic[R]):
    """Work that a copy was given; ``body`` is what came of it, empty when it was lost."""

    copies: Copies
    asked: bytes
    body: bytes | None = None

    def result(self) -> R:
        while self.body is None:
            self.copies.wait()
        if not self.body:
            raise LostError(all_lost=False)
        was_raised, result = pickle.loads(self.body)
        if was_raised:
            raise result
        return result  # type: ignore[no-any-return]

    def cancel(self) -> None:
        """Nothing: it ends with the copies."""


class Copies(Nearby):
    """One that broke down takes along only what it was at; the rest of its work goes to another.
    Those that ``yield`` let all others go first."""

    def __init__(self, count: int | None = None, *, yields: bool = False) -> None:
        super().__init__(count)
        self._yields = yields
        self._copies: list[_Copy] = []
        self._losses = 0

    def submit(
        self, work: Callable[..., R], /, *given: Any, limits: Limits | None = None
    ) -> _Pending[R]:
        """See :class:`~docgen.workers.protocol.Workers`. Raises LostError when too many copies
        broke down."""
        del limits  # all have those of a PDF: more is done by whoever asks
        if self._losses > _MOST_LOSSES:
            raise LostError(all_lost=True)
        while len(self._copies) < self.count:
            self._copies.append(_Copy.begin(yields=self._yields))
        self._move()
        pending = _Pending[R](self, pickle.dumps((work, given)))
        self._give(pending)
        return pending

    def wait(self) -> None:
        """Until a copy has sent something, or takes more."""
        _wait(each.line for each in self._copies)
        self._move()

    def close(self) -> None:
        """End all copies; what they were at is lost."""
        while self._copies:
            copy = self._copies.pop()
            copy.end()
            for pending in copy.given:
                pending.body = b""

    def _give(self, pending: _Pending[Any]) -> None:
        """To the copy with the least work."""
        copy = min(self._copies, key=lambda each: len(each.given))
        copy.given.append(pending)
        copy.line.send(pending.asked)

    def _move(self) -> None:
        """Send and take what goes without waiting."""
        for copy in [*self._copies]:
            copy.line.send()
            for body in copy.line.messages():
                copy.given.popleft().body = body
            if copy.line.is_ended:
                self._replace(copy)

    def _replace(self, broken: _Copy) -> None:
        self._copies.remove(broken)
        broken.end()
        self._losses += 1
        if broken.given:
            broken.given.popleft().body = b""  # what it was at, as far as anybody knows
        if self._losses > _MOST_LOSSES:
            for pending in broken.given:
                pending.body = b""
            return
        self._copies.append(_Copy.begin(yields=self._yields))
        for pending in broken.given:
            self._give(pending)


class _Line:
    """Messages both ways between two processes; nothing here waits."""

    def __init__(self, reading: int, writing: int) -> None:
        self.reading, self.writing = reading, writing
        self.leaving, self.is_ended = bytearray(), False
        self._come = bytearray()
        for each in (reading, writing):
            os.set_blocking(each, False)

    def send(self, body: bytes = b"") -> None:
        """A message, as soon as there is room for it behind those that wait."""
        if body:
            self.leaving += len(body).to_bytes(_HEAD, "big") + body
        with contextlib.suppress(BlockingIOError, BrokenPipeError):
            while self.leaving:
                del self.leaving[: os.write(self.writing, self.leaving)]

    def messages(self) -> Iterator[bytes]:
        """Those that have come whole, each once."""
        with contextlib.suppress(BlockingIOError):
            while not self.is_ended:
                came = os.read(self.reading, MEGABYTE)
                self._come += came
                self.is_ended = not came
        while len(self._come) >= _HEAD:
            end = _HEAD + int.from_bytes(self._come[:_HEAD], "big")
            if len(self._come) < end:
                return
            body = bytes(self._come[_HEAD:end])
            del self._come[:end]
            yield body

    def close(self) -> None:
        """Let go of the pipes."""
        os.close(self.reading)
        os.close(self.writing)


def _wait(lines: Iterable[_Line]) -> None:
    """Until one of them brings something, or takes more."""
    poll = select.poll()
    for line in lines:
        poll.register(line.reading, select.POLLIN)
        if line.leaving:
            poll.register(line.writing, select.POLLOUT)
    poll.poll()


@dataclass(slots=True, eq=False)
class _Copy:
    """A copy, and what it was given and has not answered yet, in order."""

    pid: int
    line: _Line
    given: deque[_Pending[Any]] = field(default_factory=deque)

    @classmethod
    def begin(cls, *, yields: bool) -> _Copy:
        """A copy that waits for work."""
        sys.stdout.flush()
        sys.stderr.flush()
        asking, asked = roomy_pipe(), roomy_pipe()
        with warnings.catch_warnings():
            # Of threads: none holds a lock that the work needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            pid = os.fork()
        if pid == 0:
            if yields:
                os.nice(_LAST)
            _serve(_Line(asking[0], asked[1]), asking[1], asked[0])
        os.close(asking[0])
        os.close(asked[1])
        return cls(pid, _Line(asked[0], asking[1]))

    def end(self) -> None:
        """At once, whatever it is at."""
        self.line.close()
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)


def _serve(line: _Line, *others: int) -> None:  # pragma: no cover (in a child)
    """The whole life of a copy."""
    try:
        faulthandler.disable()
        for each in others:
            os.close(each)
        # What a library prints as it breaks down is no message for anybody; and for the lock of a
        # stream that another thread was just writing to a copy would wait for ever.
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        sys.stdout = sys.stderr = Path(os.devnull).open("w", encoding="ascii")  # noqa: SIM115
        end_with_parent()
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        limit_memory(PDF.memory)
        waiting: deque[bytes] = deque()
        while not line.is_ended:
            if not waiting:
                _wait([line])
            line.send()
            waiting.extend(line.messages())
            if waiting:
                line.send(result_of(_done, waiting.popleft()))
    finally:
        os._exit(0)


def _done(asked: bytes) -> Any:  # pragma: no cover (in a child)
    work, given = pickle.loads(asked)
    return work(*given)
