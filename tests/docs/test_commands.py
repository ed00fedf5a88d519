"""Every command that a document shows is run, or at least read as the program reads it."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest

from docgen.cli import cli, run
from tests.docs.blocks import DOCUMENTS, folder_of, lines_of, name_of, named_in, unmarked
from tests.docs.folders import Prepare


def is_new(path: Path) -> bool:
    return folder_of(path.read_text(encoding="utf-8")) in ("", "baku")


SHOWN = [path for path in DOCUMENTS if lines_of(path.read_text(encoding="utf-8"))]
# In a new workspace, which is built in no time.
QUICK = [path for path in SHOWN if path.parent.name == "panduan" and is_new(path)]
NO_OFFICE = "/nonexistent/soffice.bin"
USAGE = 2
GLOB = re.compile(r"[*?\[]")


def run_all(path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, int]]:
    """Each line with its exit code."""
    monkeypatch.chdir(folder)
    codes = []
    for words in lines_of(path.read_text(encoding="utf-8")):
        program, *rest = words
        if program == "cd":
            monkeypatch.chdir(Path.cwd() / rest[0])
            continue
        assert program == "docgen", words
        meant = [each for word in rest for each in expanded(word)]
        codes.append((" ".join(words), run(meant)))
    return codes


def expanded(word: str) -> list[str]:
    """What a shell makes of a pattern."""
    return sorted(map(str, Path().glob(word))) or [word] if GLOB.search(word) else [word]


@pytest.mark.parametrize("path", QUICK, ids=name_of)
def test_what_the_manual_shows_is_understood(
    path: Path,
    prepare: Prepare,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Without LibreOffice, which only the long run waits for."""
    monkeypatch.setenv("DOCGEN_SOFFICE", NO_OFFICE)
    folder = prepare(folder_of(path.read_text(encoding="utf-8")))
    wrong = [line for line, code in run_all(path, folder, monkeypatch) if code == USAGE]
    assert "Traceback" not in capsys.readouterr().err
    assert wrong == []


@pytest.mark.full
@pytest.mark.soffice
@pytest.mark.parametrize("path", SHOWN, ids=name_of)
def test_what_a_document_shows_works(
    path: Path,
    prepare: Prepare,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = prepare(folder_of(path.read_text(encoding="utf-8")))
    failed = [(line, code) for line, code in run_all(path, folder, monkeypatch) if code]
    told = capsys.readouterr().err[-3000:]
    assert failed == [], told


@pytest.mark.parametrize("path", DOCUMENTS, ids=name_of)
def test_commands_in_running_text_are_the_programs(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shown = [" ".join(words) for words in lines_of(text) if words[0] == "docgen"]
    assert [(line, why) for line in (*named_in(text), *shown) if (why := unknown(line))] == []
    assert unmarked(text) == []


def unknown(line: str) -> str:
    """What of a command is no word of the program; "" when all is."""
    command: click.Command = cli
    # An ellipsis, a placeholder in capitals, anything in brackets: what somebody fills in.
    words = re.sub(r'"[^"]*"|\[[^\]]*\]', "X", line).split()[1:]
    for word in words:
        if isinstance(command, click.Group) and not word.startswith("-"):
            if word not in command.commands:
                return "" if word[0] in "…." or word.isupper() else word
            command = command.commands[word]
        elif word.startswith("-") and len(word) > 1:
            known = {name for each in command.params for name in (*each.opts, *each.secondary_opts)}
            if word.split("=")[0] not in known | {"-h", "--help", "--version"}:
                return word
    return ""


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("docgen build --dry-run", ""),
        ("docgen sop render X -o hasil", ""),
        ("docgen biuld", "biuld"),
        ("docgen build --kering", "--kering"),
        ("docgen sop rendre", "rendre"),
        ('docgen register reserve 3 --alasan "--x"', ""),
        ("docgen COMMAND --help", ""),
    ],
)
def test_a_wrong_word_would_be_seen(line: str, wrong: str) -> None:
    assert unknown(line) == wrong
