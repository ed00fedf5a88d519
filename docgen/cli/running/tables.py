"""Tables on stdout."""

from __future__ import annotations

from rich.console import Console

WIDE = 200  # columns of a table that is not shown on a terminal


def console_for_tables() -> Console:
    """Stdout, as wide as the terminal; a file or another program has nothing to fit into."""
    console = Console(highlight=False)
    if not console.is_terminal:
        console.width = max(console.width, WIDE)
    return console
