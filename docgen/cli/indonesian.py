"""Commands that explain themselves in Indonesian, click's own words among them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Any

import click

# What click writes into every help, as a clerk would say it.
_HEADS = {"Options": "Pilihan", "Commands": "Perintah"}
_USAGE = {"[OPTIONS]": "[PILIHAN]", "COMMAND [ARGS]...": "PERINTAH ..."}
_KINDS = {
    "INTEGER RANGE": "BILANGAN",
    "INTEGER": "BILANGAN",
    "TEXT": "TEKS",
    "DIRECTORY": "FOLDER",
    "FILE": "BERKAS",
    "PATH": "BERKAS",
}
_KIND = re.compile(rf"(?<= )(?:{'|'.join(_KINDS)})$")
_NOTES = {"required": "wajib", "default": "bawaan"}
_NOTE = re.compile(r"(?<=\[)(?:required(?=\])|default(?=: ))|(?<=; )required(?=\])")
_LINES = {
    "Show this message and exit.": "Tampilkan penjelasan ini.",
    "Show the version and exit.": "Sebutkan versi docgen.",
}
# No line of help is cut for want of room: it goes on below.
_UNCUT = 1000


class Formatter(click.HelpFormatter):
    """The page of help."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The first line: how the command is written."""
        for word, said in _USAGE.items():
            args = args.replace(word, said)
        super().write_usage(prog, args, prefix or "Pakai: ")

    def write_heading(self, heading: str) -> None:
        """The head of a list."""
        super().write_heading(_HEADS.get(heading, heading))

    def write_dl(
        self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2
    ) -> None:
        """A list of options or commands."""
        said = [
            (
                _KIND.sub(lambda kind: _KINDS[kind[0]], name),
                _NOTE.sub(lambda note: _NOTES[note[0]], _LINES.get(text, text)),
            )
            for name, text in rows
        ]
        super().write_dl(said, col_max, col_spacing)


class _Context(click.Context):
    formatter_class = Formatter


class Command(click.Command):
    """A command whose help is Indonesian throughout."""

    context_class = _Context

    def get_short_help_str(self, limit: int = 0) -> str:
        """Its line in the list of commands, whole."""
        del limit  # click would cut it there
        return super().get_short_help_str(_UNCUT)


class Group(click.Group, Command):
    """The same for a group; it lists its commands as they were added, not by the alphabet."""

    command_class = Command
    group_class = type

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands in the order of the pipeline."""
        del ctx  # what click passes along
        return list(self.commands)


def command(name: str | None = None, **how: Any) -> Callable[[Callable[..., Any]], Command]:
    """Make a function a command, as ``click.command`` does."""
    return click.command(name, cls=Command, **how)


def group(**how: Any) -> Callable[[Callable[..., Any]], Group]:
    """Make a function a group of commands, as ``click.group`` does."""
    return click.group(cls=Group, **how)
