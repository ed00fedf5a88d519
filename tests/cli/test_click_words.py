"""What click says of a command line is Indonesian, whichever of its messages it is."""

from __future__ import annotations

import ast
import string
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from docgen.cli import asked
from docgen.cli.click_words import WORDS, said
from tests.cli.calls import Call

# What nobody who types a command reads: said to programmers, by what docgen has not (editors,
# pagers, progress bars, passwords), or said by docgen itself.
UNHEARD = {
    "deprecated", "required", "Options", "Commands", "Positional arguments", "(dynamic)", "d",
    "env var: {var}", "default: {default}", "file", "directory", "path", "Choice({choices})",
    "Aborted!", "Error: {message}", "Try '{command} {option}' for help.",
    "Did you mean {possibility}?", "(Did you mean one of: {possibilities}?)",
    "DeprecationWarning: The command {name!r} is deprecated.{extra_message}",
    "DeprecationWarning: The {param_type} {name!r} is deprecated.{extra_message}",
    "Could not determine name for option with declarations {decls!r}",
    "Arguments take exactly one parameter declaration, got {length}: {decls}.",
    "Name '{name}' defined twice",
    "Boolean option {decl!r} cannot use the same flag for true/false.",
    "Show this message and exit.", "Show the version and exit.", "%(prog)s, version %(version)s",
}  # fmt: skip
MODULES = ("core", "exceptions", "parser", "types", "decorators")
FOLDER = Path(click.__file__).parent


def messages() -> Iterator[str]:
    """The texts that click gives to its translation."""
    for module in MODULES:
        tree = ast.parse((FOLDER / f"{module}.py").read_text(encoding="utf-8"))
        for each in ast.walk(tree):
            if not isinstance(each, ast.Call) or not isinstance(each.func, ast.Name):
                continue
            if each.func.id in ("_", "ngettext"):
                texts = (arg for arg in each.args if isinstance(arg, ast.Constant))
                yield from (arg.value for arg in texts if isinstance(arg.value, str))


def filled(message: str) -> str:
    """A message as click would say it."""
    parts = [name for _text, name, _spec, _kind in string.Formatter().parse(message) if name]
    return message.format(**dict.fromkeys(parts, "ABC"))


@pytest.mark.parametrize("message", sorted({*messages()} - UNHEARD))
def test_every_message_of_click_has_its_words(message: str) -> None:
    if message.startswith(("Do you want", "Confirm the action", "No options defined")):
        return  # of confirmation_option, which docgen has not, and of its declarations
    assert message in WORDS
    told = said(filled(message))
    assert told != filled(message) or message == "{message}"
    for _text, name, _spec, _kind in string.Formatter().parse(WORDS[message]):
        assert name is None or f"{{{name}" in message
    assert told.count("ABC") == sum(
        name is not None for _t, name, _s, _k in string.Formatter().parse(WORDS[message])
    )


ENGLISH = ("is a ", "No such", "Missing", "does not", "Got unexpected", "requires", "not one of",
           "valid", "Did you", "Error", "Try ", "Usage", "range", "must ")  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "biuld", "template chekc", "sop", "template check", "build --mesin word", "build --mesn x",
        "build -C", "build -C tidak-ada", "build -C ada.txt", "template check folder --data x",
        "template check ada.txt", "form rekap --tahun dua -o x.xlsx", "form rekap -o",
        "form rekap --tahun 1200 -o x.xlsx", "form surat -o folder", "clean lebih banyak",
        "build --dry-run=ya", "register reserve banyak", "init", "init x --kertas A9",
        "init x --naskah roman", "template show", "template new surat_dinas", "-x", "--semua",
        "jelaskan", "template preview x -o folder",
    ],
)  # fmt: skip
def test_no_error_of_usage_is_english(
    words: str, tmp_path: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "ada.txt").write_text("x", encoding="utf-8")
    answer = call(*words.split())
    assert not [word for word in ENGLISH if word in answer.err + answer.out]


def test_a_mistyped_command_is_told_with_what_was_meant(call: Call) -> None:
    answer = call("biuld")
    assert answer.code == 2
    assert "build" in answer.err


def test_an_answer_that_cannot_be_taken_is_asked_again(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answers = iter(["mungkin", "ya"])
    monkeypatch.setattr(click, "prompt", lambda *_words, **_how: next(answers))
    assert asked.agreed("Berikan nomor ini?")
    numbers = iter(["dua", "-1", "7"])
    monkeypatch.setattr(click, "prompt", lambda *_words, **_how: next(numbers))
    kind = click.IntRange(0, 99)
    assert asked.ask("Nomor", "0", lambda text: int(kind.convert(text, None, None))) == 7
    shown = capsys.readouterr().err
    assert shown.count("docgen: ") == 3
    assert not [word for word in ENGLISH if word in shown]
