"""How far the work has come: on a terminal, one line that is gone when it is done."""

from __future__ import annotations

import io
import os
import pty
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cli.live import LiveLine, can_show, told
from docgen.progress import Step, followed, listening, step
from tests.support.office import Office, letter

ROOT = Path(__file__).resolve().parents[2]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_it_says_what_how_many_the_rate_and_what_is_left() -> None:
    assert told(Step("mengisi templat", 1_000, 340), 2.0) == (
        "mengisi templat: 340 dari 1.000 · 170 per detik · sisa 4 detik"
    )
    assert told(Step("mengubah ke PDF", 500, 10), 20.0).endswith("30 per menit · sisa 16 menit")
    assert told(Step("x", 10_000, 1), 60.0).endswith("1 per menit · sisa 166 jam 39 menit")


def test_nothing_is_guessed_before_anything_is_done() -> None:
    assert told(Step("menilai PDF/A", 1), 30.0) == "menilai PDF/A: 0 dari 1"
    assert told(Step("mengisi templat", 9, 3), 0.5) == "mengisi templat: 3 dari 9"
    assert told(Step("x", 9, 12), 0.5) == "x: 9 dari 9"  # never more than all


def test_the_line_is_redrawn_now_and_then_never_too_long_and_taken_back() -> None:
    clock = iter((0.0, 0.01, 0.05, 1.5, 1.51))
    terminal = Terminal()
    line = LiveLine(terminal, clock=lambda: next(clock), width=lambda: 30)
    with listening(line), step("menandai rangkap", 4_000) as done:
        for _turn in range(4):
            done.advance(100)
    shown = terminal.getvalue().split("\r\x1b[K")
    assert len(shown) == 4  # before, at the start, after a second, taken back
    assert all(len(each) < 30 for each in shown)
    assert shown[-1] == ""


def test_a_step_that_fails_is_taken_back_too() -> None:
    terminal = Terminal()
    with (
        listening(LiveLine(terminal)),
        pytest.raises(ArithmeticError),
        step("x", 3),
    ):
        raise ArithmeticError
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_items_are_counted_as_they_are_done() -> None:
    seen: list[int] = []
    with listening(lambda step: seen.append(step.done if step else -1)):
        assert list(followed("x", "abc")) == ["a", "b", "c"]
    assert seen == [0, 1, 2, 3, -1]
    assert list(followed("x", "")) == []


def test_only_a_terminal_that_can_take_a_line_back_gets_one() -> None:
    assert can_show(Terminal(), {"TERM": "xterm", "NO_COLOR": "1"})
    assert not can_show(Terminal(), {"TERM": "dumb"})
    assert not can_show(io.StringIO(), {})


def office(root: Path) -> Path:
    return Office().letters("keluar", letter("satu")).write(root)


COMMAND = ("-m", "docgen", "build", "--mesin", "embedded", "-C")


def test_into_a_pipe_nothing_is_written(tmp_path: Path) -> None:
    root = office(tmp_path)
    ran = subprocess.run(
        [sys.executable, *COMMAND, str(root)], cwd=ROOT, capture_output=True, text=True
    )
    assert "\x1b" not in ran.stdout + ran.stderr
    assert "mengisi templat" not in ran.stderr


@pytest.mark.skipif(not hasattr(pty, "openpty"), reason="no terminals here")
@pytest.mark.parametrize("more", [(), ("-q",)])
def test_on_a_terminal_it_stands_and_without_colours(tmp_path: Path, more: tuple[str, ...]) -> None:
    root = office(tmp_path)
    ours, theirs = pty.openpty()
    environ = {**os.environ, "TERM": "xterm", "NO_COLOR": "1"}
    with subprocess.Popen(
        [sys.executable, *COMMAND, str(root), *more],
        cwd=ROOT, stderr=theirs, stdout=subprocess.DEVNULL, env=environ,
    ):  # fmt: skip
        os.close(theirs)
        found = bytearray()
        try:
            while piece := os.read(ours, 4096):
                found += piece
        except OSError:  # the other end is closed (Linux)
            pass
    os.close(ours)
    text = found.decode()
    assert ("mengisi templat: 0 dari" in text) is not bool(more)
    assert re.findall(r"\x1b\[(?:\d+;)*[349]\dm", text) == []  # bold and dim are no colours
