"""Where the program starts: ``docgen`` and ``python -m docgen``."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line. Loading it takes a second, in which Ctrl-C is no fault either."""
    try:
        from docgen.cli import run

        code = run(sys.argv[1:])
    except KeyboardInterrupt:
        sys.stderr.write("docgen: dihentikan\n")
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
