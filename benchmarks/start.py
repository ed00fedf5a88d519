"""How long docgen takes to say its help: against the library that every command line has to load.

Each run is a process of its own; they take turns. What is compared is all that a shell waits for.
"""

from __future__ import annotations

import statistics
import sys

from benchmarks.measure import print_ratio, seconds

RUNS = 15
CLICK = ("-c", "import click")
HELP = ("-m", "docgen", "--help")


def main() -> None:
    """Print the ratio."""
    times: dict[tuple[str, ...], list[float]] = {CLICK: [], HELP: []}
    for _run in range(RUNS):
        for words, taken in times.items():
            taken.append(seconds(*words))
    click, help_ = (statistics.median(taken) for taken in times.values())
    print(f"import click {click * 1000:.0f} ms, help {help_ * 1000:.0f} ms", file=sys.stderr)
    print_ratio("help_over_import_click", help_ / click)


if __name__ == "__main__":
    main()
