"""How the commands speak: findings in an order to work by, nothing twice, a summary at the end."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from docgen.cli.commands.aids import SHELLS
from docgen.cli.grouped import by_file
from docgen.cli.screen import MOST_OF_A_CODE
from docgen.findings import Where, error, hint, warning
from docgen.workspace.output_paths import TOLD_HINTS
from tests.cli.calls import Call

FOUND = re.compile(r"^(\S+?)(?::\d+)?(?: \[\w+\])?(?: [A-Z]+\d+)?: (GALAT|PERINGATAN|SARAN) ", re.M)


def test_findings_stand_by_file_the_worst_first() -> None:
    mild, bad, odd = (Where(name) for name in ("a", "b", "c"))
    found = [
        hint("h", mild, "1"), warning("w", bad.at(line=3), "2"), warning("w", odd, "3"),
        error("e", bad.at(line=9), "4"), hint("h", mild, "1"), warning("w", mild, "5"),
        error("e", bad.at(line=2), "6"),
    ]  # fmt: skip
    assert [each.message for each in by_file(found)] == ["4", "6", "2", "5", "1", "3"]


def odd_letters(root: Path, count: int) -> None:
    """A sheet without officials in which each letter has two things wrong."""
    rows = [
        f"- {{id: a{n}, tujuan: Camat {n}, keamanan: aneh, tembusan: Arsip}}" for n in range(count)
    ]
    (root / "data/lain.yaml").write_text("\n".join(rows), "utf-8")
    config = root / "docgen.toml"
    text = config.read_text("utf-8")
    text += '[letters.lain]\ntemplate = "templates/surat_pengantar.docx"\ndata = "data/lain.yaml"\n'
    config.write_text(text, "utf-8")


def test_a_column_that_is_wrong_does_not_push_the_rest_away(workspace: Path, call: Call) -> None:
    odd_letters(workspace, MOST_OF_A_CODE + 5)
    answer = call("build", "-C", workspace)
    assert answer.code == 1
    lines = answer.err.splitlines()
    for code in ("choice-unknown", "tembusan-archive"):
        assert sum(f"GALAT {code}:" in line for line in lines) == MOST_OF_A_CODE == 20
        assert f"… dan 5 {code} lagi (--semua menyebut semuanya)" in lines
    every = call("build", "-C", workspace, "--semua")
    assert every.err.count("GALAT choice-unknown:") == MOST_OF_A_CODE + 5
    assert "--semua" not in every.err
    files = [file for file, _level in FOUND.findall(every.err)]
    assert files[0] == "data/lain.yaml"
    assert len({*files}) == sum(a != b for a, b in zip(["", *files], files, strict=False))


def test_a_hint_is_told_once_and_then_counted(workspace: Path, call: Call) -> None:
    first = call("build", "-C", workspace)
    hints = [line for line in first.err.splitlines() if ": SARAN " in line]
    assert hints
    second = call("build", "-C", workspace)
    assert ": SARAN " not in second.err
    assert f"{len(hints)} saran sama seperti sebelumnya (--semua menyebutnya)" in second.err
    assert f"{len(hints)} SARAN: " in second.err  # and in the summary
    every = call("build", "-C", workspace, "--semua")
    assert [line for line in every.err.splitlines() if ": SARAN " in line] == hints
    shown = json.loads(call("build", "-C", workspace, "--json").out)
    assert sum(each["severity"] == "hint" for each in shown["temuan"]) == len(hints)


def test_warnings_and_new_hints_are_never_left_out(workspace: Path, call: Call) -> None:
    call("build", "-C", workspace)
    before = (workspace / TOLD_HINTS).read_bytes()
    spec = next((workspace / "sop_specs").glob("*.yaml"), None) or next(workspace.glob("**/*.yaml"))
    text = spec.read_text("utf-8")
    spec.write_text(text.replace("- ATK\n", "- ATK\n    - ATK lagi\n", 1), "utf-8")
    spec.with_name("baru.yml").write_text("x", "utf-8")
    shown = call("build", "--dry-run", "-C", workspace)
    assert "PERINGATAN" in shown.err
    assert (workspace / TOLD_HINTS).read_bytes() == before  # a dry run writes nothing
    (workspace / TOLD_HINTS).write_text('{"rusak": ', "utf-8")
    assert ": SARAN " in call("build", "-C", workspace).err


def test_the_build_ends_with_a_summary(workspace: Path, call: Call) -> None:
    first = call("build", "-C", workspace)
    rows = dict(re.findall(r"^(output/\w+/) +(\d+ +\d+)$", first.err, re.M))
    assert rows["output/letters/"].split() == ["2", "0"]
    again = call("build", "-C", workspace)
    rows = dict(re.findall(r"^(output/\w+/) +(\d+ +\d+)$", again.err, re.M))
    assert rows["output/letters/"].split() == ["0", "2"]
    assert "Ringkasan" in again.err
    assert "Ringkasan" not in call("build", "-q", "-C", workspace).err
    assert "Ringkasan" not in call("build", "--dry-run", "-C", workspace).err
    assert "Ringkasan" not in call("build", "--json", "-C", workspace).err


def test_v_times_each_stage(workspace: Path, call: Call) -> None:
    answer = call("build", "-v", "-C", workspace)
    stages = re.findall(r"^\[(\d)/7\] .+\n +\d+,\d detik$", answer.err, re.M)
    assert stages == ["1", "2", "3", "4"]  # without LibreOffice there is no fifth
    assert "detik" not in call("build", "-C", workspace).err


@pytest.mark.parametrize(("name", "colours"), [("NO_COLOR", False), ("", True)])
def test_colours_can_be_switched_off(name: str, colours: bool, workspace: Path) -> None:
    environ = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    environ |= {"FORCE_COLOR": "1", "TERM": "xterm-256color", **({name: "1"} if name else {})}
    odd_letters(workspace, 1)
    docgen = [sys.executable, "-m", "docgen", "build", "-C", str(workspace)]
    done = subprocess.run(docgen, env=environ, capture_output=True, text=True)
    assert "GALAT" in done.stderr
    assert ("\x1b[1;31m" in done.stderr) is colours


@pytest.mark.parametrize("shell", SHELLS)
def test_shells_complete_the_commands(shell: str, call: Call) -> None:
    answer = call("completion", shell)
    assert answer.code == 0
    assert "_DOCGEN_COMPLETE" in answer.out
    words = "docgen form s" if shell != "fish" else "docgen form "
    environ = {**os.environ, "_DOCGEN_COMPLETE": f"{shell}_complete", "COMP_WORDS": words}
    environ["COMP_CWORD"] = "2" if shell != "fish" else "s"
    done = subprocess.run(
        [sys.executable, "-m", "docgen"], env=environ, capture_output=True, text=True, check=True
    )
    assert "surat" in done.stdout
    assert "skpd" in done.stdout
    assert "Traceback" not in done.stderr
