"""A build that is killed at its Nth step to disk; run as a program by test_killed.

Steps are what changes the disk: a file written, renamed or synced, numbers committed. With N = 0
it runs to its end and prints how many steps there were.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from docgen.cli import run
from docgen.numbering import Register

steps = 0


def dying(method: Callable[..., Any], last: int) -> Callable[..., Any]:
    def step(*args: Any, **values: Any) -> Any:
        global steps
        steps += 1
        if steps == last:
            os.kill(os.getpid(), signal.SIGKILL)
        return method(*args, **values)

    return step


def main(workspace: str, last: int) -> int:
    for owner, name in ((Path, "write_bytes"), (Path, "replace"), (Register, "commit")):
        setattr(owner, name, dying(getattr(owner, name), last))
    os.sync = dying(os.sync, last)
    code = run(["letters", "render", "-q", "-C", workspace])
    print(steps, file=sys.stderr)
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], int(sys.argv[2])))
