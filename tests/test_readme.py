"""The README tells the truth: commands, exit codes, stages and glossary against the program."""

from __future__ import annotations

import re
from pathlib import Path

import click

import docgen
from docgen.cli import cli
from docgen.errors import DocgenError
from docgen.render.template import FILTERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")


def table_between(mark: str) -> list[tuple[str, str]]:
    """First and second cell of each row between two marks."""
    text = README.split(f"<!-- {mark}: begin", 1)[1].split(f"<!-- {mark}: end", 1)[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [(first.strip(), second.strip()) for first, second in rows[2:]]


def commands_of(group: click.Command, name: str) -> list[str]:
    if not isinstance(group, click.Group):
        return [name]
    return [c for n, each in group.commands.items() for c in commands_of(each, f"{name} {n}")]


def test_the_command_list_is_the_programs() -> None:
    listed = [
        " ".join(word for word in cell.strip("`").split() if word[0].islower())
        for cell, _text in table_between("commands")
    ]
    assert listed == commands_of(cli, "docgen")


def test_every_command_says_what_it_does() -> None:
    assert all(text for _command, text in table_between("commands"))


def test_the_exit_codes_are_those_of_the_errors() -> None:
    table = README.split("| exit code |", 1)[1].split("\n\n", 1)[0]
    rows = re.findall(r"^\| (\d) \| (.+) \|$", table, re.MULTILINE)
    assert [int(code) for code, _ in rows] == [0, 1, 2, 3, 4, 5]
    used = {each.exit_code for each in DocgenError.__subclasses__()}
    assert used == {1, 2, 3, 4, 5}
    assert cli.help is not None
    for code, _meaning in rows:
        assert f"{code} " in cli.help


def test_the_stages_are_those_of_the_package() -> None:
    stages = re.findall(r"^\| (\d) \| ([a-z ]+) \|.*`docgen/(\w+)/` \|$", README, re.MULTILINE)
    assert [number for number, _name, _package in stages] == list("1234567")
    assert docgen.__doc__ is not None
    for number, name, package in stages:
        assert re.search(
            rf"^{number}\. \*\*{name}\*\* .*docgen\.{package}`", docgen.__doc__, re.MULTILINE
        )


def test_the_filters_are_those_of_the_templates() -> None:
    names = [name for cell, _text in table_between("filters") for name in cell.split(", ")]
    assert sorted(name.strip("`") for name in names) == sorted(FILTERS)


def test_the_glossary_holds_words_that_the_program_uses() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docgen").rglob("*.py")
    )
    words = [cell.strip("`") for cell, _meaning in table_between("glossary")]
    assert len(words) == len(set(words)) >= 12
    files = " ".join(path.name for path in (ROOT / "templates").iterdir())
    for word in words:
        spelt = word.replace("_", "[_ ]")
        assert re.search(rf"\b{spelt}", f"{sources} {files}", re.IGNORECASE), word


def test_the_codes_of_the_check_are_those_of_the_program() -> None:
    table = README.split("| what it proves | how | codes |", 1)[1].split("\n\n", 1)[0]
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docgen").rglob("*.py")
    )
    codes = [code for row in table.splitlines()[2:] for code in re.findall(r"`([a-z-]+)`", row)]
    assert len(codes) > 30
    for code in codes:
        assert f'"{code}"' in sources, code
