"""Timing for the benchmarks: medians of several runs, one line a ratio."""

from __future__ import annotations

import statistics
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


def print_ratio(name: str, value: float) -> None:
    """``RATIO name value``."""
    print(f"RATIO {name} {value:.2f}", flush=True)
