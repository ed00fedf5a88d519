"""docs/architecture.md keeps up: its rooms are there, and its recipes can be followed."""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import get_args

import pytest

from docgen.choices import ENGINES
from docgen.model.workspace import PdfRules

ROOT = Path(__file__).resolve().parents[1]
PAGE = ROOT / "docs" / "architecture.md"
TEXT = PAGE.read_text(encoding="utf-8")
BEGIN, END = "<!-- rooms: begin -->\n", "<!-- rooms: end -->"
RECIPES = re.split(r"^### ", TEXT.partition("## Where to add something")[2], flags=re.MULTILINE)[1:]


def rooms() -> str:
    """A line for every package and room of docgen: its path, and what its docstring says first."""
    lines = []
    for init in sorted((ROOT / "docgen").rglob("__init__.py"), key=lambda path: path.parent.parts):
        folder = init.parent.relative_to(ROOT)
        said = (ast.get_docstring(ast.parse(init.read_text(encoding="utf-8"))) or "").splitlines()
        if len(folder.parts) > 1:
            indent = "  " * (len(folder.parts) - 2)
            lines.append(f"{indent}- `{folder.as_posix()}`: {said[0]}\n")
    return "".join(lines)


def test_every_room_is_on_the_floor_plan(request: pytest.FixtureRequest) -> None:
    before, _, rest = TEXT.partition(BEGIN)
    shown, _, after = rest.partition(END)
    if request.config.getoption("--update-golden", False):
        PAGE.write_text(before + BEGIN + rooms() + END + after, encoding="utf-8")
    assert shown == rooms()


@pytest.mark.parametrize("recipe", RECIPES, ids=lambda text: text.splitlines()[0])
def test_a_recipe_has_five_steps_that_can_be_followed(recipe: str) -> None:
    assert re.findall(r"^(\d)\. ", recipe, flags=re.MULTILINE) == ["1", "2", "3", "4", "5"]
    named = re.findall(r"\(`([\w./]+)`:\s+`([^`]+)`", recipe)
    assert named
    for path, name in named:
        assert name in (ROOT / path).read_text(encoding="utf-8"), (path, name)


def test_an_engine_has_one_name_everywhere() -> None:
    assert set(get_args(PdfRules.model_fields["mesin"].annotation)) == set(ENGINES)
