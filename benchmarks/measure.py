"""Timing for the benchmarks: medians of several runs, one line a ratio."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

RUNS = 5


def median_seconds(work: Callable[[], object], runs: int = RUNS) -> float:
    """The median time of ``work``, seconds; one run before that does not count."""
    work()
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def seconds(*arguments: str) -> float:
    """How long Python takes with these arguments, in a process of its own; it must end well.

    As for users, whose installers compile modules, it may keep them compiled.
    """
    environ = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True, env=environ)
    return time.perf_counter() - start


def print_ratio(name: str, value: float, digits: int = 2) -> None:
    """``RATIO name value``."""
    print(f"RATIO {name} {value:.{digits}f}", flush=True)
