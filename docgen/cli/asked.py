"""Questions before the screen; what is said of an answer that cannot be taken is Indonesian."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from docgen.cli.usage import in_words

T = TypeVar("T")
_YES, _NO = ("y", "ya"), ("t", "tidak", "n", "no", "")


def ask(question: str, usual: Any, taken: Callable[[str], T], *, shows_usual: bool = True) -> T:
    """Ask until ``taken`` takes the answer; it raises click.UsageError for one that it cannot."""
    while True:
        typed = click.prompt(
            question, default=usual, show_default=shows_usual, value_proc=_as_typed, err=True
        )
        try:
            return taken(typed)
        except click.UsageError as problem:
            click.echo(f"docgen: {in_words(problem)[0]}", err=True)


def agreed(question: str) -> bool:
    """Whether somebody says yes; nothing typed is a no."""
    return ask(f"{question} [y/T]", "", _yes_or_no, shows_usual=False)


def _yes_or_no(text: str) -> bool:
    word = text.strip().lower()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise click.BadParameter("jawab y (ya) atau t (tidak)")


def _as_typed(text: str) -> str:
    """Nothing is judged inside click, which would say so in English."""
    return text
