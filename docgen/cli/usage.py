"""What click says about the words of a command, in the words of a clerk."""

from __future__ import annotations

from collections.abc import Sequence

import click

from docgen.cli.click_words import said


def in_words(problem: click.ClickException) -> tuple[str, str]:
    """What is wrong with the command line, and what to do."""
    context = problem.ctx if isinstance(problem, click.UsageError) else None
    path = context.command_path if context else "docgen"
    return _message(problem), f"Lihat caranya dengan: {path} --help"


def _message(problem: click.ClickException) -> str:
    if isinstance(problem, click.NoSuchOption):
        return f"pilihan {problem.option_name} tidak dikenal{_meant(problem.possibilities)}"
    if isinstance(problem, click.MissingParameter):
        return f"{_name(problem)} belum disebut"
    if isinstance(problem, click.BadParameter):
        if isinstance(getattr(problem.param, "type", None), click.Path):
            return f"{_name(problem)}: {said(problem.message)}"
        return f"isi {_name(problem)} tidak dapat dipakai ({_reason(problem)})"
    if isinstance(problem, click.FileError):
        return f"berkas {problem.ui_filename} tidak dapat dibuka: {said(problem.message)}"
    close = getattr(problem, "possibilities", None)  # of a command that was mistyped
    return f"{said(problem.message)}{_meant(close)}"


def _meant(close: Sequence[str] | None) -> str:
    return f"; maksud Anda {close[0]}?" if close else ""


def _reason(problem: click.BadParameter) -> str:
    """Why a value cannot be used, by what the parameter takes."""
    kind = getattr(problem.param, "type", None)
    if isinstance(kind, click.Choice):
        return f"pilih {' atau '.join(map(str, kind.choices))}"
    if isinstance(kind, click.IntRange):
        return f"harus bilangan bulat{_bounds(kind)}"
    if isinstance(kind, click.types.IntParamType):
        return "harus bilangan bulat"
    return said(problem.message)


def _bounds(kind: click.IntRange) -> str:
    if kind.max is None:
        return f", paling kecil {kind.min}"
    return f" sampai {kind.max}" if kind.min is None else f" {kind.min} sampai {kind.max}"


def _name(problem: click.BadParameter) -> str:
    """The parameter as the help shows it."""
    if problem.param is None:
        return problem.param_hint if isinstance(problem.param_hint, str) else "kata"
    if isinstance(problem.param, click.Option):
        return problem.param.opts[-1]
    return (problem.param.metavar or problem.param.human_readable_name).strip("[].")
