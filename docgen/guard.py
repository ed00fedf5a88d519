"""Work that may ask for too much, done by a child that is ended when it does.

A template can loop for ever, and a library may take all memory or abort on a damaged file. The
child starts as a copy of this process (fork(2)), so that it knows all that is known here; it works
off the items one after another and sends back what came of each. Where the system cannot copy a
process, the work is done here, without limits.
"""

from __future__ import annotations

import faulthandler
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal, TypeVar

T = TypeVar("T")
R = TypeVar("R")
# Bytes of the number that says how long a message is.
_HEAD = 8


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds of computing for one item, and bytes of memory beyond what the program has."""

    seconds: float = 10.0
    memory: int = 1_000_000_000


@dataclass(frozen=True, slots=True)
class Stopped:
    """An item whose work was ended: by what limit, or since the child broke down."""

    why: Literal["waktu", "memori", "rusak"]


def guarded(
    work: Callable[[T], R], items: Sequence[T], limits: Limits
) -> Iterator[tuple[T, R | Stopped]]:
    """Each item with the result of ``work``, in order; results must be such as pickle knows.

    The child begins at once, also while nobody asks for results. What ``work`` raises is raised
    here. Only one thread should run when this begins.
    """
    if not items or not hasattr(os, "fork"):
        return ((item, work(item)) for item in items)
    return _results(_Child(work, items, limits), work, items, limits)


def _results(
    first: _Child, work: Callable[[T], R], items: Sequence[T], limits: Limits
) -> Iterator[tuple[T, R | Stopped]]:
    child, start = first, 0
    while True:
        with child:
            for item in items[start:]:
                result = child.next()
                start += 1
                yield item, result
                if isinstance(result, Stopped):
                    break  # the rest goes to another child
        if start == len(items):
            return
        child = _Child(work, items[start:], limits)


class _Child:
    """A copy of this process that works off some items."""

    def __init__(self, work: Callable[[T], R], items: Sequence[T], limits: Limits) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        reading, writing = os.pipe()
        with warnings.catch_warnings():
            # Of threads: none holds a lock that the child's work needs.
            warnings.simplefilter("ignore", DeprecationWarning)
            self._pid = os.fork()
        if self._pid == 0:
            os.close(reading)
            _work_off(work, items, limits, writing)
        os.close(writing)
        self._messages: BinaryIO = os.fdopen(reading, "rb")
        self._status: int | None = None

    def __enter__(self) -> _Child:
        return self

    def __exit__(self, *_problem: object) -> None:
        self._messages.close()
        if self._status is None:
            os.kill(self._pid, signal.SIGKILL)
            _pid, self._status = os.waitpid(self._pid, 0)

    def __del__(self) -> None:
        if hasattr(self, "_status"):
            self.__exit__()  # also when nobody asked for any result

    def next(self) -> Any:
        """What came of the next item. Raises what its work raised."""
        head = self._messages.read(_HEAD)
        body = self._messages.read(int.from_bytes(head, "big")) if len(head) == _HEAD else b""
        if not body:
            _pid, self._status = os.waitpid(self._pid, 0)
            out_of_time = os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) in (
                signal.SIGPROF, signal.SIGXCPU,
            )  # fmt: skip
            return Stopped("waktu" if out_of_time else "rusak")
        was_raised, result = pickle.loads(body)
        if was_raised:
            raise result
        return result


def _work_off(
    work: Callable[[T], R], items: Sequence[T], limits: Limits, writing: int
) -> None:  # pragma: no cover (in a child)
    """The child's whole life."""
    try:
        # What a library prints as it breaks down is no message for anybody.
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        with os.fdopen(writing, "wb") as messages:
            _limit_memory(limits.memory)
            signal.signal(signal.SIGPROF, signal.SIG_DFL)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            for item in items:
                # Ends the process, also inside a library: the default action of SIGPROF.
                signal.setitimer(signal.ITIMER_PROF, limits.seconds)
                body = _result(work, item)
                signal.setitimer(signal.ITIMER_PROF, 0)
                messages.write(len(body).to_bytes(_HEAD, "big") + body)
                messages.flush()
    finally:
        os._exit(0)


def _result(work: Callable[[T], R], item: T) -> bytes:
    try:
        try:
            return pickle.dumps((False, work(item)))
        except MemoryError:
            return pickle.dumps((False, Stopped("memori")))
        except Exception as problem:
            return pickle.dumps((True, problem))
    except Exception as problem:  # what cannot be sent
        return pickle.dumps((True, RuntimeError(repr(problem))))


def _limit_memory(more: int) -> None:
    """Allow so many bytes more than the process has now (setrlimit(2), RLIMIT_AS)."""
    import resource  # where a process can be copied, this is there as well

    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        now = int(pages) * resource.getpagesize()
    except OSError:
        return  # macOS does not hold to such a limit
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + more if hard == resource.RLIM_INFINITY else min(now + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
