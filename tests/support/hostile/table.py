"""Each hostile input with what docgen answered, and what that took: one line each, as Markdown.

    python -m tests.support.hostile.table [WORD]

Only those whose name has WORD in it. Ends with 1 when one was not answered.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from docgen.limits import MEGABYTE
from tests.support.hostile.cases import cases
from tests.support.hostile.runs import run_measured


def main(word: str = "") -> int:
    """Print the table; 1 when an input was not answered."""
    print("| input | exit code | seconds of computing | peak memory, MB |\n|---|---|---|---|")
    unanswered = 0
    for case in cases():
        if word not in case.name:
            continue
        with tempfile.TemporaryDirectory() as place:
            folder = Path(place, "kantor")
            folder.mkdir()
            run = run_measured(case.prepare(folder), folder, 240.0)
        unanswered += not run.is_answered
        code = f"{run.code}" if run.is_answered else f"**{run.code}**"
        memory = run.memory / MEGABYTE
        print(f"| {case.name} | {code} | {run.cpu:.1f} | {memory:.0f} |", flush=True)
    return bool(unanswered)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:2]))
