"""What click says about the words of a command, in the words of a clerk."""

from __future__ import annotations

from difflib import get_close_matches

import click

# What click says of a path.
_PATHS = {
    "does not exist": "tidak ada; periksa nama dan foldernya",
    "is a directory": "harus berkas, dan ini folder",
    "is a file": "harus folder, dan ini berkas",
    "is not readable": "tidak dapat dibaca; periksa izinnya",
    "is not writable": "tidak dapat ditulis; periksa izinnya",
}


def in_words(problem: click.ClickException) -> tuple[str, str]:
    """What is wrong with the command line, and what to do."""
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    path = context.command_path if context else "docgen"
    return _message(problem), f"Lihat caranya dengan: {path} --help"


def _message(problem: click.ClickException) -> str:
    if isinstance(problem, click.NoSuchOption):
        close = problem.possibilities or []
        meant = f"; maksud Anda {close[0]}?" if close else ""
        return f"pilihan {problem.option_name} tidak dikenal{meant}"
    if isinstance(problem, click.MissingParameter):
        return f"{_name(problem)} belum disebut"
    if isinstance(problem, click.BadParameter):
        if isinstance(getattr(problem.param, "type", None), click.Path):
            return f"{_name(problem)} {_of_path(problem.message)}"
        return f"isi {_name(problem)} tidak dapat dipakai ({_reason(problem)})"
    if isinstance(problem, click.BadOptionUsage):
        return f"pilihan {problem.option_name} dipakai dengan cara yang salah"
    if problem.message.startswith("No such command"):
        name = _quoted(problem.message)
        close = get_close_matches(name, _commands(problem), 1)
        return f"tidak ada perintah {name}{f'; maksud Anda {close[0]}?' if close else ''}"
    if problem.message.startswith("Got unexpected extra"):
        return f"terlalu banyak kata dalam perintah {problem.message.partition('(')[2].rstrip(')')}"
    return problem.message


def _quoted(message: str) -> str:
    return message.partition("'")[2].rpartition("'")[0]


def _commands(problem: click.ClickException) -> list[str]:
    """Those among which the one that was typed is not."""
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    command = context.command if context else None
    return list(command.commands) if isinstance(command, click.Group) else []


def _of_path(message: str) -> str:
    """What is wrong with a path."""
    why = next((said for sign, said in _PATHS.items() if sign in message), "tidak dapat dipakai")
    return f"{why}: {_quoted(message)}"


def _reason(problem: click.BadParameter) -> str:
    """Why a value cannot be used, by what the parameter takes."""
    kind = getattr(problem.param, "type", None)
    if isinstance(kind, click.Choice):
        return f"pilih {' atau '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"harus bilangan bulat {kind.min} sampai {kind.max}"
    if isinstance(kind, click.types.IntParamType):
        return "harus bilangan bulat"
    return problem.message


def _name(problem: click.BadParameter) -> str:
    """The parameter as the help shows it."""
    if problem.param is None:
        return problem.param_hint if isinstance(problem.param_hint, str) else "kata"
    if isinstance(problem.param, click.Option):
        return problem.param.opts[-1]
    return (problem.param.metavar or problem.param.human_readable_name).strip("[].")
