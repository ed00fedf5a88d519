"""How much Python did, whatever else the machine is doing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Any


@contextmanager
def counting_steps() -> Iterator[Callable[[], int]]:
    """Count the lines that are run in the block, and the calls of functions in C."""
    count = 0

    def line(_frame: FrameType, _event: str, _argument: Any) -> Any:
        nonlocal count
        count += 1
        return line

    def call(_frame: FrameType, _event: str, _argument: Any) -> None:
        nonlocal count
        count += 1

    traced, profiled = sys.gettrace(), sys.getprofile()
    sys.settrace(line)
    sys.setprofile(call)
    try:
        yield lambda: count
    finally:
        sys.settrace(traced)
        sys.setprofile(profiled)
