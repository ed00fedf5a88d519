"""Where the program starts: ``docgen`` and ``python -m docgen``."""

from __future__ import annotations

import gc
import sys

# New objects that may be in a circle, of which so many come before circles are looked for. A
# thousand letters are a million objects that stay: looking at them after each 700 took 8 % of the
# time, after each 50,000 still 5 % of a check.
_NEW_OBJECTS = 500_000


def main() -> None:
    """Run the command line. Loading it takes a second, in which Ctrl-C is no fault either."""
    gc.set_threshold(_NEW_OBJECTS)
    try:
        from docgen.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("docgen: dihentikan\n")
        code = 130
    gc.freeze()  # what is left goes with the process; looking through it took a third of a second
    sys.exit(code)


if __name__ == "__main__":
    main()
