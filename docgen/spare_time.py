"""What is done while this process waits for another: it takes no time then.

Whoever will need something says so; whoever begins to wait has it done, in the thread that waits.
What nobody had time for is done when it is needed.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

_TASKS: deque[Callable[[], object]] = deque()


@contextmanager
def for_spare_time(*tasks: Callable[[], object]) -> Iterator[None]:
    """Let these be done, in order and each once, when somebody waits inside the block."""
    _TASKS.extend(tasks)
    try:
        yield
    finally:
        _TASKS.clear()


def use_spare_time() -> None:
    """Do what there is to do, before waiting."""
    while _TASKS:
        _TASKS.popleft()()
