"""The tools of the repository: what pre-commit runs, what is pinned, what `make clean` leaves."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).resolve().parents[1]
REQUIREMENTS = sorted(ROOT.glob("requirements*.txt"))
# Files that say where things come from.
SOURCES = [
    *REQUIREMENTS, ROOT / "Makefile", ROOT / "pyproject.toml", ROOT / ".pre-commit-config.yaml",
    *(path for path in (ROOT / ".ci").iterdir() if path.is_file()),
]  # fmt: skip
PIN = re.compile(r"([\w.-]+)==[\w.]+")


def pins(path: Path) -> list[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line and not line.startswith("#")]


def hooks() -> list[dict[str, Any]]:
    text = (ROOT / ".pre-commit-config.yaml").read_text(encoding="utf-8")
    repos = YAML(typ="safe").load(text)["repos"]
    assert {each["repo"] for each in repos} == {"local"}
    return [hook for each in repos for hook in each["hooks"]]


def program(entry: str) -> str:
    """``.venv/bin/ruff check`` -> ``ruff``, ``.venv/bin/python -m pytest …`` -> ``pytest``."""
    match = re.match(r"\.venv/bin/(?:python -m )?([\w-]+)", entry)
    assert match, entry
    return match[1]


def test_pre_commit_runs_what_is_pinned() -> None:
    pinned = {PIN.fullmatch(line)[1] for line in pins(ROOT / "requirements-dev.txt")}  # type: ignore[index]
    assert {program(hook["entry"]) for hook in hooks()} == {"ruff", "mypy", "pytest"}
    assert {program(hook["entry"]) for hook in hooks()} <= pinned
    assert all(hook["language"] == "system" for hook in hooks())


def test_pre_commit_runs_what_make_lint_runs() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    lint = re.findall(
        r"^\t\$\(BIN\)/([^\n]+)$", makefile.split("\nlint:")[1].split("\n\n")[0], re.M
    )
    entries = [hook["entry"].removeprefix(".venv/bin/") for hook in hooks()]
    assert entries[:3] == [line.removesuffix(" .") for line in lint]
    tests = entries[3].removeprefix("python -m pytest ")
    assert (ROOT / tests).is_file()


@pytest.mark.parametrize("path", REQUIREMENTS, ids=lambda path: path.name)
def test_requirements_are_plain_pins(path: Path) -> None:
    assert [line for line in pins(path) if not PIN.fullmatch(line)] == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_no_file_says_from_where_packages_come(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.findall(r"\w+://\S+|--(?:extra-)?index-url|--registry", text) == []


def test_make_clean_leaves_what_output_is(tmp_path: Path) -> None:
    if shutil.which("make") is None:
        pytest.skip("make is not installed")
    shutil.copy(ROOT / "Makefile", tmp_path)
    output = tmp_path / "output"
    (output / "sop").mkdir(parents=True)
    made = (".docgen.db", "SHA256SUMS", "sop/x y.docx", "sop/README.md")
    written_by_people = ("README.md", "ekspedisi.xlsx")
    for name in (*made, *written_by_people):
        (output / name).touch()
    for _again in range(2):
        subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
        assert {path.name for path in output.iterdir()} == {*written_by_people}
    shutil.rmtree(output)
    subprocess.run(["make", "clean"], cwd=tmp_path, check=True, capture_output=True)
