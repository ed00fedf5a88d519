"""Numbers before they are given for ever: a dry run shows them, a terminal asks."""

from __future__ import annotations

import datetime as dt
import json
import os
import pty
import select
import subprocess
import sys
import time
from pathlib import Path

import click
import pytest

from docgen.cli import asked, numbers
from docgen.model.writing.dates import format_tanggal
from tests.cli.calls import Call
from tests.support.small_office import FIRST, LETTERS, SECOND, SMALL

TODAY = dt.date.today()
THIRD = FIRST | {"id": "und-3", "tanggal_nomor": "", "hal": "Ketiga"}
DATES = {"tanggal_ttd": format_tanggal(TODAY), "tanggal_nomor": ""}
VARIANTS = {
    "the date of the row": [FIRST, SECOND, SECOND | {"id": "c", "hal": "c"}],
    "the date of the run": [*LETTERS, THIRD | DATES, THIRD | DATES | {"id": "d", "hal": "d"}],
    "rows not in order of signing": [SECOND, THIRD | DATES, FIRST],
    "one that waits": [FIRST, SECOND | {"tanggal_ttd": "", "tanggal_nomor": ""}],
    "before the signature": [
        FIRST,
        SECOND | DATES | {"tanggal_ttd": "", "cara_ttd": "elektronik", "paraf": "Ani: 6/1/2025"},
    ],
}


def given(workspace: Path, call: Call) -> list[tuple[str, str]]:
    lines = json.loads(call("register", "list", "-C", workspace, "--json").out)["agenda"]
    return [(line["nomor"], line["tanggal_surat"]) for line in lines if line["surat"]]


@pytest.mark.parametrize("series", ["kantor", "klasifikasi"])
@pytest.mark.parametrize("name", VARIANTS)
def test_what_is_shown_is_what_is_given(
    name: str, series: str, workspace: Path, call: Call
) -> None:
    SMALL.rewrite(workspace, undangan=VARIANTS[name])
    SMALL.table("register", penomoran="sebelum tte", seri=series).configure(workspace)
    dry = call("letters", "render", "-C", workspace, "--dry-run")
    assert dry.code == 0
    assert not (workspace / "register").exists() and not (workspace / "output").exists()
    told = json.loads(call("letters", "render", "-C", workspace, "--dry-run", "--json").out)
    shown = [(line["nomor"], line["tanggal"]) for line in told["nomor"]]
    for number, date in shown:
        day = format_tanggal(dt.date.fromisoformat(date))
        assert any(f"→ {number}, tanggal {day}" in line for line in dry.written)
    assert call("letters", "render", "-C", workspace).code == 0
    assert given(workspace, call) == shown
    assert len(shown) >= 1
    after = call("letters", "render", "-C", workspace, "--dry-run")
    assert "→" not in after.out


def test_letters_of_one_id_are_told_apart(workspace: Path, call: Call) -> None:
    SMALL.letters("lain", FIRST | {"hal": "Lain"}, book="data/lain.xlsx").write(workspace)
    shown = call("letters", "render", "-C", workspace, "--dry-run").out
    assert "undangan/und-1 →" in shown and "lain/und-1 →" in shown
    assert "\nund-2 →" in shown


@pytest.fixture
def before_a_screen(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A terminal, and what is asked there; nothing is answered but what a test says."""
    asked: list[str] = []
    monkeypatch.setattr(sys.modules["docgen.cli.commands.build"], "on_terminal", lambda: True)

    def prompt(text: str, **_rest: object) -> int:
        asked.append(text)
        return 0

    monkeypatch.setattr(click, "prompt", prompt)
    return asked


def answer(monkeypatch: pytest.MonkeyPatch, agrees: bool) -> list[int]:
    times: list[int] = []

    def confirm(_text: str) -> bool:
        times.append(1)
        return agrees

    monkeypatch.setattr(asked, "agreed", confirm)
    return times


def test_a_no_gives_no_number(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch, before_a_screen: list[str]
) -> None:
    answer(monkeypatch, False)
    refused = call("letters", "render", "-C", workspace)
    assert refused.code == 1
    assert "und-1 → 005/1/BKD/2025, tanggal 6 Januari 2025" in refused.err
    assert "tidak ada yang ditulis" in refused.err
    assert given(workspace, call) == []
    assert not list((workspace / "output").rglob("*.docx"))
    assert before_a_screen == [before_a_screen[0]]
    assert "Agenda bkd 2025 masih kosong" in before_a_screen[0]


def test_a_yes_gives_what_was_shown_and_asks_no_more(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch, before_a_screen: list[str]
) -> None:
    times = answer(monkeypatch, True)
    assert call("letters", "render", "-C", workspace).code == 0
    assert [number for number, _date in given(workspace, call)] == [
        "005/1/BKD/2025", "005/2/BKD/2025",
    ]  # fmt: skip
    assert call("letters", "render", "-C", workspace).code == 0
    assert (len(times), len(before_a_screen)) == (1, 1)


@pytest.mark.parametrize("words", [("--ya",), ("--json",), ("--dry-run",)])
def test_when_nobody_is_asked(
    words: tuple[str, ...], workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch,
    before_a_screen: list[str],
) -> None:  # fmt: skip
    times = answer(monkeypatch, False)
    assert call("letters", "render", "-C", workspace, *words).code == 0
    assert (times, before_a_screen) == ([], [])


def test_the_last_number_that_is_answered(
    workspace: Path, call: Call, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys.modules["docgen.cli.commands.build"], "on_terminal", lambda: True)
    monkeypatch.setattr(click, "prompt", lambda *_words, **_rest: 347)
    answer(monkeypatch, True)
    assert call("letters", "render", "-C", workspace).code == 0
    assert [number for number, _date in given(workspace, call)] == [
        "005/348/BKD/2025", "005/349/BKD/2025",
    ]  # fmt: skip


def test_a_pipe_is_no_terminal() -> None:
    assert not numbers.on_terminal()


def test_a_real_terminal(workspace: Path) -> None:
    """The whole program on a pseudo-terminal: asked twice, answered, numbered."""
    main, other = pty.openpty()
    command = [sys.executable, "-m", "docgen", "letters", "render", "-C", str(workspace)]
    child = subprocess.Popen(command, stdin=other, stdout=other, stderr=other, close_fds=True)
    os.close(other)
    told = ""
    answers = [("buku lama", "41\n"), ("Berikan nomor ini?", "y\n")]
    end = time.monotonic() + 60
    while time.monotonic() < end:
        ready, _, _ = select.select([main], [], [], 1)
        try:
            told += os.read(main, 4096).decode() if ready else ""
        except OSError:  # the other end is closed
            break
        if answers and answers[0][0] in told and told.rstrip().endswith((":", "]:")):
            os.write(main, answers.pop(0)[1].encode())
        if not ready and child.poll() is not None:
            break
    os.close(main)
    assert (child.wait(), answers) == (0, [])
    assert "und-1 → 005/42/BKD/2025, tanggal 6 Januari 2025" in told
