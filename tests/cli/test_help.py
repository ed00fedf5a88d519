"""Every command explains itself and ends with an example that can be run."""

from __future__ import annotations

import shlex
from collections.abc import Iterator

import click
import pytest

from docgen.choices import STAGES
from docgen.cli import cli, run

PATHS = {
    "", "build", "sop", "sop render", "sop check", "letters", "letters render", "disposisi",
    "disposisi render", "recap", "recap render", "convert", "bundle", "check", "doctor",
}  # fmt: skip


def commands(group: click.Command, path: str = "") -> Iterator[tuple[str, click.Command]]:
    yield path, group
    if isinstance(group, click.Group):
        for name, command in group.commands.items():
            yield from commands(command, f"{path} {name}".strip())


EVERY = dict(commands(cli))


def test_the_usual_commands_are_there() -> None:
    assert set(EVERY) >= PATHS


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path or "docgen")
def test_help_ends_in_an_example(path: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run([*path.split(), "--help"]) == 0
    shown = capsys.readouterr()
    assert shown.err == ""
    *_, last = shown.out.strip().splitlines()
    label, _, example = last.strip().partition("  ")
    assert label == "Contoh:"
    words = shlex.split(example)
    assert words[: 1 + len(path.split())] == ["docgen", *path.split()]


@pytest.mark.parametrize("path", EVERY, ids=lambda path: path or "docgen")
def test_command_and_its_options_are_explained(path: str) -> None:
    command = EVERY[path]
    assert command.help
    assert len(command.help.split()) >= 3
    for parameter in command.params:
        if isinstance(parameter, click.Option) and parameter.name not in ("help", "version"):
            assert parameter.help, parameter.name


@pytest.mark.parametrize(
    "path", [path for path, each in EVERY.items() if path and not isinstance(each, click.Group)]
)
def test_commands_share_their_ways_to_speak(path: str) -> None:
    options = {name for parameter in EVERY[path].params for name in parameter.opts}
    assert {"--json", "-q", "-v"} <= options


def test_h_is_help_and_version_is_a_line(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["-h"]) == 0
    assert "Kode keluar" in capsys.readouterr().out
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("docgen ")


def test_there_are_seven_stages() -> None:
    assert len(STAGES) == len(set(STAGES)) == 7
