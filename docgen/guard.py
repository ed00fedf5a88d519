"""Work that may ask for too much, done by a child that is ended when it does.

A template can loop for ever, and a library may take all memory or abort on a damaged file. The
child starts as a copy of this process (fork(2)), so that it knows all that is known here; it works
off the items one after another and sends back what came of each. Where the system cannot copy a
process, the work is done here, without limits.
"""

from __future__ import annotations

import contextlib
import ctypes
import faulthandler
import os
import pickle
import signal
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, BinaryIO, Generic, TypeVar

from docgen.limits import MEGABYTE, Limits, Stopped

T = TypeVar("T")
R = TypeVar("R")
# Bytes of the number that says how long a message is.
_HEAD = 8
_PR_SET_PDEATHSIG = 1
# Who computes nothing waits for something that will never come: so many times as long.
_PATIENCE = 10


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


def guarded_once(work: Callable[[T], R], item: T, limits: Limits) -> R | Stopped:
    """The same for one item."""
    return next(guarded(work, [item], limits))[1]


class Guard(Generic[T, R]):
    """The same for items that come to be known one after another; a child waits for each.

    Items too must be such as pickle knows. It begins with the first of them, and anew after one
    that was too much.
    """

    def __init__(self, work: Callable[[T], R], limits: Limits) -> None:
        self._work, self._limits = work, limits
        self._owner = os.getpid()
        self._asking: BinaryIO | None = None
        self._child: _Child | None = None

    def __enter__(self) -> Guard[T, R]:
        return self

    def __exit__(self, *_problem: object) -> None:
        self.close()

    def __call__(self, item: T) -> R | Stopped:
        """What came of an item. Raises what its work raised."""
        if not hasattr(os, "fork"):
            return self._work(item)
        if self._owner != os.getpid():  # a copy of the process that the child belongs to
            self._owner, self._child, self._asking = os.getpid(), None, None
        if self._child is None or self._asking is None:
            self._begin()
        assert self._child is not None and self._asking is not None
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            _send(self._asking, pickle.dumps(item))
        result: R | Stopped = self._child.next()
        if isinstance(result, Stopped):
            self.close()
        return result

    def close(self) -> None:
        """End the child, if there is one."""
        if self._owner != os.getpid():
            return
        if self._asking is not None:
            with contextlib.suppress(BrokenPipeError):
                self._asking.close()
        if self._child is not None:
            self._child.__exit__()
        self._asking = self._child = None

    def _begin(self) -> None:
        reading, writing = os.pipe()
        self._asking = os.fdopen(writing, "wb")
        self._child = _Child(self._work, _asked(reading, writing), self._limits)
        os.close(reading)


def _asked(reading: int, writing: int) -> Iterator[Any]:
    """The items, in the child, until nobody asks any more."""
    os.close(writing)
    with os.fdopen(reading, "rb") as asked:
        while body := _received(asked):
            yield pickle.loads(body)


class _Child:
    """A copy of this process that works off some items."""

    def __init__(self, work: Callable[[T], R], items: Iterable[T], limits: Limits) -> None:
        sys.stdout.flush()
        sys.stderr.flush()
        self._owner = os.getpid()
        reading, writing = roomy_pipe()
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
        if self._status is None and self._owner == os.getpid():
            os.kill(self._pid, signal.SIGKILL)
            _pid, self._status = os.waitpid(self._pid, 0)

    def __del__(self) -> None:
        if hasattr(self, "_status"):
            self.__exit__()  # also when nobody asked for any result

    def next(self) -> Any:
        """What came of the next item. Raises what its work raised."""
        body = _received(self._messages)
        if not body:
            _pid, self._status = os.waitpid(self._pid, 0)
            out_of_time = os.WIFSIGNALED(self._status) and os.WTERMSIG(self._status) in (
                signal.SIGPROF, signal.SIGALRM, signal.SIGXCPU,
            )  # fmt: skip
            return Stopped("waktu" if out_of_time else "rusak")
        was_raised, result = pickle.loads(body)
        if was_raised:
            raise result
        return result


def roomy_pipe() -> tuple[int, int]:
    """A pipe with room for much, where the system allows that (fcntl(2)): whoever sends then need
    not wait until somebody takes it."""
    reading, writing = os.pipe()
    if sys.platform == "linux":
        import fcntl

        with contextlib.suppress(OSError):
            fcntl.fcntl(writing, fcntl.F_SETPIPE_SZ, MEGABYTE)
    return reading, writing


def _send(target: BinaryIO, body: bytes) -> None:
    target.write(len(body).to_bytes(_HEAD, "big") + body)
    target.flush()


def _received(source: BinaryIO) -> bytes:
    """A message; nothing when whoever sends is gone."""
    head = source.read(_HEAD)
    return source.read(int.from_bytes(head, "big")) if len(head) == _HEAD else b""


def _work_off(
    work: Callable[[T], R], items: Iterable[T], limits: Limits, writing: int
) -> None:  # pragma: no cover (in a child)
    """The child's whole life."""
    try:
        # What a library prints as it breaks down is no message for anybody.
        faulthandler.disable()
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        end_with_parent()
        with os.fdopen(writing, "wb") as messages:
            limit_memory(limits.memory)
            signal.signal(signal.SIGINT, signal.SIG_DFL)
            for item in items:
                with ending_after(limits.seconds):
                    body = result_of(work, item)
                _send(messages, body)
    finally:
        os._exit(0)


@contextlib.contextmanager
def ending_after(seconds: float) -> Iterator[None]:
    """End this whole process when it computes for longer, or waits for much longer.

    Also inside a library: that is the default action of the signals (setitimer(2)). Where there are
    none, nothing ends.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return
    timers = (
        (signal.ITIMER_PROF, signal.SIGPROF, 1),
        (signal.ITIMER_REAL, signal.SIGALRM, _PATIENCE),
    )
    for timer, number, times in timers:
        signal.signal(number, signal.SIG_DFL)
        signal.setitimer(timer, seconds * times)
    try:
        yield
    finally:
        for timer, _number, _times in timers:
            signal.setitimer(timer, 0)


def result_of(work: Callable[[T], R], item: T) -> bytes:
    """What came of an item as bytes for pickle: whether it was raised, and it."""
    try:
        try:
            return pickle.dumps((False, work(item)))
        except MemoryError:
            return pickle.dumps((False, Stopped("memori")))
        except Exception as problem:
            body = pickle.dumps((True, problem))
            pickle.loads(body)  # not every library's errors can be read back
            return body
    except Exception as problem:  # what cannot be sent
        return pickle.dumps((True, RuntimeError(repr(problem))))


def end_with_parent() -> None:  # pragma: no cover (in a child)
    """Let nothing run on when docgen itself is killed (prctl(2))."""
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def limit_memory(more: int) -> None:
    """Allow so many bytes more than the process has now, and no file of what broke down
    (setrlimit(2), RLIMIT_AS and RLIMIT_CORE)."""
    try:
        import resource
    except ImportError:  # Windows
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
    try:
        pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[0]
        now = int(pages) * resource.getpagesize()
    except OSError:
        return  # macOS does not hold to such a limit
    _soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limit = now + more if hard == resource.RLIM_INFINITY else min(now + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (limit, hard))
