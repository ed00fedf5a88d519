"""What click says about the words of a command, in the words of a clerk."""

from __future__ import annotations

import click


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
            return f"{_name(problem)} tidak ada atau tidak dapat dibaca ({problem.message})"
        return f"isi {_name(problem)} tidak dapat dipakai ({_reason(problem)})"
    if isinstance(problem, click.BadOptionUsage):
        return f"pilihan {problem.option_name} dipakai dengan cara yang salah"
    if problem.message.startswith("No such command"):
        return f"tidak ada perintah {problem.message.partition(chr(39))[2].partition(chr(39))[0]}"
    if problem.message.startswith("Got unexpected extra"):
        return f"terlalu banyak kata dalam perintah {problem.message.partition('(')[2].rstrip(')')}"
    return problem.message


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
