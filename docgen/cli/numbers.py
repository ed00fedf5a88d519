"""Numbers before they are given for ever: whether somebody can be asked; them for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any, TypeVar

import click

if TYPE_CHECKING:
    from docgen.numbering import Entry

F = TypeVar("F", bound=Callable[..., Any])


def yes_option(command: F) -> F:
    """``--ya``: nobody is asked."""
    return click.option(
        "--ya", "yes", is_flag=True, help="Jangan bertanya sebelum nomor surat diberikan."
    )(command)


def on_terminal() -> bool:
    """Whether somebody sees what is said and can answer: nothing is piped."""
    return all(stream.isatty() for stream in (sys.stdin, sys.stdout, sys.stderr))


def as_json(numbers: Sequence[Entry]) -> list[dict[str, Any]]:
    """Numbers that were given, or would be, for other programs."""
    from docgen.numbering import Status

    return [
        {
            "surat": entry.letter,
            "nomor": entry.number,
            "tanggal": entry.dated.isoformat(),
            "sementara": entry.status is Status.PROVISIONAL,
        }
        for entry in numbers
    ]
